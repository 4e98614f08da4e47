import { Inject, Injectable } from '@nestjs/common';
import type { ActDone, Chosen, SkipReason } from '../../contracts/dispatch.js';
import { EventChanges } from '../../events/index.js';
import { groupBy } from '../../kernel/group-by.js';
import type { Principal } from '../../platform/policy/principal.js';
import { AssignmentEffects } from '../assignment-effects.js';
import { AssignmentsRepository } from '../assignments.repository.js';
import { stepsOf } from './acts.repository.js';
import { ActsService } from './acts.service.js';
import { type ChosenPlace, ChosenRepository, leftOut } from './chosen.repository.js';

/** Nobody is reminded more often. */
const REMIND_MS = 10 * 60_000;

/** What leaders, too, do about their people: remind them, and say who has not come. */
@Injectable()
export class TendService {
  constructor(
    @Inject(ActsService) private readonly acts: ActsService,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
    @Inject(ChosenRepository) private readonly chosen: ChosenRepository,
  ) {}

  /** A letter to who is still awaited. It cannot be taken back. @throws AppError `event_closed` */
  remind(principal: Principal, eventId: string, { assignmentIds }: Chosen): Promise<ActDone> {
    return this.acts.run(principal, 'assignments.tend', eventId, async ({ tx, event, now, units }) => {
      const places = await this.chosen.find(tx.manager, eventId, assignmentIds, units);
      const lately = await this.chosen.remindedSince(
        tx.manager,
        places.map((place) => place.person_id),
        new Date(now.getTime() - REMIND_MS),
      );
      const whyNot = (place: ChosenPlace): SkipReason | null => {
        if (place.state !== 'offered' && place.state !== 'accepted') return 'not_accepted';
        if (place.ends_at <= now) return 'over';
        return lately.has(place.person_id) ? 'reminded_lately' : null;
      };
      const reminded = places.filter((place) => whyNot(place) === null);
      for (const [state, rows] of groupBy(reminded, (place) => place.state)) {
        await this.effects.remind(tx, rows, state === 'accepted');
      }
      await this.changes.recordAtSites(tx, event, 'reminded', reminded);
      return { done: reminded.length, invited: 0, act: null, skipped: leftOut(places, whyNot) };
    });
  }

  /** Of who said yes, once the shift has begun. Who comes after all counts. @throws AppError `event_closed` */
  miss(principal: Principal, eventId: string, { assignmentIds }: Chosen): Promise<ActDone> {
    return this.acts.run(principal, 'assignments.tend', eventId, async ({ tx, event, now, units }) => {
      const places = await this.chosen.find(tx.manager, eventId, assignmentIds, units);
      const begun = places.filter((place) => place.starts_at <= now).map(({ id }) => id);
      const filter = { where: 'a.id = ANY($5)', values: [begun] };
      const missed = await this.assignments.step(tx, 'miss', filter, now);
      await this.effects.count(tx, event, missed);
      await this.changes.recordAtSites(tx, event, 'no_show', missed);
      const done = new Set(missed.map(({ id }) => id));
      const skipped = leftOut(places, ({ id, starts_at: startsAt }) => {
        if (done.has(id)) return null;
        return startsAt > now ? 'not_begun' : 'not_accepted';
      });
      return { done: done.size, invited: 0, act: { kind: 'no_show', steps: stepsOf(missed) }, skipped };
    });
  }
}
