import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { defineJob } from '../platform/jobs/job.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { OfferDeadlines } from './offer-deadlines.js';

/** Ends offers nobody answered in time, and settles what is left of events that are over. */
const expireOffers = defineJob('expire_offers', z.strictObject({}));

/** Ends the wait for who said yes to a shift that is over. */
const settleMissed = defineJob('settle_missed', z.strictObject({}));

const EVERY_MS = 5_000;
const MISSED_EVERY_MS = 60_000;

@Injectable()
export class OfferJobs implements OnModuleInit {
  constructor(
    @Inject(JobQueue) private readonly jobs: JobQueue,
    @Inject(OfferDeadlines) private readonly deadlines: OfferDeadlines,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(expireOffers, async () => {
      await this.deadlines.expire();
      await this.deadlines.settleClosed();
    });
    this.jobs.every(expireOffers, EVERY_MS);
    this.jobs.handle(settleMissed, () => this.deadlines.settleMissed());
    this.jobs.every(settleMissed, MISSED_EVERY_MS);
  }
}
