import type { Timers } from '../../live-client/timers.js';
import { SendLoop } from '../../shared/outbox/send-loop.js';
import { ended, type EntryEnd, postponed, type SavedEntry } from './saved-entry.js';

export interface EntryStore {
  entries(): Promise<SavedEntry[]>;
  putEntry(entry: SavedEntry): Promise<void>;
  removeEntry(id: string): Promise<void>;
}
export interface OutboxSurroundings extends Timers {
  /** The answers by the entries' ids; an entry without one is sent again. */
  send(batch: readonly SavedEntry[]): Promise<Map<string, EntryEnd>>;
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
  private readonly loop: SendLoop<SavedEntry>;
  private closed = false;
  /** Entries of other gates in this browser. */
  elsewhere = 0;

  constructor(
    private readonly store: EntryStore,
    private readonly gate: { eventId: string; siteId: string },
    private readonly around: OutboxSurroundings,
  ) {
    this.loop = new SendLoop(
      around,
      () => this.list.filter(isWaiting),
      // Oldest first.
      (due) => this.send(due.slice(-BATCH).reverse()),
    );
  }

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
    void this.loop.run();
  }

  /** Resolves once the entry is on the disk: only then may the face say "saved". */
  async add(entry: SavedEntry): Promise<void> {
    await this.store.putEntry(entry);
    this.list = [entry, ...this.list];
    this.tell();
    void this.loop.run();
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
    void this.loop.run();
  }

  close(): void {
    this.closed = true;
    this.loop.close();
  }

  private async send(batch: readonly SavedEntry[]): Promise<void> {
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

  private tell(): void {
    if (!this.closed) this.around.changed(this.list);
  }
}
