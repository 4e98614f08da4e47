import { Inject, Injectable } from '@nestjs/common';
import type { Retention } from '../contracts/privacy.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { RETENTION } from './domain/retention-rules.js';
import { Erasure } from './erasure.service.js';
import { RetentionRepository } from './retention.repository.js';

const RUNS_SHOWN = 10;
/** People who are looked up at a time, and at most in one run: it comes every day. */
const PEOPLE_AT_ONCE = 50;
const MOST_PEOPLE = 5_000;

/** Removes what has been kept long enough, and writes down how much that was. */
@Injectable()
export class RetentionService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(RetentionRepository) private readonly retention: RetentionRepository,
    @Inject(Erasure) private readonly erasure: Erasure,
  ) {}

  /** Any number of runs do no harm: what is gone is gone. @returns how much each rule removed */
  async run(): Promise<Record<string, number>> {
    const now = this.clock.now();
    const removed: Record<string, number> = {};
    for (const { id, days } of RETENTION) {
      const before = new Date(now.getTime() - days * 86_400_000);
      if (id === 'idle_people' || id === 'idle_people_kept') {
        removed[id] = await this.forgetIdle(before, id === 'idle_people_kept');
      } else {
        removed[id] = await this.transactions.run((tx) => this.retention.sweep(tx, id, before));
      }
    }
    await this.transactions.run((tx) =>
      this.retention.addRun(tx, { id: newId(now.getTime()), at: now, removed }),
    );
    return removed;
  }

  async show(): Promise<Retention> {
    const runs = await this.retention.latestRuns(this.transactions.read, RUNS_SHOWN);
    return {
      rules: RETENTION.map((rule) => ({ ...rule })),
      runs: runs.map(({ at, removed }) => ({ at: at.toISOString(), removed })),
    };
  }

  private async forgetIdle(before: Date, agreed: boolean): Promise<number> {
    let forgotten = 0;
    while (forgotten < MOST_PEOPLE) {
      const people = await this.retention.idle(this.transactions.read, before, agreed, PEOPLE_AT_ONCE);
      for (const id of people) {
        if (await this.transactions.run((tx) => this.erasure.erase(tx, id, null))) forgotten++;
      }
      if (people.length < PEOPLE_AT_ONCE) break;
    }
    return forgotten;
  }
}
