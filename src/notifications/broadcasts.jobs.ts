import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { Inbox } from '../people/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { defineJob } from '../platform/jobs/job.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { AudienceReader } from './audience.js';
import { sendBroadcast } from './broadcast-job.js';
import { BroadcastsRepository } from './broadcasts.repository.js';

/** Sends what should have gone out and whose job was lost. */
const sweepBroadcasts = defineJob('sweep_broadcasts', z.strictObject({}));

const SWEEP_EVERY_MS = 5_000;
const LOST_AFTER_MS = 2_000;

@Injectable()
export class BroadcastJobs implements OnModuleInit {
  constructor(
    @Inject(JobQueue) private readonly jobs: JobQueue,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Inbox) private readonly inbox: Inbox,
    @Inject(AudienceReader) private readonly audience: AudienceReader,
    @Inject(BroadcastsRepository) private readonly broadcasts: BroadcastsRepository,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(sendBroadcast, ({ broadcastId }) => this.send(broadcastId));
    this.jobs.handle(sweepBroadcasts, () => this.sweep());
    this.jobs.every(sweepBroadcasts, SWEEP_EVERY_MS);
  }

  /** To those it is for at this moment, all in one transaction; a second run finds it sent. */
  async send(id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const broadcast = await this.broadcasts.begin(tx, id, this.clock.now());
      if (!broadcast) return;
      const { event_id: eventId, text, answers, within_units: units } = broadcast;
      const { commune_ids: communeIds, states, skills } = broadcast;
      const audience = { communeIds, states, skills };
      const personIds = await this.audience.personIds(tx.manager, { eventId, audience, units });
      const people = await this.inbox.deliverToAll(tx, personIds, {
        kind: 'broadcast',
        eventId,
        // What somebody has typed has one language.
        text: { vi: text, en: text },
        answers,
        broadcastId: id,
      });
      await this.broadcasts.setPeople(tx, id, people);
    });
  }

  /** Without a job id: one that is stuck in the queue must not keep another from coming. */
  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - LOST_AFTER_MS);
    for (const broadcastId of await this.broadcasts.overdue(this.transactions.read, before)) {
      await this.jobs.add(sendBroadcast, { broadcastId });
    }
  }
}
