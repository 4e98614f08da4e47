import { setTimeout as delay } from 'node:timers/promises';
import { BEAT_MS, FRAME_MIN_MS, type BoardSnapshot } from '../contracts/live.js';
import { boardChanges, screenChanges, screenOf } from './domain/difference.js';
import type { LiveReader, Revision } from './live-reader.js';
import type { LiveSockets } from './live-sockets.js';
import { topicRoom } from './rooms.js';

/**
 * One event as this node last read it. Whoever asks and whatever changes, it is read at most four
 * times a second, one read at a time, and each read that finds a new revision sends one frame to
 * each room: the snapshot a joining client gets is always the one the next frame begins from.
 */
export class EventFeed {
  readonly rooms: readonly string[];
  private board: BoardSnapshot | null = null;
  private outdated = true;
  private confirmedAt = -Infinity;
  private confirmedTime: Date | null = null;
  private readAt = -Infinity;
  private usedAt = performance.now();
  private reading: Promise<BoardSnapshot> | null = null;
  private next: Promise<BoardSnapshot> | null = null;

  constructor(
    readonly eventId: string,
    private readonly reader: LiveReader,
    private readonly sockets: LiveSockets,
  ) {
    this.rooms = [topicRoom('board', eventId), topicRoom('screen', eventId)];
  }

  /** Somebody on this node looks at the event. */
  get watched(): boolean {
    return this.rooms.some((room) => this.sockets.membersOf(room).size > 0);
  }

  /** The board, when it is known to have been the newest a moment ago. */
  get fresh(): BoardSnapshot | null {
    this.usedAt = performance.now();
    return !this.outdated && performance.now() - this.confirmedAt <= 2 * FRAME_MIN_MS ? this.board : null;
  }

  idleFor(): number {
    return performance.now() - this.usedAt;
  }

  stale(): void {
    this.outdated = true;
  }

  /** @returns the board when it is that revision or a later one, and null when it must be read again */
  confirm(revision: Revision, asked = performance.now()): BoardSnapshot | null {
    this.usedAt = asked;
    const { board } = this;
    if (!board || board.epoch !== revision.epoch || board.rev < revision.rev) return null;
    this.confirmedAt = asked;
    this.confirmedTime = this.reader.now();
    return board;
  }

  /** A board read after this call. Who asks while others wait, waits with them. */
  read(): Promise<BoardSnapshot> {
    this.next ??= this.readInTurn();
    return this.next;
  }

  async idle(): Promise<void> {
    await Promise.allSettled([this.next, this.reading]);
  }

  /** Shows a lost last frame and a dead link. Silent while the database does not answer. */
  beat(): void {
    if (!this.board || !this.confirmedTime || performance.now() - this.confirmedAt > BEAT_MS) return;
    const { eventId, epoch, rev } = this.board;
    const at = this.confirmedTime.toISOString();
    for (const room of this.rooms) this.sockets.emit(room, 'beat', { eventId, epoch, rev, at });
  }

  private async readInTurn(): Promise<BoardSnapshot> {
    await this.reading?.catch(() => undefined);
    const wait = this.readAt + FRAME_MIN_MS - performance.now();
    if (wait > 0) await delay(wait);
    this.next = null; // who asks from here on may have changed something this read does not see
    this.readAt = performance.now();
    this.outdated = false;
    this.reading = this.readNow();
    return this.reading;
  }

  private async readNow(): Promise<BoardSnapshot> {
    const asked = performance.now();
    const after = await this.reader.board(this.eventId);
    const before = this.board;
    this.board = after;
    this.confirm({ id: this.eventId, rev: after.rev, epoch: after.epoch }, asked);
    if (!before) return after;
    if (before.epoch !== after.epoch) this.beat();
    else if (before.rev !== after.rev) this.send(before, after);
    return after;
  }

  private send(before: BoardSnapshot, after: BoardSnapshot): void {
    const { eventId, rev, at } = after;
    const [boardRoom, screenRoom] = this.rooms;
    if (boardRoom !== undefined && this.sockets.membersOf(boardRoom).size > 0) {
      const changed = boardChanges(before, after);
      this.sockets.emit(boardRoom, 'board.frame', frame(changed));
    }
    if (screenRoom !== undefined && this.sockets.membersOf(screenRoom).size > 0) {
      const changed = screenChanges(screenOf(before), screenOf(after));
      this.sockets.emit(screenRoom, 'screen.frame', frame(changed));
    }

    /** A change that a frame cannot say begins at a revision nobody has, so that everybody asks anew. */
    function frame(changed: object | null) {
      return { eventId, from: changed ? before.rev : rev, rev, at, changed: changed ?? {} };
    }
  }
}
