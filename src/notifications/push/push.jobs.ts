import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../kernel/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { describe } from '../../platform/errors/describe.js';
import { defineJob } from '../../platform/jobs/job.js';
import { JobQueue } from '../../platform/jobs/job-queue.js';
import { SignalBus } from '../../platform/signals.js';
import { type Due, PushSubscriptionsRepository } from './push-subscriptions.repository.js';
import { ring } from './ring.js';
import { Vapid } from './vapid.js';

/** Rings the browsers of all who have a letter they have not seen; who that is, the database knows. */
const ringBrowsers = defineJob('ring_browsers', z.strictObject({}));

const EVERY_MS = 5_000;
const AT_A_TIME = 200;
const AT_ONCE = 20;
/** Longer than all of a batch can take. */
const TAKEN_MS = 5 * 60_000;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** A push service that has answered nothing good for a day and more. */
const GIVE_UP_AFTER = 30;

@Injectable()
export class PushJobs implements OnModuleInit {
  private readonly log = new Logger('push');

  constructor(
    @Inject(JobQueue) private readonly jobs: JobQueue,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PushSubscriptionsRepository) private readonly subscriptions: PushSubscriptionsRepository,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vapid) private readonly vapid: Vapid,
    @Inject(SignalBus) signals: SignalBus,
  ) {
    // Sooner than the next turn of the schedule, which finds what a lost signal missed.
    signals.on('inboxChanged', () => {
      jobs.add(ringBrowsers, {}, 'now').catch((thrown: unknown) => this.log.warn(describe(thrown)));
    });
  }

  onModuleInit(): void {
    this.jobs.handle(ringBrowsers, () => this.ringAll());
    this.jobs.every(ringBrowsers, EVERY_MS);
  }

  private async ringAll(): Promise<void> {
    await this.transactions.run((tx) => this.subscriptions.removeEnded(tx, this.clock.now()));
    for (;;) {
      const now = this.clock.now();
      const until = new Date(now.getTime() + TAKEN_MS);
      const due = await this.transactions.run((tx) => this.subscriptions.take(tx, now, until, AT_A_TIME));
      for (let from = 0; from < due.length; from += AT_ONCE) {
        await Promise.all(due.slice(from, from + AT_ONCE).map((one) => this.ringOne(one)));
      }
      if (due.length < AT_A_TIME) return;
    }
  }

  /** A ring that was answered and not written down is rung again: the browser shows it in the same place. */
  private async ringOne(due: Due): Promise<void> {
    const now = this.clock.now();
    const rung = await ring(due, await this.vapid.key(), now);
    await this.transactions.run((tx) => {
      if (rung === 'told') return this.subscriptions.told(tx, due.id, due.seq);
      if (rung === 'gone' || due.failures >= GIVE_UP_AFTER) return this.subscriptions.remove(tx, due.id);
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** due.failures);
      return this.subscriptions.failed(tx, due.id, new Date(now.getTime() + wait));
    });
  }
}
