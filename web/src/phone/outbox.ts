import type { Timers } from '../live-client/timers.js';
import type { Rows } from '../shared/outbox/disk.js';
import { SendLoop } from '../shared/outbox/send-loop.js';
import {
  type Saved,
  type SendResult,
  afterSending,
  isCheckIn,
  isSameMatter,
  isWaiting,
  isWay,
} from './saved-check-in.js';

export interface OutboxSurroundings extends Timers {
  /** All check-ins of one event and device, or one of anything else. */
  send(batch: readonly Saved[]): Promise<SendResult>;
  changed(all: readonly Saved[]): void;
}

/** The contract takes at most 200; a phone has a handful. */
const BATCH = 50;

/**
 * Check-ins, answers and "I'm on the way": saved first, then sent in their order until the server has answered each. Only
 * those of the person who is signed in are sent. The same entry may be sent any number of times.
 */
export class Outbox {
  private entries: Saved[] = [];
  private readonly loop: SendLoop<Saved>;

  constructor(
    private readonly store: Rows<Saved>,
    private readonly personId: string,
    private readonly around: OutboxSurroundings,
  ) {
    this.loop = new SendLoop(
      around,
      () => this.entries.filter((one) => isWaiting(one) && !this.comesAfter(one)),
      (due) => this.send(batchOf(due)),
    );
  }

  async open(): Promise<void> {
    const all = await this.store.all();
    // The store gives them in the order of their ids, which says nothing.
    this.entries = all
      .filter((one) => one.personId === this.personId)
      .sort((a, b) => Date.parse(a.deviceTime) - Date.parse(b.deviceTime));
    this.around.changed(this.entries);
    void this.loop.run();
  }

  /** Resolves once the entry is on the phone's disk: only then may the face say "saved". */
  async add(saved: Saved): Promise<void> {
    await this.store.put(saved);
    // An older attempt at the same has been answered by this one.
    const older = this.entries.filter((one) => isSameMatter(one, saved));
    await Promise.all(older.map((one) => this.forget(one.id)));
    this.entries = [...this.entries, saved];
    this.around.changed(this.entries);
    // What it has to wait for may have a long wait before it.
    void (this.comesAfter(saved) ? this.wake() : this.loop.run());
  }

  async forget(id: string): Promise<void> {
    this.entries = this.entries.filter((one) => one.id !== id);
    await this.store.remove(id);
    this.around.changed(this.entries);
  }

  /** The network is back, or somebody signed in again: do not sit out the wait. Resolves after the attempt. */
  async wake(): Promise<void> {
    this.entries = this.entries.map((one) => (isWaiting(one) ? { ...one, notBefore: 0 } : one));
    await this.loop.run();
  }

  close(): void {
    this.loop.close();
    this.entries = [];
  }

  /** Nobody is on the way before the yes has come; a check-in waits for nothing. */
  private comesAfter(one: Saved): boolean {
    if (!isWay(one)) return false;
    const before = this.entries.slice(0, this.entries.indexOf(one));
    return before.some((other) => isWaiting(other) && other.assignmentId === one.assignmentId);
  }

  private async send(batch: readonly Saved[]): Promise<void> {
    const result = await this.around.send(batch);
    const ids = new Set(batch.map((one) => one.id));
    this.entries = this.entries.map((one) =>
      ids.has(one.id) ? afterSending(one, result, this.around.now(), this.around.random()) : one,
    );
    await Promise.all(this.entries.filter((one) => ids.has(one.id)).map((one) => this.store.put(one)));
    this.around.changed(this.entries);
  }
}

/** Of what is due: the check-ins of one event, or one of anything else. */
function batchOf(due: readonly Saved[]): Saved[] {
  const [first] = due;
  if (!first || !isCheckIn(first)) return due.slice(0, 1);
  const goesWith = (one: Saved) =>
    isCheckIn(one) && one.eventId === first.eventId && one.deviceId === first.deviceId;
  return due.filter(goesWith).slice(0, BATCH);
}
