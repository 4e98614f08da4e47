import { io, type Socket } from 'socket.io-client';
import type {
  BoardFrame,
  Frame,
  JoinAnswer,
  PhoneFrame,
  ScreenFrame,
  ServerToClient,
  WholeFrame,
} from '../../src/contracts/live.js';
import type { SessionKind } from '../../src/contracts/people.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import type { HttpClient } from './http-client.js';
import { eventually } from './eventually.js';

type Heard = { [E in keyof ServerToClient]: Parameters<ServerToClient[E]>[0][] } & {
  'board.frame': BoardFrame[];
  'screen.frame': ScreenFrame[];
  'phone.frame': PhoneFrame[];
  whole: WholeFrame[];
};

/** A real socket with everything it has heard. */
export class LiveClient {
  readonly heard: Heard = {
    frames: [],
    'board.frame': [],
    'screen.frame': [],
    'phone.frame': [],
    whole: [],
    beat: [],
    bell: [],
    bye: [],
    presence: [],
  };

  private constructor(readonly socket: Socket) {
    this.hear('frames');
    this.socket.on('frames', (frames: Frame[]) => frames.forEach((frame) => this.sort(frame)));
    this.hear('beat');
    this.hear('bell');
    this.hear('bye');
  }

  /** Connects with the session cookies of an HTTP client. @throws Error as the handshake answered */
  static async connect(url: string, client: HttpClient, kind: SessionKind): Promise<LiveClient> {
    const cookie = `${cookieName(kind)}=${client.cookies.get(cookieName(kind)) ?? ''}`;
    const socket = io(url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { kind },
      extraHeaders: { ...client.extra, cookie },
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

  join(topic: Frame['topic'], eventId: string): Promise<JoinAnswer> {
    return this.ask<JoinAnswer>('join', { topic, eventId });
  }

  private sort(frame: Frame): void {
    if ('snapshot' in frame) this.heard.whole.push(frame);
    else if (frame.topic === 'board') this.heard['board.frame'].push(frame);
    else if (frame.topic === 'screen') this.heard['screen.frame'].push(frame);
    else this.heard['phone.frame'].push(frame);
  }

  private hear(name: keyof ServerToClient): void {
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
