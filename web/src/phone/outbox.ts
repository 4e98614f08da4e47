import { type Saved, type SendResult, afterSending, isAnswer, isWaiting } from './saved-check-in.js';

/** Where it survives a closed page; see outbox-store.ts. */
export interface OutboxStore {
  all(): Promise<Saved[]>;
  put(saved: Saved): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface OutboxSurroundings {
  /** All of one event and device, or one answer. */
  send(batch: readonly Saved[]): Promise<SendResult>;
  now(): number;
  random(): number;
  /** Calls back after a time; answers how to call it off. */
  later(ms: number, callback: () => void): () => void;
  changed(all: readonly Saved[]): void;
}

/** The contract takes at most 200; a phone has a handful. */
const BATCH = 50;

/**
 * Check-ins and answers on their way: saved first, then sent in their order until the server has answered each. Only
 * those of the person who is signed in are sent. The same entry may be sent any number of times.
 */
export class Outbox {
  private entries: Saved[] = [];
  private sending: Promise<void> | null = null;
  private cancelTimer: () => void = () => undefined;

  constructor(
    private readonly store: OutboxStore,
    private readonly personId: string,
    private readonly around: OutboxSurroundings,
  ) {}

  async open(): Promise<void> {
    const all = await this.store.all();
    // The store gives them in the order of their ids, which says nothing.
    this.entries = all
      .filter((one) => one.personId === this.personId)
      .sort((a, b) => Date.parse(a.deviceTime) - Date.parse(b.deviceTime));
    this.around.changed(this.entries);
    void this.sendDue();
  }

  /** Resolves once the entry is on the phone's disk: only then may the face say "saved". */
  async add(saved: Saved): Promise<void> {
    await this.store.put(saved);
    // An older attempt at the same has been answered by this one.
    const older = this.entries.filter(
      (one) => one.assignmentId === saved.assignmentId && isAnswer(one) === isAnswer(saved),
    );
    await Promise.all(older.map((one) => this.forget(one.id)));
    this.entries = [...this.entries, saved];
    this.around.changed(this.entries);
    void this.sendDue();
  }

  async forget(id: string): Promise<void> {
    this.entries = this.entries.filter((one) => one.id !== id);
    await this.store.remove(id);
    this.around.changed(this.entries);
  }

  /** The network is back, or somebody signed in again: do not sit out the wait. Resolves after the attempt. */
  async wake(): Promise<void> {
    this.entries = this.entries.map((one) => (isWaiting(one) ? { ...one, notBefore: 0 } : one));
    await this.sendDue();
  }

  close(): void {
    this.cancelTimer();
    this.entries = [];
  }

  /** Whoever is sending looks again at the end. */
  private sendDue(): Promise<void> {
    return (this.sending ??= this.send().finally(() => (this.sending = null)));
  }

  private async send(): Promise<void> {
    this.cancelTimer();
    for (let due = this.due(); due.length > 0; due = this.due()) await this.sendBatch(due);
    this.sleep();
  }

  /** Entries whose time has come: one answer, or the check-ins of one event. */
  private due(): Saved[] {
    const now = this.around.now();
    const due = this.entries.filter((one) => isWaiting(one) && one.notBefore <= now);
    const first = due[0];
    if (!first || isAnswer(first)) return due.slice(0, 1);
    const goesWith = (one: Saved) =>
      !isAnswer(one) && one.eventId === first.eventId && one.deviceId === first.deviceId;
    return due.filter(goesWith).slice(0, BATCH);
  }

  private async sendBatch(batch: readonly Saved[]): Promise<void> {
    const result = await this.around.send(batch);
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
