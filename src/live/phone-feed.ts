import { BEAT_MS, PHONE_FRAME_MIN_MS } from '../contracts/live.js';
import { phoneChanges } from './domain/difference.js';
import type { FanOut } from './fan-out.js';
import type { LiveSockets } from './live-sockets.js';
import { topicRoom } from './rooms.js';
import type { Snapshot } from './snapshot.js';
import { tell } from './tell.js';

/**
 * What phones hear of an event: all that changed in two seconds in one frame. They have a revision of their own, the
 * one they were last told: a phone that joins between two frames gets that one, so that the next frame
 * begins where it stands.
 */
export class PhoneFeed {
  readonly room: string;
  private told: Snapshot | null = null;
  private newest: Snapshot | null = null;
  private toldAt = -Infinity;
  private timer: NodeJS.Timeout | null = null;
  private sending: Promise<void> = Promise.resolve();

  constructor(
    readonly eventId: string,
    private readonly sockets: LiveSockets,
    private readonly fanOut: FanOut,
  ) {
    this.room = topicRoom('phone', eventId);
  }

  /** What phones were last told, and so what a phone that joins is told. */
  current(latest: Snapshot): Snapshot {
    this.told ??= latest;
    return this.told;
  }

  /** Takes note of a newer state, and tells it when it is time. */
  take(newest: Snapshot): void {
    this.newest = newest;
    const wait = this.toldAt + PHONE_FRAME_MIN_MS - performance.now();
    if (wait <= 0) this.tell();
    else this.timer ??= setTimeout(() => this.tell(), wait).unref();
  }

  /**
   * Silent while a frame is due: phones do not yet know what has happened by then.
   * @param at when the database was last seen to say nothing newer than `take` was given
   */
  beat(at: Date): void {
    const { told, newest, eventId } = this;
    if (!told || told.rev !== newest?.rev || performance.now() - this.toldAt < BEAT_MS / 2) return;
    void this.sockets.beat([this.room], { eventId, epoch: told.epoch, rev: told.rev, at: at.toISOString() });
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await this.sending;
  }

  private tell(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const [before, after] = [this.told, this.newest];
    if (!after) return;
    this.told = after;
    if (!before || this.sockets.membersOf(this.room).size === 0) return;
    if (before.epoch === after.epoch) {
      if (before.rev === after.rev) return;
      this.toldAt = performance.now();
      this.sending = tell(this.fanOut, 'phone', before, after, phoneChanges(before.phone, after.phone));
    } else {
      this.toldAt = -Infinity; // says the new epoch now
      this.beat(new Date(after.board.at));
    }
  }
}
