import { io, type Socket } from 'socket.io-client';
import { STALE_AFTER_MS } from '../../src/contracts/live.js';
import type {
  Beat,
  ClientToServer,
  Frame,
  JoinAnswer,
  ScreenSnapshot,
  ServerToClient,
} from '../../src/contracts/live.js';

/** What a screen shows at one moment. */
export interface Shown {
  epoch: string;
  rev: number;
  people: number;
}

/**
 * A screen that follows the live protocol to the letter and remembers everything it showed: a frame
 * that does not begin at its revision, another epoch or a newer beat make it ask for a snapshot.
 */
export class Watcher {
  readonly shown: Shown[] = [];
  /** Snapshots asked for. */
  joins = 0;
  epochs = 0;
  private readonly socket: Socket<ServerToClient, ClientToServer>;
  private asking = false;
  private heardAt = performance.now();
  private readonly staleness: NodeJS.Timeout;

  constructor(
    url: string,
    cookie: string,
    private readonly eventId: string,
  ) {
    this.socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 1_500,
      timeout: 5_000,
      auth: { kind: 'screen' },
      extraHeaders: { cookie },
    });
    this.socket.on('connect', () => void this.ask());
    this.socket.on('disconnect', (reason) => {
      // Socket.IO does not come back by itself from these.
      if (reason === 'io server disconnect') setTimeout(() => this.socket.connect(), 300);
    });
    this.staleness = setInterval(() => this.lookForSilence(), 500);
    this.socket.on('frames', (frames) => frames.forEach((frame) => this.take(frame)));
    this.socket.on('beat', (beat) => this.hear(beat));
  }

  get now(): Shown | undefined {
    return this.shown.at(-1);
  }

  /** Times that what is shown went back within one epoch. */
  get stepsBack(): number {
    return this.shown.filter((shown, i) => {
      const before = this.shown[i - 1];
      return before?.epoch === shown.epoch && before.rev > shown.rev;
    }).length;
  }

  close(): void {
    clearInterval(this.staleness);
    this.socket.disconnect();
  }

  /** A link that is silent for three beats is dead, whatever the socket believes. */
  private lookForSilence(): void {
    if (performance.now() - this.heardAt < STALE_AFTER_MS) return;
    this.heardAt = performance.now();
    this.socket.disconnect().connect();
  }

  private show(shown: Shown): void {
    if (this.now !== undefined && this.now.epoch !== shown.epoch) this.epochs++;
    this.shown.push(shown);
  }

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      this.joins++;
      const topic = { topic: 'screen' as const, eventId: this.eventId };
      const answer = (await this.socket.timeout(5_000).emitWithAck('join', topic)) as JoinAnswer;
      if (answer.ok && answer.topic === 'screen') {
        this.heardAt = performance.now();
        this.show(shownOf(answer.snapshot));
        this.asking = false;
        return;
      }
    } catch {
      // asked again below
    }
    this.asking = false;
    setTimeout(() => this.socket.connected && void this.ask(), 500);
  }

  private take(frame: Frame): void {
    const { now } = this;
    if (!now || frame.topic !== 'screen') return;
    if ('snapshot' in frame) {
      const whole = shownOf(frame.snapshot);
      if (whole.epoch !== now.epoch || whole.rev > now.rev) this.show(whole);
      return;
    }
    if (frame.eventId !== this.eventId) return;
    if (frame.from !== now.rev) {
      if (frame.rev !== now.rev) void this.ask();
      return;
    }
    this.show({ epoch: now.epoch, rev: frame.rev, people: frame.changed.totals?.people ?? now.people });
  }

  private hear(beat: Beat): void {
    this.heardAt = performance.now();
    const { now } = this;
    if (!now || beat.eventId !== this.eventId) return;
    if (beat.epoch !== now.epoch || beat.rev > now.rev) void this.ask();
  }
}

const shownOf = ({ epoch, rev, totals }: ScreenSnapshot): Shown => ({ epoch, rev, people: totals.people });
