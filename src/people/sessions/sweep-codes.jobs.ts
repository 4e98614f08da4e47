import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../kernel/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { defineJob } from '../../platform/jobs/job.js';
import { JobQueue } from '../../platform/jobs/job-queue.js';
import { LogInAttempts } from './log-in-attempts.js';
import { SharedCounts } from '../../platform/shared-counts.js';

const sweepCodes = defineJob('sweep_codes', z.strictObject({}));
const EVERY_MS = 10 * 60_000;
const KEEP_MS = 24 * 3_600_000;

/** Forgets codes and texts of yesterday (they hold phone numbers, also of people on no roster) and what was tried then. */
@Injectable()
export class SweepCodesJobs {
  constructor(
    @Inject(JobQueue) jobs: JobQueue,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(LogInAttempts) private readonly attempts: LogInAttempts,
    @Inject(SharedCounts) private readonly counts: SharedCounts,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    jobs.handle(sweepCodes, () => this.sweep());
    jobs.every(sweepCodes, EVERY_MS);
  }

  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEEP_MS);
    for (const table of ['one_time_codes', 'developer_texts']) {
      await this.transactions.read.query(`DELETE FROM ${table} WHERE created_at < $1`, [before]);
    }
    await this.attempts.sweep();
    // No window is longer than a day.
    await this.counts.sweep(new Date(before.getTime() - KEEP_MS));
  }
}
