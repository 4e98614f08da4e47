import { io, type Socket } from 'socket.io-client';
import type {
  ClientToServer,
  Frame,
  ScreenFrame,
  ScreenSnapshot,
  ServerToClient,
} from '../../contracts/live.js';
import type { SessionKind } from '../../contracts/people.js';
import type { Shown } from '../domain/verdict.js';
import type { Api } from './api.js';

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** Opens a socket as a browser with this API's cookies would. */
export function openSocket(api: Api, kind: SessionKind): LiveSocket {
  return io(api.url, {
    transports: ['websocket'],
    auth: { kind },
    extraHeaders: { cookie: api.cookie },
    reconnectionDelay: 1_000,
    reconnectionDelayMax: 5_000,
    forceNew: true,
  });
}

/** The screen in the hall: follows the live protocol and remembers what it showed and when. */
export class HallScreen {
  readonly shown: Shown[] = [];
  /** Times the shown revision went back: must stay 0. */
  wentBack = 0;
  private now: { epoch: string; rev: number; people: number } | null = null;
  private readonly socket: LiveSocket;

  constructor(
    api: Api,
    private readonly eventId: string,
  ) {
    this.socket = openSocket(api, 'screen');
    this.socket.on('connect', () => this.ask());
    this.socket.on('frames', (frames) => frames.forEach((frame) => this.hear(frame)));
    this.socket.on('beat', (beat) => {
      if (this.now && (beat.rev > this.now.rev || beat.epoch !== this.now.epoch)) this.ask();
    });
  }

  /** The number on the wall; -1 before the first snapshot. */
  get people(): number {
    return this.now?.people ?? -1;
  }

  get rev(): number {
    return this.now?.rev ?? -1;
  }

  close(): void {
    this.socket.disconnect();
  }

  private ask(): void {
    this.socket.emit('join', { topic: 'screen', eventId: this.eventId }, (reply) => {
      if (reply.ok && reply.topic === 'screen') this.begin(reply.snapshot);
    });
  }

  private begin({ epoch, rev, totals }: ScreenSnapshot): void {
    this.show({ epoch, rev, people: totals.people });
  }

  private hear(frame: Frame): void {
    if (frame.topic !== 'screen') return;
    if ('snapshot' in frame) this.begin(frame.snapshot);
    else this.take(frame);
  }

  private take({ from, rev, changed }: ScreenFrame): void {
    if (!this.now || rev <= this.now.rev) return;
    if (from === this.now.rev)
      this.show({ ...this.now, rev, people: changed.totals?.people ?? this.now.people });
    else this.ask();
  }

  private show(next: { epoch: string; rev: number; people: number }): void {
    if (this.now && next.rev < this.now.rev) {
      this.wentBack++;
      return;
    }
    this.now = next;
    this.shown.push({ rev: next.rev, at: performance.now() });
  }
}
