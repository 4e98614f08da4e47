import { Inject, Injectable } from '@nestjs/common';
import type { Plan, PlanDetail } from '../contracts/assignments.js';
import { EventAccess, EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import type { Principal } from '../platform/policy/principal.js';
import { toPlan } from './plan.entity.js';
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

  /** @throws AppError `nobody_registered`, `no_demand`, `plan_running`, `event_closed` */
  async create(principal: Principal, eventId: string): Promise<Plan> {
    await this.access.require(principal, 'plans.change', eventId);
    return this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, eventId);
      if (event.state === 'closed') throw new AppError('event_closed');
      const { people, places } = await this.plans.sizes(tx.manager, eventId);
      if (people === 0) throw new AppError('nobody_registered');
      if (places === 0) throw new AppError('no_demand');
      const planId = newId();
      const staffId = principal.kind === 'staff' ? principal.id : null;
      await this.plans.create(
        tx,
        { id: planId, event_id: eventId, people, staff_id: staffId },
        this.clock.now(),
      );
      tx.afterCommit(() => this.jobs.add(solvePlan, { planId }, planId));
      return toPlan(await this.plans.get(tx.manager, eventId, planId));
    });
  }

  async list(principal: Principal, eventId: string): Promise<Plan[]> {
    await this.access.require(principal, 'plans.read', eventId);
    return (await this.plans.list(this.transactions.read, eventId)).map(toPlan);
  }

  async detail(principal: Principal, eventId: string, planId: string): Promise<PlanDetail> {
    await this.access.require(principal, 'plans.read', eventId);
    const plan = await this.plans.get(this.transactions.read, eventId, planId);
    return { ...toPlan(plan), gaps: await this.plans.gaps(this.transactions.read, planId) };
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
}
