import { Inject, Injectable } from '@nestjs/common';
import type { ActDone, Chosen } from '../../contracts/dispatch.js';
import { EventChanges } from '../../events/index.js';
import { groupBy } from '../../kernel/group-by.js';
import type { Principal } from '../../platform/policy/principal.js';
import { AssignmentEffects } from '../assignment-effects.js';
import { AssignmentsRepository, type Stepped } from '../assignments.repository.js';
import { type Freed, StandbyService } from '../standby.service.js';
import { offersOf, stepsOf } from './acts.repository.js';
import { type Acting, ActsService } from './acts.service.js';
import { CandidatesService } from './candidates.service.js';
import { ChosenRepository, leftOut } from './chosen.repository.js';
import { DispatchService } from './dispatch.service.js';

/** How long whoever is asked in somebody's place may think about it. */
const ANSWER_MS = 30 * 60_000;

/** Takes places away from people, with or without asking others. */
@Injectable()
export class ReplaceService {
  constructor(
    @Inject(ActsService) private readonly acts: ActsService,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
    @Inject(StandbyService) private readonly standby: StandbyService,
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(DispatchService) private readonly dispatches: DispatchService,
    @Inject(ChosenRepository) private readonly chosen: ChosenRepository,
  ) {}

  /** Nobody is asked instead. @throws AppError `event_closed` */
  withdraw(principal: Principal, eventId: string, { assignmentIds }: Chosen): Promise<ActDone> {
    return this.acts.run(principal, 'assignments.change', eventId, async (acting) => {
      const { tx, event } = acting;
      const places = await this.chosen.find(tx.manager, eventId, assignmentIds, null);
      const gone = await this.take(acting, 'withdraw', assignmentIds);
      await this.changes.recordAtSites(tx, event, 'withdrawn', gone);
      const done = new Set(gone.map(({ id }) => id));
      return {
        done: done.size,
        invited: 0,
        act: { kind: 'withdraw', steps: stepsOf(gone) },
        skipped: leftOut(places, ({ id }) => (done.has(id) ? null : 'not_accepted')),
      };
    });
  }

  /**
   * The next on standby is asked for each place, and where there is nobody the nearest who is free. The place
   * of who did not come is given on too; that he or she did not come stays. @throws AppError `event_closed`
   */
  replace(principal: Principal, eventId: string, { assignmentIds }: Chosen): Promise<ActDone> {
    return this.acts.run(principal, 'assignments.change', eventId, async (acting) => {
      const { tx, event, now } = acting;
      const chosen = await this.chosen.find(tx.manager, eventId, assignmentIds, null);
      const places = chosen.filter((place) => place.ends_at > now);
      const replaced = await this.take(
        acting,
        'replace',
        places.map(({ id }) => id),
      );
      const freed = [...replaced, ...places.filter(({ state }) => state === 'no_show')];
      await this.changes.recordAtSites(tx, event, 'replaced', freed);
      const fromStandby = await this.standby.fill(tx, event, freed, now);
      const near = await this.askNearest(acting, freed, fromStandby, replaced);
      const offered = [...fromStandby, ...near.offered];
      const done = new Set(freed.map(({ id }) => id));
      return {
        done: done.size,
        invited: offered.length,
        act: { kind: 'replace', steps: [...stepsOf(replaced), ...stepsOf(near.left), ...offersOf(offered)] },
        skipped: leftOut(chosen, ({ id, ends_at: endsAt }) => {
          if (done.has(id)) return null;
          return endsAt > now ? 'not_accepted' : 'over';
        }),
      };
    });
  }

  private async take(
    { tx, event, now }: Acting,
    step: 'withdraw' | 'replace',
    ids: readonly string[],
  ): Promise<Stepped[]> {
    const filter = { where: 'a.event_id = $5 AND a.id = ANY($6)', values: [event.id, ids] };
    const gone = await this.assignments.step(tx, step, filter, now);
    await this.effects.count(tx, event, gone);
    await this.effects.tellWithdrawn(tx, gone);
    return gone;
  }

  /** For what standby has left open, shift by shift. */
  private async askNearest(
    acting: Acting,
    freed: readonly Freed[],
    fromStandby: readonly Stepped[],
    replaced: readonly Stepped[],
  ): Promise<{ offered: Stepped[]; left: Stepped[] }> {
    const { tx, event, now } = acting;
    const offered: Stepped[] = [];
    const left: Stepped[] = [];
    const gone = new Set(replaced.map((row) => row.person_id));
    const deadline = new Date(now.getTime() + ANSWER_MS);
    for (const [shiftId, rows] of groupBy(freed, (row) => row.shift_id)) {
      const open = rows.length - fromStandby.filter((row) => row.shift_id === shiftId).length;
      if (open <= 0) continue;
      const { candidates } = await this.candidates.find(tx.manager, event.id, shiftId);
      const personIds = candidates.map((one) => one.personId).filter((id) => !gone.has(id));
      const sent = await this.dispatches.sendIn(acting, shiftId, personIds.slice(0, open), deadline);
      offered.push(...sent.offered);
      left.push(...sent.left);
    }
    return { offered, left };
  }
}
