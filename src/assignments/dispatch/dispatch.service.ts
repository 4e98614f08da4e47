import { Inject, Injectable } from '@nestjs/common';
import type { ActDone, Dispatch, SkipReason } from '../../contracts/dispatch.js';
import { EventAccess, EventChanges, type RaisedEvent } from '../../events/index.js';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { requireStaff } from '../../platform/policy/policy.js';
import type { Principal } from '../../platform/policy/principal.js';
import { AssignmentEffects } from '../assignment-effects.js';
import { AssignmentsRepository, type NewOffer, type Stepped } from '../assignments.repository.js';
import { hasSkill } from '../domain/rules.js';
import { chooseRow } from '../domain/move.js';
import { noGo } from '../domain/nearest.js';
import { roadKm } from '../domain/distance.js';
import { sentWhereShort } from '../domain/reasons.js';
import { ActsRepository, offersOf, stepsOf } from './acts.repository.js';
import { CandidatesService, type Question } from './candidates.service.js';

interface Decided {
  offers: NewOffer[];
  /** Whose place elsewhere is given up for it. */
  leaving: string[];
  skipped: Map<string, SkipReason>;
}

export interface Sent {
  /** Places elsewhere that were given up for it. */
  left: Stepped[];
  offered: Stepped[];
  skipped: Map<string, SkipReason>;
}

/** Sends people to a shift that is short of them. */
@Injectable()
export class DispatchService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
    @Inject(ActsRepository) private readonly acts: ActsRepository,
  ) {}

  /**
   * Offers go out at once to all whom no rule forbids it now; the others are named.
   * @throws AppError `not_found`, `event_closed`
   */
  async send(principal: Principal, eventId: string, shiftId: string, wish: Dispatch): Promise<ActDone> {
    await this.access.require(principal, 'assignments.change', eventId);
    const staff = requireStaff(principal);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raiseUnlessClosed(tx, eventId);
      const personIds = [...new Set(wish.personIds)];
      const deadline = new Date(now.getTime() + wish.answerWithinMinutes * 60_000);
      const { left, offered, skipped } = await this.sendIn(tx, event, shiftId, personIds, deadline, now);
      const steps = [...stepsOf(left), ...offersOf(offered)];
      const actId = await this.acts.keep(tx, {
        event_id: eventId,
        staff_id: staff.id,
        kind: 'dispatch',
        steps,
        at: now,
      });
      return {
        actId,
        done: offered.length,
        invited: offered.length,
        skipped: await this.acts.skipped(tx.manager, skipped),
      };
    });
  }

  /** The same as part of another act. */
  async sendIn(
    tx: Tx,
    event: RaisedEvent,
    shiftId: string,
    personIds: readonly string[],
    deadline: Date,
    now: Date,
  ): Promise<Sent> {
    await this.assignments.lockPeople(tx, personIds);
    const question = await this.candidates.question(tx.manager, event.id, shiftId, personIds);
    const { offers, leaving, skipped } = decide(question, personIds);
    const left = await this.assignments.step(tx, 'withdraw', leftFor(event.id, shiftId, leaving), now);
    await this.effects.count(tx, event, left);
    await this.effects.tellWithdrawn(tx, left);
    const offered = await this.assignments.offer(tx, event.id, offers, deadline, now);
    await this.effects.count(tx, event, offered);
    await this.effects.tellOffered(tx, offered, deadline);
    const reached = new Set(offered.map((row) => row.person_id));
    for (const { personId } of offers) if (!reached.has(personId)) skipped.set(personId, 'changed_meanwhile');
    if (offered.length > 0) {
      await this.changes.record(tx, event, [
        { kind: 'dispatched', count: offered.length, siteId: question.shift.siteId },
      ]);
    }
    return { left, offered, skipped };
  }
}

const leftFor = (eventId: string, shiftId: string, personIds: readonly string[]) => ({
  where: 'a.event_id = $5 AND a.shift_id <> $6 AND a.person_id = ANY($7)',
  values: [eventId, shiftId, personIds],
});

/** One after another, so that the last ones find the shift as full as the first have made it. */
function decide({ problem, shift, seated, spare }: Question, personIds: readonly string[]): Decided {
  const byId = new Map(problem.people.map((person) => [person.id, person]));
  const full = new Map(seated);
  const left = new Map(spare);
  const decided: Decided = { offers: [], leaving: [], skipped: new Map() };
  for (const personId of personIds) {
    const person = byId.get(personId);
    const why = person ? noGo(person, shift, left, problem.settings) : 'not_registered';
    const row = person
      ? chooseRow(
          shift.demand.filter(({ skill }) => hasSkill(person, skill)),
          full,
        )
      : undefined;
    if (!person || why !== null || !row) {
      decided.skipped.set(personId, why ?? 'shift_full');
      continue;
    }
    full.set(row.skill, (full.get(row.skill) ?? 0) + 1);
    const { standing } = person;
    if (standing) {
      left.set(standing.shiftId, (left.get(standing.shiftId) ?? 0) - 1);
      decided.leaving.push(personId);
    }
    decided.offers.push({
      id: newId(),
      shiftId: shift.id,
      personId,
      skill: row.skill,
      planId: null,
      reason: sentWhereShort(shift.place.communeName, roadKm(person.home, shift.place)),
      inSpite: false,
    });
  }
  return decided;
}
