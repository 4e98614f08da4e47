import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { defineJob } from '../platform/jobs/job.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { Sealer } from './sealer.js';

const sealAudit = defineJob('seal_audit', z.strictObject({}));

/** Until an entry is sealed, only the database's own rights protect it. */
const EVERY_MS = 5_000;

@Injectable()
export class SealJobs implements OnModuleInit {
  constructor(
    @Inject(JobQueue) private readonly jobs: JobQueue,
    @Inject(Sealer) private readonly sealer: Sealer,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(sealAudit, async () => {
      await this.sealer.seal();
      await this.sealer.signHourly();
    });
    this.jobs.every(sealAudit, EVERY_MS);
  }
}
