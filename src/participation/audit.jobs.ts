import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { defineJob } from '../platform/jobs/job.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { Auditor } from './auditor.js';

/** Counts every live event anew from the ledger, and closed ones after an amendment. */
const auditCounts = defineJob('audit_counts', z.strictObject({}));

const EVERY_MS = 60_000;

@Injectable()
export class AuditJobs implements OnModuleInit {
  constructor(
    @Inject(JobQueue) private readonly jobs: JobQueue,
    @Inject(Auditor) private readonly auditor: Auditor,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(auditCounts, () => this.auditor.auditAll());
    this.jobs.every(auditCounts, EVERY_MS);
  }
}
