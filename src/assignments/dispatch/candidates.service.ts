import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Candidates } from '../../contracts/dispatch.js';
import { EventAccess } from '../../events/index.js';
import { Clock } from '../../kernel/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Principal } from '../../platform/policy/principal.js';
import { DEFAULT_WEIGHTS } from '../default-weights.js';
import { nearestTo } from '../domain/nearest.js';
import type { MatchingProblem, MatchShift } from '../domain/problem.js';
import { newestPlan } from '../latest-plan.js';
import { MatchingProblemRepository } from '../matching-problem.repository.js';
import { CandidatesRepository } from './candidates.repository.js';

/** Of the nearest, so many for each row of demand are looked at by the rules. */
const LOOKED_AT = 200;
/** Besides the suggested. */
const OTHERS = 30;

/** A shift as the engine sees it now, with some of the event's people. */
export interface Question {
  problem: MatchingProblem;
  shift: MatchShift;
  seated: Map<MatchShift['demand'][number]['skill'], number>;
  /** By shift: how many more are coming than it wants. */
  spare: Map<string, number>;
  expected: Map<string, { target: number; coming: number }>;
}

/** Who could go where people are missing, by the engine's own rules. */
@Injectable()
export class CandidatesService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(MatchingProblemRepository) private readonly problems: MatchingProblemRepository,
    @Inject(CandidatesRepository) private readonly candidates: CandidatesRepository,
  ) {}

  async list(principal: Principal, eventId: string, shiftId: string): Promise<Candidates> {
    await this.access.require(principal, 'assignments.change', eventId);
    return this.find(this.transactions.read, eventId, shiftId);
  }

  /** @throws AppError `not_found` */
  async find(manager: EntityManager, eventId: string, shiftId: string): Promise<Candidates> {
    const ask = await this.question(manager, eventId, shiftId, null);
    const found = nearestTo(ask.problem, ask.shift, ask.seated, ask.spare, OTHERS);
    const names = await this.candidates.names(
      manager,
      found.map((one) => one.personId),
    );
    const here = ask.expected.get(shiftId);
    return {
      shiftId,
      target: here?.target ?? 0,
      coming: here?.coming ?? 0,
      short: ask.shift.demand.reduce(
        (sum, row) => sum + Math.max(0, row.target - (ask.seated.get(row.skill) ?? 0)),
        0,
      ),
      candidates: found.flatMap(({ personId, skill, km, suggested, from }) => {
        const name = names.get(personId);
        const there = from === null ? undefined : ask.expected.get(from);
        if (!name) return [];
        return [
          {
            personId,
            fullName: name.full_name,
            orgUnitName: name.org_unit_name,
            homeCommuneId: name.home_commune_id,
            distanceKm: km,
            skill,
            suggested,
            from: from !== null && there ? { shiftId: from, ...there } : null,
          },
        ];
      }),
    };
  }

  /** @param personIds null: whoever is near. @throws AppError `not_found` */
  async question(
    manager: EntityManager,
    eventId: string,
    shiftId: string,
    personIds: readonly string[] | null,
  ): Promise<Question> {
    const now = this.clock.now();
    const rows = await this.candidates.expected(manager, eventId, now);
    const expected = new Map(rows.map(({ shiftId: id, ...numbers }) => [id, numbers]));
    const spare = new Map(rows.map((row) => [row.shiftId, row.coming - row.target]));
    const plan = await newestPlan(manager, eventId);
    const order = {
      // Ties are broken here by who is who: the seed made of the id decides nothing.
      id: plan?.id ?? eventId,
      event_id: eventId,
      weights: plan?.weights ?? DEFAULT_WEIGHTS,
      may_move: 0,
      rest_minutes: plan?.rest_minutes ?? 0,
    };
    const ids = personIds ?? (await this.nearby(manager, eventId, shiftId, spare));
    const problem = await this.problems.load(manager, order, ids);
    const shift = problem.shifts.find((one) => one.id === shiftId);
    if (!shift) throw new AppError('not_found');
    return { problem, shift, seated: await this.candidates.seated(manager, shiftId, now), spare, expected };
  }

  private async nearby(
    manager: EntityManager,
    eventId: string,
    shiftId: string,
    spare: Question['spare'],
  ): Promise<string[]> {
    const rich = [...spare].filter(([, people]) => people > 0).map(([id]) => id);
    const ids = new Set<string>();
    for (const skill of await this.candidates.wantedSkills(manager, eventId, shiftId)) {
      const near = await this.candidates.nearby(manager, eventId, shiftId, skill, rich, LOOKED_AT);
      for (const id of near) ids.add(id);
    }
    return [...ids];
  }
}
