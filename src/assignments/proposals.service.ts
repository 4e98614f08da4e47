import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { MoveProposal, Proposal, ProposalQuerySchema } from '../contracts/assignments.js';
import type { Page } from '../contracts/common.js';
import { EventAccess, EventChanges } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { moveByHand } from './domain/move.js';
import { MatchingProblemRepository } from './matching-problem.repository.js';
import { PlanResultsRepository } from './plan-results.repository.js';
import { PlansRepository } from './plans.repository.js';
import { ProposalsRepository } from './proposals.repository.js';

/** Looking through a draft, and changing it by hand. */
@Injectable()
export class ProposalsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(PlansRepository) private readonly plans: PlansRepository,
    @Inject(ProposalsRepository) private readonly proposals: ProposalsRepository,
    @Inject(PlanResultsRepository) private readonly results: PlanResultsRepository,
    @Inject(MatchingProblemRepository) private readonly problems: MatchingProblemRepository,
  ) {}

  async page(
    principal: Principal,
    eventId: string,
    planId: string,
    query: z.infer<typeof ProposalQuerySchema>,
  ): Promise<Page<Proposal>> {
    await this.access.require(principal, 'plans.read', eventId);
    await this.plans.get(this.transactions.read, eventId, planId);
    return this.proposals.page(this.transactions.read, planId, query);
  }

  /** @throws AppError `plan_not_draft`, `impossible_move`, `overlapping_assignment`; `not_found` who is not registered */
  async move(
    principal: Principal,
    at: { eventId: string; planId: string; personId: string },
    { shiftId, pinned }: MoveProposal,
  ): Promise<Proposal> {
    const { eventId, planId, personId } = at;
    await this.access.require(principal, 'plans.change', eventId);
    return this.transactions.run(async (tx) => {
      // The event's lock also keeps the plan from being published meanwhile.
      await this.changes.raise(tx, eventId);
      const plan = await this.plans.get(tx.manager, eventId, planId);
      if (plan.state !== 'draft') throw new AppError('plan_not_draft');
      const { people, shifts } = await this.problems.load(tx.manager, eventId, personId);
      const person = people[0];
      if (!person) throw new AppError('not_found');
      const shift = shifts.find((candidate) => candidate.id === shiftId) ?? null;
      if (shiftId !== null && !shift) throw impossible('unknown_shift');
      const seated =
        shiftId === null
          ? new Map<null, number>()
          : await this.proposals.seated(tx.manager, planId, shiftId, personId);
      const move = moveByHand(person, shift, seated, pinned);
      if (!move.ok) {
        throw move.why === 'overlap' ? new AppError('overlapping_assignment') : impossible(move.why);
      }
      const before = await this.proposals.find(tx.manager, planId, personId);
      await this.proposals.put(tx, planId, move.placement);
      const touched = [before?.shiftId, shiftId].filter((id) => id !== null && id !== undefined);
      await this.results.recountGaps(tx, planId, touched);
      await this.results.recountPlan(tx, planId);
      const after = await this.proposals.find(tx.manager, planId, personId);
      if (!after) throw new AppError('not_found');
      return after;
    });
  }
}

const impossible = (problem: string) => new AppError('impossible_move', [{ path: 'shiftId', problem }]);
