import { hash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { Transactions } from './database/transactions.js';
import { AppError } from './errors/app-error.js';
import { describe } from './errors/describe.js';

/** So many in each window of time. */
export interface Limit {
  /** What is counted, and of whom: ['code asked', address]. Only its hash is kept. */
  of: readonly string[];
  windowMs: number;
  most: number;
}

/**
 * Counts of what may not be done too often, in PostgreSQL: one count for all nodes. Whoever asks fails
 * closed: when the database does not answer, nothing that is limited goes on.
 */
@Injectable()
export class SharedCounts {
  private readonly log = new Logger('counts');

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Takes one of each; false when one of them is used up. To be called before the work, in a statement
   * that nothing undoes; of many at once none slips through.
   */
  async take(limits: readonly Limit[], manager: EntityManager = this.transactions.read): Promise<boolean> {
    return (await this.passed(limits, manager)).length === 0;
  }

  /**
   * The same for who may not go on otherwise.
   * @throws AppError `too_many_requests` with the time until all windows are new; `overloaded` when nothing can be counted
   */
  async require(limits: readonly Limit[]): Promise<void> {
    let passed: Limit[];
    try {
      passed = await this.passed(limits, this.transactions.read);
    } catch (thrown) {
      this.log.error(describe(thrown));
      throw new AppError('overloaded');
    }
    const ends = passed.map((limit) => this.sinceOf(limit).getTime() + limit.windowMs);
    if (ends.length > 0) throw AppError.after(Math.max(...ends) - this.clock.now().getTime());
  }

  private async passed(limits: readonly Limit[], manager: EntityManager): Promise<Limit[]> {
    const rows = await manager.query<{ key: Buffer; since: Date; n: number }[]>(
      `INSERT INTO shared_counts AS c (key, since, n)
       SELECT key, since, 1 FROM unnest($1::bytea[], $2::timestamptz[]) AS t (key, since)
       ORDER BY key, since -- everybody locks in one order
       ON CONFLICT (key, since) DO UPDATE SET n = c.n + 1
       RETURNING key, since, n`,
      [limits.map(keyOf), limits.map((limit) => this.sinceOf(limit))],
    );
    const taken = new Map(rows.map(({ key, since, n }) => [nameOf(key, since), n]));
    return limits.filter((limit) => (taken.get(nameOf(keyOf(limit), this.sinceOf(limit))) ?? 0) > limit.most);
  }

  /** What was no failure is not counted. */
  async giveBack(limits: readonly Limit[]): Promise<void> {
    await this.transactions.read.query(
      `UPDATE shared_counts c SET n = c.n - 1
       FROM (SELECT s.key, s.since FROM shared_counts s
         JOIN unnest($1::bytea[], $2::timestamptz[]) AS t (key, since) USING (key, since)
         ORDER BY s.key, s.since FOR UPDATE OF s) mine
       WHERE c.key = mine.key AND c.since = mine.since AND c.n > 0`,
      [limits.map(keyOf), limits.map((limit) => this.sinceOf(limit))],
    );
  }

  /** Is nothing left of it? Takes nothing. */
  async isUsedUp(limit: Limit, manager: EntityManager = this.transactions.read): Promise<boolean> {
    const rows = await manager.query<{ n: number }[]>(
      'SELECT n FROM shared_counts WHERE key = $1 AND since = $2',
      [keyOf(limit), this.sinceOf(limit)],
    );
    return (rows[0]?.n ?? 0) >= limit.most;
  }

  /** Forgets windows that began before a time. */
  async sweep(before: Date): Promise<void> {
    await this.transactions.read.query('DELETE FROM shared_counts WHERE since < $1', [before]);
  }

  private sinceOf({ windowMs }: Limit): Date {
    return new Date(Math.floor(this.clock.now().getTime() / windowMs) * windowMs);
  }
}

const keyOf = ({ of, windowMs }: Limit): Buffer =>
  hash('sha256', JSON.stringify([...of, windowMs]), 'buffer');
const nameOf = (key: Buffer, since: Date): string => `${key.toString('base64')} ${since.getTime()}`;
