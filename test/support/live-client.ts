import { io, type Socket } from 'socket.io-client';
import type { JoinAnswer, ServerToClient } from '../../src/contracts/live.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import type { HttpClient } from './http-client.js';
import { eventually } from './eventually.js';

type Heard = { [E in keyof ServerToClient]: Parameters<ServerToClient[E]>[0][] };

/** A real socket with everything it has heard. */
export class LiveClient {
  readonly heard: Heard = { 'board.frame': [], 'screen.frame': [], beat: [], bell: [], bye: [] };

  private constructor(readonly socket: Socket) {
    this.hear('board.frame');
    this.hear('screen.frame');
    this.hear('beat');
    this.hear('bell');
    this.hear('bye');
  }

  /** Connects with the session cookies of an HTTP client. @throws Error as the handshake answered */
  static async connect(
    url: string,
    client: HttpClient,
    kind: 'staff' | 'volunteer' | 'screen',
  ): Promise<LiveClient> {
    const cookie = `${cookieName(kind)}=${client.cookies.get(cookieName(kind)) ?? ''}`;
    const socket = io(url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { kind },
      extraHeaders: { cookie },
    });
    const live = new LiveClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return live;
  }

  /** Sends any message, well formed or not, and waits for its ack. */
  ask<T = unknown>(name: string, ...values: unknown[]): Promise<T> {
    return this.socket.timeout(5_000).emitWithAck(name, ...values) as Promise<T>;
  }

  join(topic: 'board' | 'screen', eventId: string): Promise<JoinAnswer> {
    return this.ask<JoinAnswer>('join', { topic, eventId });
  }

  private hear(name: keyof Heard): void {
    const heard: unknown[] = this.heard[name];
    this.socket.on<string>(name, (message: unknown) => heard.push(message));
  }

  async untilClosed(): Promise<void> {
    await eventually(() => this.socket.disconnected);
  }

  close(): void {
    this.socket.disconnect();
  }
}
