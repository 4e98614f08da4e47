import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { defineJob } from '../platform/jobs/job.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { RetentionService } from './retention.service.js';

const keepNoLonger = defineJob('keep_no_longer', z.strictObject({}));
const EVERY_MS = 24 * 3_600_000;

/** Runs the rules of retention every day. */
@Injectable()
export class RetentionJobs {
  constructor(@Inject(JobQueue) jobs: JobQueue, @Inject(RetentionService) retention: RetentionService) {
    jobs.handle(keepNoLonger, async () => {
      await retention.run();
    });
    jobs.every(keepNoLonger, EVERY_MS);
  }
}
