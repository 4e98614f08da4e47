import { ended, type EntryEnd, postponed, type SavedEntry } from './saved-entry.js';

export interface EntryStore {
  entries(): Promise<SavedEntry[]>;
  putEntry(entry: SavedEntry): Promise<void>;
  removeEntry(id: string): Promise<void>;
}
export interface OutboxSurroundings {
  /** The answers by the entries' ids; an entry without one is sent again. */
  send(batch: readonly SavedEntry[]): Promise<Map<string, EntryEnd>>;
  now(): number;
  random(): number;
  /** Calls back after a time; answers how to call it off. */
  later(ms: number, callback: () => void): () => void;
  changed(entries: readonly SavedEntry[]): void;
}

const BATCH = 50;
/** Answered entries that are still shown. */
const SHOWN = 30;

const isWaiting = (entry: SavedEntry): boolean => entry.end === null;

/**
 * What a gate takes in, on its way: on the disk first, then sent until the server has answered each. Only
 * entries of the gate that is open are sent; those of another one wait until that is opened again.
 */
export class Outbox {
  /** The newest first. */
  private list: SavedEntry[] = [];
  private readonly onTheWay = new Set<string>();
  private cancelTimer: () => void = () => undefined;
  private closed = false;
  /** Entries of other gates in this browser. */
  elsewhere = 0;

  constructor(
    private readonly store: EntryStore,
    private readonly gate: { eventId: string; siteId: string },
    private readonly around: OutboxSurroundings,
  ) {}

  async open(): Promise<void> {
    const all = await this.store.entries();
    const { eventId, siteId } = this.gate;
    const own = all.filter((entry) => entry.eventId === eventId && entry.siteId === siteId);
    this.elsewhere = all.filter(isWaiting).length - own.filter(isWaiting).length;
    const known = new Set(this.list.map((entry) => entry.id));
    this.list = [...this.list, ...own.filter((entry) => !known.has(entry.id))].sort((a, b) =>
      b.at.localeCompare(a.at),
    );
    this.tell();
    void this.sendDue();
  }

  /** Resolves once the entry is on the disk: only then may the face say "saved". */
  async add(entry: SavedEntry): Promise<void> {
    await this.store.putEntry(entry);
    this.list = [entry, ...this.list];
    this.tell();
    void this.sendDue();
  }

  /** @returns false when it has been sent already */
  async undo(id: string): Promise<boolean> {
    const entry = this.list.find((one) => one.id === id);
    if (!entry || !isWaiting(entry) || entry.attempts > 0 || this.onTheWay.has(id)) return false;
    this.list = this.list.filter((one) => one !== entry);
    await this.store.removeEntry(id);
    this.tell();
    return true;
  }

  /** Somebody has seen to it. */
  async clear(id: string): Promise<void> {
    this.list = this.list.map((one) => (one.id === id ? { ...one, toClear: false } : one));
    await this.store.removeEntry(id);
    this.tell();
  }

  /** The network is back: do not sit out the wait. What may still be undone keeps its time. */
  wake(): void {
    this.list = this.list.map((one) => (isWaiting(one) && one.attempts > 0 ? { ...one, notBefore: 0 } : one));
    void this.sendDue();
  }

  close(): void {
    this.closed = true;
    this.cancelTimer();
  }

  private async sendDue(): Promise<void> {
    if (this.onTheWay.size > 0 || this.closed) return; // whoever is sending looks again at the end
    this.cancelTimer();
    for (let due = this.due(); due.length > 0; due = this.due()) await this.sendBatch(due);
    this.sleep();
  }

  /** Oldest first. */
  private due(): SavedEntry[] {
    if (this.closed) return [];
    const now = this.around.now();
    return this.list
      .filter((one) => isWaiting(one) && one.notBefore <= now)
      .slice(-BATCH)
      .reverse();
  }

  private async sendBatch(batch: readonly SavedEntry[]): Promise<void> {
    for (const { id } of batch) this.onTheWay.add(id);
    const ends = await this.around.send(batch).catch(() => new Map<string, EntryEnd>());
    const now = this.around.now();
    const after = batch.map((entry) => {
      const end = ends.get(entry.id);
      return end ? ended(entry, end, now) : postponed(entry, now, this.around.random());
    });
    await Promise.all(after.map((entry) => this.keep(entry))).catch(() => undefined);
    for (const entry of after) this.onTheWay.delete(entry.id);
    const byId = new Map(after.map((entry) => [entry.id, entry]));
    let shown = 0;
    this.list = this.list
      .map((one) => byId.get(one.id) ?? one)
      .filter((one) => isWaiting(one) || one.toClear || ++shown <= SHOWN);
    this.tell();
  }

  private keep(entry: SavedEntry): Promise<void> {
    return isWaiting(entry) || entry.toClear ? this.store.putEntry(entry) : this.store.removeEntry(entry.id);
  }

  private sleep(): void {
    const waiting = this.list.filter(isWaiting);
    if (waiting.length === 0 || this.closed) return;
    const next = Math.min(...waiting.map((one) => one.notBefore));
    this.cancelTimer = this.around.later(Math.max(50, next - this.around.now()), () => void this.sendDue());
  }

  private tell(): void {
    if (!this.closed) this.around.changed(this.list);
  }
}
