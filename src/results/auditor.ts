import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '../platform/database/transactions.js';
import { defineJob } from '../platform/jobs/job.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { ResultsRecount } from './recount.repository.js';

/** Adds up the results of every live event anew. */
const auditResults = defineJob('audit_results', z.strictObject({}));
const EVERY_MS = 60_000;
/** Differences in a line of the log, at most. */
const LOGGED = 10;

/** Says aloud when a sum is not what the ledger says. It never mends: a wrong number has a cause. */
@Injectable()
export class ResultsAuditor implements OnModuleInit {
  private readonly log = new Logger('auditor');

  constructor(
    @Inject(JobQueue) private readonly jobs: JobQueue,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ResultsRecount) private readonly recount: ResultsRecount,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(auditResults, async () => {
      await this.audit();
    });
    this.jobs.every(auditResults, EVERY_MS);
  }

  /** @returns how many sums of live events are wrong */
  async audit(): Promise<number> {
    const { read } = this.transactions;
    const events = await read.query<{ id: string }[]>(`SELECT id FROM events WHERE state = 'live'`);
    let wrong = 0;
    for (const { id } of events) {
      const differences = await this.recount.differences(read, id);
      wrong += differences.length;
      if (differences.length === 0) continue;
      const first = differences.slice(0, LOGGED);
      this.log.error({ event: id, differingResults: differences.length, first });
    }
    return wrong;
  }
}
