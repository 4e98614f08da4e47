import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { IdSchema } from '../../contracts/common.js';
import { Transactions } from '../../platform/database/transactions.js';
import { defineJob } from '../../platform/jobs/job.js';
import { JobQueue } from '../../platform/jobs/job-queue.js';
import { RosterApplier } from './roster-applier.js';
import { RosterImportsRepository } from './roster-imports.repository.js';
import { RosterReader } from './roster-reader.js';

const ImportPayload = z.strictObject({ importId: IdSchema });
const readRoster = defineJob('read_roster', ImportPayload);
const applyRoster = defineJob('apply_roster', ImportPayload);
const sweepRosters = defineJob('sweep_rosters', z.strictObject({}));

const SWEEP_EVERY_MS = 10_000;
/** A step that has shown no progress for so long has lost its job. */
const SILENT_MS = 20_000;
/** Started anew so often, in half an hour, it is given up: its job failed every time. */
const RESTARTS = 60;

/** The two steps of a roster import, in the background. */
@Injectable()
export class RosterJobs {
  constructor(
    @Inject(JobQueue) private readonly jobs: JobQueue,
    @Inject(RosterReader) reader: RosterReader,
    @Inject(RosterApplier) applier: RosterApplier,
    @Inject(RosterImportsRepository) private readonly imports: RosterImportsRepository,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {
    jobs.handle(readRoster, ({ importId }) => reader.read(importId));
    jobs.handle(applyRoster, ({ importId }) => applier.apply(importId));
    jobs.handle(sweepRosters, () => this.sweep());
    jobs.every(sweepRosters, SWEEP_EVERY_MS);
  }

  /** Adds the job of the step an import is in; call it after the commit. */
  async start(state: 'reading' | 'applying', importId: string): Promise<void> {
    const job = jobOf(state);
    await this.jobs.add(job, { importId }, `${job.name}-${importId}`);
  }

  /**
   * The queue may be emptied at any time: imports whose job is gone get another. Without a job id: one that is stuck in
   * the queue, as until a clock gets to where it was before it was set right, must not keep another from coming.
   */
  async sweep(): Promise<void> {
    const { read } = this.transactions;
    await this.imports.giveUp(read, SILENT_MS, RESTARTS);
    for (const { id, state } of await this.imports.restartSilent(read, SILENT_MS)) {
      await this.jobs.add(jobOf(state), { importId: id });
    }
  }
}

const jobOf = (state: 'reading' | 'applying') => (state === 'reading' ? readRoster : applyRoster);
