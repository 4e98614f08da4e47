import { type SavedCheckIn, type SendResult, afterSending, isWaiting } from './saved-check-in.js';

/** Where saved check-ins survive a closed page; see outbox-store.ts. */
export interface OutboxStore {
  all(): Promise<SavedCheckIn[]>;
  put(saved: SavedCheckIn): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface OutboxSurroundings {
  send(eventId: string, batch: readonly SavedCheckIn[]): Promise<SendResult>;
  now(): number;
  random(): number;
  /** Calls back after a time; answers how to call it off. */
  later(ms: number, callback: () => void): () => void;
  changed(all: readonly SavedCheckIn[]): void;
}

/** The contract takes at most 200; a phone has a handful. */
const BATCH = 50;

/**
 * Check-ins on their way: saved first, then sent until the server has answered each. Only those of
 * the person who is signed in are sent. The same entry may be sent any number of times.
 */
export class Outbox {
  private entries: SavedCheckIn[] = [];
  private sending = false;
  private cancelTimer: () => void = () => undefined;

  constructor(
    private readonly store: OutboxStore,
    private readonly personId: string,
    private readonly around: OutboxSurroundings,
  ) {}

  async open(): Promise<void> {
    const all = await this.store.all();
    this.entries = all.filter((one) => one.personId === this.personId);
    this.around.changed(this.entries);
    void this.sendDue();
  }

  /** Resolves once the entry is on the phone's disk: only then may the face say "saved". */
  async add(saved: SavedCheckIn): Promise<void> {
    await this.store.put(saved);
    // An older refused attempt for the same assignment has been answered by this one.
    await Promise.all(
      this.entries.filter((one) => one.assignmentId === saved.assignmentId).map((one) => this.forget(one.id)),
    );
    this.entries = [...this.entries, saved];
    this.around.changed(this.entries);
    void this.sendDue();
  }

  async forget(id: string): Promise<void> {
    this.entries = this.entries.filter((one) => one.id !== id);
    await this.store.remove(id);
    this.around.changed(this.entries);
  }

  /** The network is back, or somebody signed in again: do not sit out the wait. */
  wake(): void {
    this.entries = this.entries.map((one) => (isWaiting(one) ? { ...one, notBefore: 0 } : one));
    void this.sendDue();
  }

  close(): void {
    this.cancelTimer();
    this.entries = [];
  }

  private async sendDue(): Promise<void> {
    if (this.sending) return; // whoever is sending looks again at the end
    this.sending = true;
    this.cancelTimer();
    try {
      for (let due = this.due(); due.length > 0; due = this.due()) await this.sendBatch(due);
    } finally {
      this.sending = false;
    }
    this.sleep();
  }

  /** Entries of one event whose time has come. */
  private due(): SavedCheckIn[] {
    const now = this.around.now();
    const due = this.entries.filter((one) => isWaiting(one) && one.notBefore <= now);
    return due.filter((one) => one.eventId === due[0]?.eventId).slice(0, BATCH);
  }

  private async sendBatch(batch: readonly SavedCheckIn[]): Promise<void> {
    const first = batch[0];
    if (!first) return;
    const result = await this.around.send(first.eventId, batch);
    const ids = new Set(batch.map((one) => one.id));
    this.entries = this.entries.map((one) =>
      ids.has(one.id) ? afterSending(one, result, this.around.now(), this.around.random()) : one,
    );
    await Promise.all(this.entries.filter((one) => ids.has(one.id)).map((one) => this.store.put(one)));
    this.around.changed(this.entries);
  }

  private sleep(): void {
    const waiting = this.entries.filter(isWaiting);
    if (waiting.length === 0) return;
    const next = Math.min(...waiting.map((one) => one.notBefore));
    this.cancelTimer = this.around.later(Math.max(50, next - this.around.now()), () => void this.sendDue());
  }
}
