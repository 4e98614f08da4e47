import { setTimeout as delay } from 'node:timers/promises';
import { BEAT_MS, FRAME_MIN_MS, type Topic } from '../contracts/live.js';
import { KnownNumbers } from '../events/index.js';
import { boardChanges, screenChanges } from './domain/difference.js';
import type { FanOut } from './fan-out.js';
import type { LiveReader, Revision } from './live-reader.js';
import type { LiveSockets } from './live-sockets.js';
import { countedFrom } from './pace.js';
import { PhoneFeed } from './phone-feed.js';
import { topicRoom } from './rooms.js';
import { Snapshot } from './snapshot.js';
import { tell } from './tell.js';

/**
 * One event as this node last read it. Whoever asks and whatever changes, it is read at most four
 * times a second, one read at a time, and each read that finds a new revision sends one frame to
 * each room: the snapshot a joining client gets is always the one the next frame begins from.
 */
export class EventFeed {
  readonly rooms: readonly string[];
  /** Those that hear of every revision this node reads. */
  private readonly fast: readonly string[];
  private readonly phones: PhoneFeed;
  private latest: Snapshot | null = null;
  private readonly known = new KnownNumbers();
  private outdated = true;
  private confirmedAt = -Infinity;
  private confirmedTime: Date | null = null;
  private readAt = -Infinity;
  /** How long the last reads took, the newest first. */
  private took = [0, 0];
  private sentAt = -Infinity;
  private usedAt = performance.now();
  private reading: Promise<Snapshot> | null = null;
  private next: Promise<Snapshot> | null = null;
  /** Frames on their way to the clients; what changes meanwhile goes into the next. */
  private sending: Promise<unknown> = Promise.resolve();

  constructor(
    readonly eventId: string,
    private readonly reader: LiveReader,
    private readonly sockets: LiveSockets,
    private readonly fanOut: FanOut,
  ) {
    this.phones = new PhoneFeed(eventId, sockets, fanOut);
    this.fast = [topicRoom('board', eventId), topicRoom('screen', eventId)];
    this.rooms = [...this.fast, this.phones.room];
  }

  /** Somebody on this node looks at the event. */
  get watched(): boolean {
    return this.rooms.some((room) => this.sockets.membersOf(room).size > 0);
  }

  /** The event, when nothing newer is known and it was looked at lately; what is newer comes as a frame. */
  get fresh(): Snapshot | null {
    this.usedAt = performance.now();
    return !this.outdated && performance.now() - this.confirmedAt <= BEAT_MS ? this.latest : null;
  }

  /** The state from which the next frame of a topic begins. */
  asTold(topic: Topic['topic'], latest: Snapshot): Snapshot {
    return topic === 'phone' ? this.phones.current(latest) : latest;
  }

  idleFor(): number {
    return performance.now() - this.usedAt;
  }

  stale(): void {
    this.outdated = true;
  }

  /** @returns the event when it is that revision or a later one, and null when it must be read again */
  confirm(revision: Revision, asked = performance.now()): Snapshot | null {
    this.usedAt = asked;
    const { latest } = this;
    if (!latest || latest.epoch !== revision.epoch || latest.rev < revision.rev) return null;
    this.confirmedAt = asked;
    this.confirmedTime = this.reader.now();
    return latest;
  }

  /** The read that is under way: good enough for who has joined the room, for whatever is newer comes as a frame. */
  get underWay(): Promise<Snapshot> | null {
    return this.reading;
  }

  /** The event read after this call. Who asks while others wait, waits with them. */
  read(): Promise<Snapshot> {
    this.next ??= this.readInTurn();
    return this.next;
  }

  async idle(): Promise<void> {
    await Promise.allSettled([this.next, this.reading]);
    await this.sending;
    await this.phones.stop();
  }

  /**
   * Shows a lost last frame and a dead link. Silent while the database does not answer, and while frames
   * show both.
   */
  beat(): void {
    const now = performance.now();
    if (!this.latest || !this.confirmedTime || now - this.confirmedAt > BEAT_MS) return;
    this.phones.beat(this.confirmedTime);
    if (now - this.sentAt < BEAT_MS / 2) return;
    const { eventId } = this;
    const { epoch, rev } = this.latest;
    void this.sockets.beat(this.fast, { eventId, epoch, rev, at: this.confirmedTime.toISOString() });
  }

  private async readInTurn(): Promise<Snapshot> {
    await this.reading?.catch(() => undefined);
    await this.sending;
    // As late as it may be: done when the clients may be told, as far as the last reads show.
    const begin = Math.max(this.readAt + FRAME_MIN_MS, this.fanOut.due - Math.min(...this.took));
    const wait = begin - performance.now();
    if (wait > 0) await delay(wait);
    this.next = null; // who asks from here on may have changed something this read does not see
    this.readAt = countedFrom(begin, performance.now());
    this.outdated = false;
    const reading = this.readNow().finally(() => {
      this.took = [performance.now() - this.readAt, this.took[0]!];
      if (this.reading === reading) this.reading = null;
    });
    this.reading = reading;
    this.fanOut.expect(reading);
    return reading;
  }

  private async readNow(): Promise<Snapshot> {
    const asked = performance.now();
    const after = new Snapshot(await this.reader.board(this.eventId, this.known));
    const before = this.latest;
    this.latest = after;
    this.confirm({ id: this.eventId, rev: after.rev, epoch: after.epoch }, asked);
    this.phones.take(after);
    if (!before) return after;
    if (before.epoch !== after.epoch) {
      this.sentAt = -Infinity; // says the new epoch now
      this.beat();
    } else if (before.rev !== after.rev) {
      this.sending = this.send(before, after);
    }
    return after;
  }

  private async send(before: Snapshot, after: Snapshot): Promise<void> {
    this.sentAt = performance.now();
    const watched = (topic: Topic['topic']) =>
      this.sockets.membersOf(topicRoom(topic, this.eventId)).size > 0;
    const told: Promise<void>[] = [];
    if (watched('board')) {
      told.push(tell(this.fanOut, 'board', before, after, boardChanges(before.board, after.board)));
    }
    if (watched('screen')) {
      told.push(tell(this.fanOut, 'screen', before, after, screenChanges(before.screen, after.screen)));
    }
    await Promise.all(told);
  }
}
