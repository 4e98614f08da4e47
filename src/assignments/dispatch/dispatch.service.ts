import { Inject, Injectable } from '@nestjs/common';
import type { ActDone, Dispatch, SkipReason } from '../../contracts/dispatch.js';
import { EventChanges } from '../../events/index.js';
import { newId } from '../../kernel/ids.js';
import type { Principal } from '../../platform/policy/principal.js';
import { AssignmentEffects } from '../assignment-effects.js';
import { AssignmentsRepository, type Stepped } from '../assignments.repository.js';
import { sentWhereShort } from '../domain/reasons.js';
import { whoMayGo } from '../domain/send.js';
import { offersOf, stepsOf } from './acts.repository.js';
import { type Acting, ActsService } from './acts.service.js';
import { CandidatesService } from './candidates.service.js';

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
    @Inject(ActsService) private readonly acts: ActsService,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
  ) {}

  /**
   * Offers go out at once to all whom no rule forbids it now; the others are named.
   * @throws AppError `not_found`, `event_closed`
   */
  send(principal: Principal, eventId: string, shiftId: string, wish: Dispatch): Promise<ActDone> {
    return this.acts.run(principal, 'assignments.change', eventId, async (acting) => {
      const personIds = [...new Set(wish.personIds)];
      const deadline = new Date(acting.now.getTime() + wish.answerWithinMinutes * 60_000);
      const { left, offered, skipped } = await this.sendIn(acting, shiftId, personIds, deadline);
      const steps = [...stepsOf(left), ...offersOf(offered)];
      return { done: offered.length, invited: offered.length, act: { kind: 'dispatch', steps }, skipped };
    });
  }

  /** The same as part of another act. */
  async sendIn(
    { tx, event, now }: Acting,
    shiftId: string,
    personIds: readonly string[],
    deadline: Date,
  ): Promise<Sent> {
    await this.assignments.lockPeople(tx, personIds);
    const { problem, shift, seated, spare } = await this.candidates.question(
      tx.manager,
      event.id,
      shiftId,
      personIds,
    );
    const { going, staying: skipped } = whoMayGo(problem, shift, seated, spare, personIds);
    const leaving = going.filter(({ leaves }) => leaves).map(({ personId }) => personId);
    const left = await this.assignments.step(tx, 'withdraw', leftFor(event.id, shiftId, leaving), now);
    await this.effects.count(tx, event, left);
    await this.effects.tellWithdrawn(tx, left);
    const offers = going.map(({ personId, skill, km }) => ({
      id: newId(),
      shiftId,
      personId,
      skill,
      planId: null,
      reason: sentWhereShort(shift.place.communeName, km),
      inSpite: false,
    }));
    const offered = await this.assignments.offer(tx, event.id, offers, deadline, now);
    await this.effects.count(tx, event, offered);
    await this.effects.tellOffered(tx, offered, deadline);
    await this.changes.recordAtSites(tx, event, 'dispatched', offered);
    const reached = new Set(offered.map((row) => row.person_id));
    for (const { personId } of offers) if (!reached.has(personId)) skipped.set(personId, 'changed_meanwhile');
    return { left, offered, skipped };
  }
}

const leftFor = (eventId: string, shiftId: string, personIds: readonly string[]) => ({
  where: 'a.event_id = $5 AND a.shift_id <> $6 AND a.person_id = ANY($7)',
  values: [eventId, shiftId, personIds],
});
