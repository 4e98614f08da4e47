import { setTimeout as delay } from 'node:timers/promises';
import { sqlStateOf } from '../platform/database/sql-state.js';
import { AppError } from '../platform/errors/app-error.js';
import type { FlushCapacity } from './flush-capacity.js';

export interface GathererLimits {
  /** How long the first of a batch that is not full waits for others. */
  gatherMs: number;
  /** Weight of one flush at most; a single heavier job still goes alone. */
  batch: number;
  /**
   * Of more jobs than these one flush takes half at most: a flush of all who wait leaves nobody to be
   * read while it is written.
   */
  jobs: number;
  /** How many full flushes run side by side: while one is written, the next is prepared. */
  flushes: number;
}

interface Waiting<J, R> {
  job: J;
  weight: number;
  resolve(result: R): void;
  reject(reason: unknown): void;
}

/**
 * Collects jobs that arrive together and hands them to few flushes at a time. While these run,
 * the next batch gathers by itself: the busier, the larger the batches.
 */
export class Gatherer<J, R> {
  private queue: Waiting<J, R>[] = [];
  private weight = 0;
  private draining: Promise<void> | null = null;
  private readonly flushing = new Set<Promise<void>>();

  constructor(
    private readonly flush: (jobs: readonly J[]) => Promise<readonly R[]>,
    private readonly limits: GathererLimits,
    private readonly capacity: FlushCapacity,
  ) {}

  /** @throws AppError `overloaded` when too much waits already */
  add(job: J, weight: number): Promise<R> {
    if (!this.capacity.enter(weight)) return Promise.reject(new AppError('overloaded'));
    this.weight += weight;
    return new Promise<R>((resolve, reject) => {
      this.queue.push({ job, weight, resolve, reject });
      this.draining ??= this.drain();
    });
  }

  get idle(): boolean {
    return this.draining === null && this.flushing.size === 0;
  }

  async settled(): Promise<void> {
    await this.draining;
    await Promise.all(this.flushing);
  }

  private get full(): boolean {
    return this.weight >= this.limits.batch || this.queue.length >= this.limits.jobs;
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      if (!this.full) await delay(this.limits.gatherMs);
      // A flush has a cost of its own: what would not fill one waits for the one that runs.
      if (this.flushing.size >= (this.full ? this.limits.flushes : 1)) await Promise.race(this.flushing);
      this.begin(await this.capacity.turn());
    }
    this.draining = null;
  }

  private begin(endTurn: () => void): void {
    const flush = this.run(this.take()).finally(() => {
      this.flushing.delete(flush);
      endTurn();
    });
    this.flushing.add(flush);
  }

  private take(): Waiting<J, R>[] {
    const jobs = Math.max(this.limits.jobs, this.queue.length >> 1);
    let weight = 0;
    let count = 0;
    for (const waiting of this.queue) {
      if (count === jobs || (count > 0 && weight + waiting.weight > this.limits.batch)) break;
      weight += waiting.weight;
      count++;
    }
    this.weight -= weight;
    return this.queue.splice(0, count);
  }

  private async run(batch: readonly Waiting<J, R>[]): Promise<void> {
    try {
      const results = await this.flush(batch.map((waiting) => waiting.job));
      batch.forEach((waiting, i) => {
        this.capacity.leave(waiting.weight);
        waiting.resolve(results[i]!);
      });
    } catch (thrown) {
      if (batch.length === 1 || !blamesData(thrown)) {
        for (const waiting of batch) {
          this.capacity.leave(waiting.weight);
          waiting.reject(thrown);
        }
        return;
      }
      // One job that cannot be written must not take the others with it: halves, down to itself.
      const half = batch.length >> 1;
      await this.run(batch.slice(0, half));
      await this.run(batch.slice(half));
    }
  }
}

/** PostgreSQL refused a value or a constraint: some row is at fault, and not the connection. */
function blamesData(thrown: unknown): boolean {
  return /^2[23]/.test(sqlStateOf(thrown) ?? '');
}
