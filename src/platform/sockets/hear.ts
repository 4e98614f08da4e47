import type { ZodType } from 'zod';
import type { Topic } from '../../contracts/live.js';
import { Allowance } from '../../kernel/allowance.js';
import { AppError } from '../errors/app-error.js';
import { MESSAGES, type MessageName } from '../policy/policy-table.js';
import { mayAnywhere } from '../policy/policy.js';
import type { Principal } from '../policy/principal.js';
import { answerMessage, answerOf } from './answer.js';
import type { SocketData } from './socket-adapter.js';

/** Of a hasty client; one that floods is hung up on before its messages are read. */
const MESSAGES_AT_ONCE = 20;
const MESSAGES_PER_SECOND = 5;

type Listener = (...values: unknown[]) => void;
interface Heard {
  data: SocketData;
  on(name: string, listener: Listener): unknown;
}

/**
 * The messages of the policy table that a gateway hears, which is the only way it hears one: no guard of
 * Nest's reaches it. Whoever may do the message's action nowhere is told so; where, `act` decides.
 *
 * Each message has one listener for all sockets: of one's own, ten thousand clients would keep a kilobyte each.
 */
export class Ears<S extends Heard> {
  private readonly listeners = new Map<MessageName, Listener>();

  /** @param follow is handed the promise of each answer, for a gateway that waits for them before it closes */
  hear<T>(
    name: MessageName,
    schema: ZodType<T>,
    act: (socket: S, body: T) => Promise<unknown>,
    follow?: (answered: Promise<void>) => void,
  ): this {
    const listener = ofSocket((socket: S, ...values: unknown[]) => {
      const waitMs = waitOf(socket.data);
      if (waitMs > 0) {
        answerOf(values)?.({ ok: false, error: AppError.after(waitMs).toBody() });
        return;
      }
      const answered = answerMessage(values, schema, (body) => {
        if (!allowed(socket.data.principal, name, body)) throw new AppError('not_allowed');
        return act(socket, body);
      });
      follow?.(answered);
    });
    this.listeners.set(name, listener);
    return this;
  }

  listenTo(socket: S): void {
    for (const [name, listener] of this.listeners) socket.on(name, listener);
  }
}

/** One listener for all sockets, which is told whose event it is. */
export function ofSocket<S, V extends unknown[]>(act: (socket: S, ...values: V) => void) {
  return function (this: S, ...values: V): void {
    act(this, ...values);
  };
}

function waitOf(data: SocketData): number {
  const now = performance.now();
  data.allowance ??= new Allowance(MESSAGES_AT_ONCE, MESSAGES_PER_SECOND, now);
  return data.allowance.takeOrWait(now);
}

function allowed(principal: Principal, name: MessageName, body: unknown): boolean {
  const action = MESSAGES[name];
  if (typeof action === 'string') return mayAnywhere(principal, action);
  return isAbout(body) && mayAnywhere(principal, action[body.topic]);
}

const isAbout = (body: unknown): body is Pick<Topic, 'topic'> =>
  typeof body === 'object' && body !== null && 'topic' in body;
