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
/** Then it is given up: its job failed every time. */
const GIVE_UP_MS = 30 * 60_000;

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
    const job = state === 'reading' ? readRoster : applyRoster;
    await this.jobs.add(job, { importId }, `${job.name}-${importId}`);
  }

  /** The queue may be emptied at any time: imports whose job is gone get another. */
  async sweep(): Promise<void> {
    const { read } = this.transactions;
    await this.imports.giveUp(read, GIVE_UP_MS);
    for (const { id, state } of await this.imports.silentFor(read, SILENT_MS)) {
      await this.start(state, id);
    }
  }
}
