import { Inject, Injectable } from '@nestjs/common';
import type { ActDone, Chosen, SkipReason } from '../../contracts/dispatch.js';
import { EventAccess, EventChanges } from '../../events/index.js';
import { Clock } from '../../kernel/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { requireStaff } from '../../platform/policy/policy.js';
import type { Principal } from '../../platform/policy/principal.js';
import { AssignmentEffects } from '../assignment-effects.js';
import { AssignmentsRepository } from '../assignments.repository.js';
import { ActsRepository, stepsOf } from './acts.repository.js';
import { type ChosenPlace, ChosenRepository, leftOut } from './chosen.repository.js';

/** Nobody is reminded more often. */
const REMIND_MS = 10 * 60_000;

/** What leaders, too, do about their people: remind them, and say who has not come. */
@Injectable()
export class TendService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
    @Inject(ActsRepository) private readonly acts: ActsRepository,
    @Inject(ChosenRepository) private readonly chosen: ChosenRepository,
  ) {}

  /** A letter to who is still awaited. It cannot be taken back. @throws AppError `event_closed` */
  async remind(principal: Principal, eventId: string, { assignmentIds }: Chosen): Promise<ActDone> {
    const { units } = await this.access.reach(principal, 'assignments.tend', eventId);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raiseUnlessClosed(tx, eventId);
      const places = await this.chosen.find(tx.manager, eventId, assignmentIds, units);
      const personIds = places.map((place) => place.person_id);
      const lately = await this.chosen.remindedSince(
        tx.manager,
        personIds,
        new Date(now.getTime() - REMIND_MS),
      );
      const whyNot = (place: ChosenPlace): SkipReason | null => {
        if (place.state !== 'offered' && place.state !== 'accepted') return 'not_accepted';
        if (place.ends_at <= now) return 'over';
        return lately.has(place.person_id) ? 'reminded_lately' : null;
      };
      const reminded = places.filter((place) => whyNot(place) === null);
      for (const state of ['offered', 'accepted'] as const) {
        await this.effects.remind(
          tx,
          reminded.filter((place) => place.state === state),
          state === 'accepted',
        );
      }
      await this.changes.recordAtSites(tx, event, 'reminded', reminded);
      const skipped = leftOut(
        places,
        new Set(reminded.map(({ id }) => id)),
        (place) => whyNot(place) ?? 'changed_meanwhile',
      );
      return {
        actId: null,
        done: reminded.length,
        invited: 0,
        skipped: await this.acts.skipped(tx.manager, skipped),
      };
    });
  }

  /** Of who said yes, once the shift has begun. Who comes after all counts. @throws AppError `event_closed` */
  async miss(principal: Principal, eventId: string, { assignmentIds }: Chosen): Promise<ActDone> {
    const { units } = await this.access.reach(principal, 'assignments.tend', eventId);
    const staff = requireStaff(principal);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raiseUnlessClosed(tx, eventId);
      const places = await this.chosen.find(tx.manager, eventId, assignmentIds, units);
      const begun = places.filter((place) => place.starts_at <= now).map(({ id }) => id);
      const missed = await this.assignments.step(
        tx,
        'miss',
        { where: 'a.id = ANY($5)', values: [begun] },
        now,
      );
      await this.effects.count(tx, event, missed);
      await this.changes.recordAtSites(tx, event, 'no_show', missed);
      const actId = await this.acts.keep(tx, {
        event_id: eventId,
        staff_id: staff.id,
        kind: 'no_show',
        steps: stepsOf(missed),
        at: now,
      });
      const skipped = leftOut(places, new Set(missed.map(({ id }) => id)), (place) =>
        place.starts_at > now ? 'not_begun' : 'not_accepted',
      );
      return {
        actId,
        done: missed.length,
        invited: 0,
        skipped: await this.acts.skipped(tx.manager, skipped),
      };
    });
  }
}
