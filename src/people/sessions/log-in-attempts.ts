import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import { describe } from '../../platform/errors/describe.js';

/** What tries are counted by, and how many are free of waiting. */
export interface Counted {
  by: readonly string[];
  free: number;
}

const MINUTE = 60_000;
const LONGEST_WAIT_MINUTES = 15;
/** After a day without a try the count begins anew. */
const FORGET_MS = 24 * 60 * MINUTE;

/**
 * Counts log-in attempts for all nodes together, in the database. After the free tries each further
 * one waits: one minute, two, four, eight, at most fifteen. A try is taken before its password is
 * looked at, in one statement, so that of many at once none slips through.
 */
@Injectable()
export class LogInAttempts {
  private readonly log = new Logger('attempts');

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Takes one try of each, in order, until one refuses.
   * @throws AppError `too_many_requests`; `overloaded` when the store does not answer: no try without a count
   */
  async take(counted: readonly Counted[]): Promise<void> {
    for (const one of counted) {
      const waitMs = await this.takeOne(one);
      if (waitMs > 0) throw AppError.after(waitMs);
    }
  }

  /** What was no failure is not counted; the failures before it stay. */
  async giveBack(counted: readonly Counted[]): Promise<void> {
    await this.transactions.read.query(
      `UPDATE log_in_attempts SET tries = greatest(tries - 1, 0), blocked_until = NULL WHERE key = ANY ($1::bytea[])`,
      [counted.map(keyOf)],
    );
  }

  /** A success wipes the slate. */
  async forget(counted: Counted): Promise<void> {
    await this.transactions.read.query('DELETE FROM log_in_attempts WHERE key = $1', [keyOf(counted)]);
  }

  async sweep(): Promise<void> {
    await this.transactions.read.query('DELETE FROM log_in_attempts WHERE at < $1', [
      new Date(this.clock.now().getTime() - FORGET_MS),
    ]);
  }

  /** @returns 0, or how long to wait */
  private async takeOne(counted: Counted): Promise<number> {
    const now = this.clock.now();
    try {
      const taken = await this.transactions.read.query<unknown[]>(
        `INSERT INTO log_in_attempts AS a (key, tries, at) VALUES ($1, 1, $2)
         ON CONFLICT (key) DO UPDATE SET at = $2,
           tries = CASE WHEN a.at < $3 THEN 1 ELSE a.tries + 1 END,
           blocked_until = CASE WHEN a.at >= $3 AND a.tries + 1 >= $4
             THEN $2::timestamptz + least(power(2, least(a.tries + 1 - $4, 10)), $5) * interval '1 minute' END
         WHERE a.blocked_until IS NULL OR a.blocked_until <= $2
         RETURNING 1`,
        [keyOf(counted), now, new Date(now.getTime() - FORGET_MS), counted.free, LONGEST_WAIT_MINUTES],
      );
      if (taken.length > 0) return 0;
      const [blocked] = await this.transactions.read.query<{ blocked_until: Date }[]>(
        'SELECT blocked_until FROM log_in_attempts WHERE key = $1 AND blocked_until IS NOT NULL',
        [keyOf(counted)],
      );
      return Math.max(1, (blocked?.blocked_until.getTime() ?? 0) - now.getTime());
    } catch (thrown) {
      this.log.error(describe(thrown));
      throw new AppError('overloaded');
    }
  }
}

function keyOf({ by }: Counted): Buffer {
  return createHash('sha256').update(JSON.stringify(by)).digest();
}
