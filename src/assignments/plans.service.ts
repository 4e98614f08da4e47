import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { CreatePlan, Plan, PlanDetail, PlanWeightsSchema } from '../contracts/assignments.js';
import { EventAccess, EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import type { Principal } from '../platform/policy/principal.js';
import { DEFAULT_WEIGHTS } from './default-weights.js';
import { newestPlan } from './latest-plan.js';
import { withNames } from './named-reasons.js';
import { type PlanEntity, toPlan } from './plan.entity.js';
import { solvePlan } from './plans.jobs.js';
import { PlansRepository } from './plans.repository.js';

/** Asking for a plan, looking at plans, calling one off. */
@Injectable()
export class PlansService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(JobQueue) private readonly jobs: JobQueue,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(PlansRepository) private readonly plans: PlansRepository,
  ) {}

  /**
   * A new plan takes the place of one that is still being computed.
   * @throws AppError `nobody_registered`, `no_demand`, `event_closed`
   */
  async create(principal: Principal, eventId: string, wish: CreatePlan): Promise<Plan> {
    await this.access.require(principal, 'plans.change', eventId);
    return this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, eventId);
      if (event.state === 'closed') throw new AppError('event_closed');
      const { people, places } = await this.plans.sizes(tx.manager, eventId);
      if (people === 0) throw new AppError('nobody_registered');
      if (places === 0) throw new AppError('no_demand');
      const now = this.clock.now();
      const newest = await newestPlan(tx.manager, eventId);
      await this.plans.cancelOpen(tx, eventId, now);
      const plan = {
        id: newId(),
        event_id: eventId,
        people,
        staff_id: principal.kind === 'staff' ? principal.id : null,
        weights: wish.weights ?? newest?.weights ?? DEFAULT_WEIGHTS,
        may_move: wish.mayMove,
        rest_minutes: wish.restMinutes,
      };
      await this.plans.create(tx, plan, now);
      tx.afterCommit(() => this.jobs.add(solvePlan, { planId: plan.id }, plan.id));
      return toPlan(await this.plans.get(tx.manager, eventId, plan.id));
    });
  }

  /** What a plan weighs when nothing else is said, and what the configuration says. */
  async weights(principal: Principal, eventId: string): Promise<z.infer<typeof PlanWeightsSchema>> {
    await this.access.require(principal, 'plans.read', eventId);
    const newest = await newestPlan(this.transactions.read, eventId);
    return { weights: newest?.weights ?? DEFAULT_WEIGHTS, defaults: DEFAULT_WEIGHTS };
  }

  async list(principal: Principal, eventId: string): Promise<Plan[]> {
    await this.access.require(principal, 'plans.read', eventId);
    const plans = await this.plans.list(this.transactions.read, eventId);
    return Promise.all(plans.map((plan) => this.named(plan)));
  }

  async detail(principal: Principal, eventId: string, planId: string): Promise<PlanDetail> {
    await this.access.require(principal, 'plans.read', eventId);
    const { read } = this.transactions;
    const plan = await this.plans.get(read, eventId, planId);
    return {
      ...(await this.named(plan)),
      gaps: await this.plans.gaps(read, planId),
      communes: await this.plans.communes(read, eventId, planId),
    };
  }

  /** The thread that computes it looks at the row and stops by itself. */
  async cancel(principal: Principal, eventId: string, planId: string): Promise<Plan> {
    await this.access.require(principal, 'plans.change', eventId);
    return this.transactions.run(async (tx) => {
      await this.changes.raise(tx, eventId);
      const cancelled = await this.plans.cancel(tx, planId, this.clock.now());
      const plan = await this.plans.get(tx.manager, eventId, planId);
      if (!cancelled && plan.state !== 'cancelled') throw new AppError('wrong_state');
      return toPlan(plan);
    });
  }

  private async named(row: PlanEntity): Promise<Plan> {
    const plan = toPlan(row);
    return { ...plan, contradictions: await withNames(this.transactions.read, plan.contradictions) };
  }
}
