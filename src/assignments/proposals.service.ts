import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  MoveProposal,
  PinProposals,
  Proposal,
  ProposalQuerySchema,
  ProposalsPinnedSchema,
} from '../contracts/assignments.js';
import type { Page, Skill } from '../contracts/common.js';
import { EventAccess, EventChanges } from '../events/index.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { moveByHand, type Move } from './domain/move.js';
import type { Placement } from './domain/problem.js';
import { MatchingProblemRepository } from './matching-problem.repository.js';
import type { PlanEntity } from './plan.entity.js';
import { PlanResultsRepository } from './plan-results.repository.js';
import { PlansRepository } from './plans.repository.js';
import { ProposalsRepository } from './proposals.repository.js';

type Pinned = z.infer<typeof ProposalsPinnedSchema>;
/** Why somebody cannot go where the organiser wants. */
type Problem = Extract<Move, { ok: false }>['why'] | 'not_registered' | 'not_in_plan';
type Refused = { personId: string; problem: Problem };

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
      const plan = await this.plans.getDraft(tx.manager, eventId, planId);
      const { refused } = await this.change(tx, plan, { personIds: [personId], shiftId, pinned });
      if (refused[0]) throw errorOf(refused[0].problem);
      const after = await this.proposals.find(tx.manager, planId, personId);
      if (!after) throw new AppError('not_found');
      return after;
    });
  }

  /** The same for many: whom a rule forbids is named, the others are done. @throws AppError `plan_not_draft`, `impossible_move` */
  async pin(principal: Principal, eventId: string, planId: string, wish: PinProposals): Promise<Pinned> {
    await this.access.require(principal, 'plans.change', eventId);
    return this.transactions.run(async (tx) => {
      await this.changes.raise(tx, eventId);
      const plan = await this.plans.getDraft(tx.manager, eventId, planId);
      return this.change(tx, plan, wish);
    });
  }

  private async change(
    tx: Tx,
    plan: PlanEntity,
    { personIds: named, shiftId, pinned }: PinProposals,
  ): Promise<{ changed: number; refused: Refused[] }> {
    const places = await this.proposals.places(tx.manager, plan.id, named);
    const inPlace: string[] = [];
    const leftOut: string[] = [];
    const movers: string[] = [];
    const refused: Refused[] = [];
    for (const personId of new Set(named)) {
      const place = places.get(personId);
      if (!place && shiftId === undefined) refused.push({ personId, problem: 'not_in_plan' });
      else if (!place || (shiftId !== undefined && place.shiftId !== shiftId)) movers.push(personId);
      // Who has no place and is pinned so is left out from now on, and stands by no more.
      else if (place.shiftId === null && pinned && !place.pinned) leftOut.push(personId);
      else inPlace.push(personId);
    }

    const out = await this.place(tx, plan, leftOut, null, pinned);
    const moved = await this.place(tx, plan, movers, shiftId ?? null, pinned);
    await this.proposals.put(tx, plan.id, [...out.placements, ...moved.placements]);
    const repinned = await this.proposals.setPinned(tx, plan.id, inPlace, pinned);
    if (moved.placements.length > 0) {
      await this.plans.dropProof(tx, plan.id);
      const left = moved.placements.map(({ personId }) => places.get(personId)?.shiftId);
      const touched = new Set([shiftId, ...left].flatMap((id) => id ?? []));
      await this.results.recountGaps(tx, plan.id, [...touched]);
      await this.results.recountPlan(tx, plan.id);
    }
    return {
      changed: out.placements.length + moved.placements.length + repinned,
      refused: [...refused, ...out.refused, ...moved.refused],
    };
  }

  /** One after another, so that the last ones find the shift as full as the first have made it. */
  private async place(
    tx: Tx,
    plan: PlanEntity,
    personIds: readonly string[],
    shiftId: string | null,
    pinned: boolean,
  ): Promise<{ placements: Placement[]; refused: Refused[] }> {
    const placements: Placement[] = [];
    const refused: Refused[] = [];
    if (personIds.length === 0) return { placements, refused };
    const { people, shifts, settings } = await this.problems.load(tx.manager, plan, personIds);
    const shift = shifts.find((candidate) => candidate.id === shiftId) ?? null;
    if (shiftId !== null && !shift) throw impossible('unknown_shift');
    const seated = shift
      ? await this.proposals.seated(tx.manager, plan.id, shift.id)
      : new Map<Skill | null, number>();
    const byId = new Map(people.map((person) => [person.id, person]));
    for (const personId of personIds) {
      const person = byId.get(personId);
      const move = person && moveByHand(person, shift, seated, pinned, settings.restMinutes);
      if (!move?.ok) {
        refused.push({ personId, problem: move?.why ?? 'not_registered' });
        continue;
      }
      placements.push(move.placement);
      seated.set(move.placement.skill, (seated.get(move.placement.skill) ?? 0) + 1);
    }
    return { placements, refused };
  }
}

function errorOf(problem: Problem): AppError {
  if (problem === 'not_registered') return new AppError('not_found');
  return problem === 'overlap' ? new AppError('overlapping_assignment') : impossible(problem);
}

const impossible = (problem: string) => new AppError('impossible_move', [{ path: 'shiftId', problem }]);
