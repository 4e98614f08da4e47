import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { EventChanges } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { describe } from '../platform/errors/describe.js';
import type { Reason } from '../contracts/assignments.js';
import { MatchingCancelled, MatchingRefused } from './domain/problem.js';
import { engineFailed } from './domain/reasons.js';
import { matchInThread, type MatchedPlan } from './matching-thread.js';
import { PlanResultsRepository } from './plan-results.repository.js';
import { contradictory } from './plan-sentences.js';
import { PlansRepository } from './plans.repository.js';

/** How often a run shows that it lives, and looks whether it is still wanted. */
const BEAT_MS = 250;

/** One run of the engine, from pending to a draft. Any number of runs of one plan do no harm: the first decides. */
@Injectable()
export class PlanRunService {
  private readonly log = new Logger('plans');

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(PlansRepository) private readonly plans: PlansRepository,
    @Inject(PlanResultsRepository) private readonly results: PlanResultsRepository,
  ) {}

  async run(planId: string): Promise<void> {
    const order = await this.plans.start(this.transactions.read, planId, this.clock.now());
    if (!order) return;
    const eventId = order.event_id;
    const abort = new AbortController();
    const heart = this.startHeart(eventId, planId, abort);
    try {
      const matched = await matchInThread(this.transactions.read, order, heart.progress, abort.signal);
      await heart.stop();
      await this.finish(eventId, planId, matched);
    } catch (thrown) {
      await heart.stop();
      if (thrown instanceof MatchingCancelled) return;
      if (thrown instanceof MatchingRefused) {
        const { contradictions } = thrown;
        await this.fail(eventId, planId, contradictory(contradictions.length), contradictions);
        return;
      }
      this.log.error({ plan: planId, ...describe(thrown) });
      await this.fail(eventId, planId, engineFailed());
    }
  }

  private async finish(eventId: string, planId: string, matched: MatchedPlan): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, eventId);
      if (!(await this.results.save(tx, planId, matched, now))) return; // cancelled, or another run was faster
      await this.results.supersedeOthers(tx, eventId, planId, now);
      const placed = matched.result.placements.filter((placement) => placement.shiftId !== null).length;
      await this.changes.record(tx, event, [{ kind: 'plan_ready', count: placed }]);
    });
  }

  private async fail(
    eventId: string,
    planId: string,
    reason: Reason,
    contradictions: readonly Reason[] = [],
  ): Promise<void> {
    await this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, eventId);
      if (!(await this.plans.fail(tx, planId, reason, contradictions, this.clock.now()))) return;
      await this.changes.record(tx, event, [{ kind: 'plan_failed', count: 0 }]);
    });
  }

  /** Beats until it is stopped; progress goes to the faces at the same pace, and a cancelled plan aborts. */
  private startHeart(eventId: string, planId: string, abort: AbortController) {
    let share = 0;
    let shown = 0;
    const beat = async () => {
      const now = this.clock.now();
      const wanted =
        share - shown < 0.01
          ? await this.plans.beat(this.transactions.read, planId, share, now)
          : await this.transactions.run(async (tx) => {
              await this.changes.raise(tx, eventId);
              return this.plans.beat(tx.manager, planId, share, now);
            });
      shown = share;
      if (!wanted) abort.abort();
    };
    let beating: Promise<void> = Promise.resolve();
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      beating = beat()
        // A beat that fails is missed; if all are, the sweeper starts the plan again elsewhere.
        .catch((thrown: unknown) => this.log.warn({ plan: planId, ...describe(thrown) }))
        .finally(() => (busy = false));
    }, BEAT_MS);
    return {
      progress: (now: number) => (share = now),
      stop: async () => {
        clearInterval(timer);
        await beating;
      },
    };
  }
}
