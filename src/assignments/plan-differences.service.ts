import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { PlanComparison, PlanMove, PlanMoveQuerySchema } from '../contracts/assignments.js';
import type { Page } from '../contracts/common.js';
import { EventAccess } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Principal } from '../platform/policy/principal.js';
import { PlanDifferencesRepository } from './plan-differences.repository.js';
import { toPlan } from './plan.entity.js';
import { PlansRepository } from './plans.repository.js';

/** What a plan would change, and how two plans differ: to look at before anything happens. */
@Injectable()
export class PlanDifferencesService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(PlansRepository) private readonly plans: PlansRepository,
    @Inject(PlanDifferencesRepository) private readonly differences: PlanDifferencesRepository,
  ) {}

  /** Whose place publishing the plan would change, against what stands now. */
  async moves(
    principal: Principal,
    eventId: string,
    planId: string,
    query: z.infer<typeof PlanMoveQuerySchema>,
  ): Promise<Page<PlanMove>> {
    await this.access.require(principal, 'plans.read', eventId);
    const plan = await this.plans.get(this.transactions.read, eventId, planId);
    return this.differences.moves(this.transactions.read, plan, query);
  }

  /** Any two plans of one event; one that was never computed places nobody. */
  async compare(
    principal: Principal,
    eventId: string,
    planId: string,
    otherId: string,
  ): Promise<PlanComparison> {
    await this.access.require(principal, 'plans.read', eventId);
    const { read } = this.transactions;
    const left = await this.plans.get(read, eventId, planId);
    const right = await this.plans.get(read, eventId, otherId);
    return {
      left: toPlan(left),
      right: toPlan(right),
      people: await this.differences.peopleApart(read, planId, otherId),
      communes: await this.differences.communesApart(read, eventId, planId, otherId),
    };
  }
}
