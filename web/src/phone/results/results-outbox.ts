import type { Timers } from '../../live-client/timers.js';
import type { Rows } from '../../shared/outbox/disk.js';
import { waitAfter } from '../../shared/outbox/retry.js';
import { SendLoop } from '../../shared/outbox/send-loop.js';
import {
  afterSending,
  isWaiting,
  type SavedResult,
  type SendResult,
  type Sum,
  type Wanted,
  withTap,
} from './saved-result.js';

export interface Surroundings extends Timers {
  send(eventId: string, batch: readonly SavedResult[]): Promise<SendResult>;
  id(): string;
  changed(all: readonly SavedResult[]): void;
}

const BATCH = 100;

/** Reports on their way: saved first, then sent until the server has answered each. */
export class ResultsOutbox {
  private entries: SavedResult[] = [];
  /** Places where this person is present for all the server knows: only of these a report would count. */
  private present = new Set<string>();
  private readonly loop: SendLoop<SavedResult>;
  /** One tap is saved after the other. */
  private saving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Rows<SavedResult>,
    private readonly personId: string,
    private readonly around: Surroundings,
  ) {
    this.loop = new SendLoop(
      around,
      () => this.entries.filter((one) => isWaiting(one) && this.present.has(one.assignmentId)),
      (due) => this.send(due.filter((one) => one.eventId === due[0]?.eventId).slice(0, BATCH)),
    );
  }

  async open(): Promise<void> {
    const all = await this.store.all();
    this.entries = all.filter((one) => one.personId === this.personId);
    this.around.changed(this.entries);
    void this.loop.run();
  }

  /** Resolves once it is on the phone's disk: only then may the face say "saved". */
  tap(wanted: Wanted, by: Sum, most: number): Promise<void> {
    const saved = this.saving.then(async () => {
      const next = withTap(this.entries, wanted, by, most, {
        id: () => this.around.id(),
        now: this.around.now(),
      });
      if ('forget' in next) return this.forget(next.forget);
      await this.store.put(next.save);
      this.entries = [...this.entries.filter((one) => one.id !== next.save.id), next.save];
      this.around.changed(this.entries);
      void this.loop.run();
    });
    this.saving = saved.catch(() => undefined);
    return saved;
  }

  async forget(id: string): Promise<void> {
    this.entries = this.entries.filter((one) => one.id !== id);
    await this.store.remove(id);
    this.around.changed(this.entries);
  }

  setPresent(assignmentIds: readonly string[]): void {
    this.present = new Set(assignmentIds);
    void this.loop.run();
  }

  /** The network is back: do not sit out the wait. */
  wake(): void {
    this.entries = this.entries.map((one) => (one.attempts > 0 ? { ...one, notBefore: 0 } : one));
    void this.loop.run();
  }

  close(): void {
    this.loop.close();
    this.entries = [];
  }

  private async send(batch: readonly SavedResult[]): Promise<void> {
    const first = batch[0];
    if (!first) return;
    // Tried once, it may be in the ledger: it takes no more taps.
    const tried = batch.map((one) => ({ ...one, attempts: one.attempts + 1 }));
    await this.replace(tried.map((one) => [one.id, one]));
    const result = await this.around.send(first.eventId, batch);
    const retryAt = this.around.now() + waitAfter(first.attempts, this.around.random());
    await this.replace(batch.map((one) => [one.id, afterSending(one, result, retryAt)]));
  }

  private async replace(changes: readonly (readonly [string, SavedResult | null])[]): Promise<void> {
    const next = new Map(changes);
    this.entries = this.entries.flatMap((one) => {
      const changed = next.get(one.id);
      return changed === undefined ? [one] : (changed ?? []);
    });
    await Promise.all(changes.map(([id, row]) => (row ? this.store.put(row) : this.store.remove(id))));
    this.around.changed(this.entries);
  }
}
