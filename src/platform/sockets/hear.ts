import type { Socket } from 'socket.io';
import type { ZodType } from 'zod';
import type { Topic } from '../../contracts/live.js';
import { AppError } from '../errors/app-error.js';
import { MESSAGES, type MessageName } from '../policy/policy-table.js';
import { mayAnywhere } from '../policy/policy.js';
import { answerMessage } from './answer.js';
import type { SocketData } from './socket-adapter.js';

/** What a client sends is not believed: its messages have names and no types. */
type Incoming = Record<string, (...values: unknown[]) => void>;
type Heard<S extends object, N extends object> = Socket<Incoming, S, N, SocketData>;

/**
 * Listens to a message of the policy table, which is the only way a gateway hears one: no guard of
 * Nest's reaches it. Whoever may do the message's action nowhere is told so; where, `act` decides.
 * @param follow is handed the promise of each answer, for a gateway that waits for them before it closes
 */
export function hear<T, S extends object, N extends object>(
  socket: Heard<S, N>,
  name: MessageName,
  schema: ZodType<T>,
  act: (body: T) => Promise<unknown>,
  follow?: (answered: Promise<void>) => void,
): void {
  const allowed = (body: T): boolean => {
    const action = MESSAGES[name];
    const { principal } = socket.data;
    if (typeof action === 'string') return mayAnywhere(principal, action);
    return isAbout(body) && mayAnywhere(principal, action[body.topic]);
  };
  socket.on(name, (...values: unknown[]) => {
    const answered = answerMessage(values, schema, (body) => {
      if (!allowed(body)) throw new AppError('not_allowed');
      return act(body);
    });
    follow?.(answered);
  });
}

const isAbout = (body: unknown): body is Pick<Topic, 'topic'> =>
  typeof body === 'object' && body !== null && 'topic' in body;
