import { Inject, Injectable } from '@nestjs/common';
import type { ActDone, Chosen } from '../../contracts/dispatch.js';
import { EventAccess, EventChanges, type RaisedEvent } from '../../events/index.js';
import { Clock } from '../../kernel/clock.js';
import { groupBy } from '../../kernel/group-by.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { requireStaff } from '../../platform/policy/policy.js';
import type { Principal } from '../../platform/policy/principal.js';
import { AssignmentEffects } from '../assignment-effects.js';
import { AssignmentsRepository, type Stepped } from '../assignments.repository.js';
import { type Freed, StandbyService } from '../standby.service.js';
import { ActsRepository, offersOf, stepsOf } from './acts.repository.js';
import { CandidatesService } from './candidates.service.js';
import { ChosenRepository, leftOut } from './chosen.repository.js';
import { DispatchService } from './dispatch.service.js';

/** How long whoever is asked in somebody's place may think about it. */
const ANSWER_MS = 30 * 60_000;

/** Takes places away from people, with or without asking others. */
@Injectable()
export class ReplaceService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
    @Inject(StandbyService) private readonly standby: StandbyService,
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(DispatchService) private readonly dispatches: DispatchService,
    @Inject(ActsRepository) private readonly acts: ActsRepository,
    @Inject(ChosenRepository) private readonly chosen: ChosenRepository,
  ) {}

  /** Nobody is asked instead. @throws AppError `event_closed` */
  async withdraw(principal: Principal, eventId: string, { assignmentIds }: Chosen): Promise<ActDone> {
    await this.access.require(principal, 'assignments.change', eventId);
    const staff = requireStaff(principal);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raiseUnlessClosed(tx, eventId);
      const places = await this.chosen.find(tx.manager, eventId, assignmentIds, null);
      const gone = await this.take(tx, event, 'withdraw', assignmentIds, now);
      await this.changes.recordAtSites(tx, event, 'withdrawn', gone);
      const act = { event_id: eventId, staff_id: staff.id, kind: 'withdraw' as const, at: now };
      const actId = await this.acts.keep(tx, { ...act, steps: stepsOf(gone) });
      const skipped = leftOut(places, idsOf(gone), () => 'not_accepted');
      return { actId, done: gone.length, invited: 0, skipped: await this.acts.skipped(tx.manager, skipped) };
    });
  }

  /**
   * The next on standby is asked for each place, and where there is nobody the nearest who is free. The place
   * of who did not come is given on too; that he or she did not come stays. @throws AppError `event_closed`
   */
  async replace(principal: Principal, eventId: string, { assignmentIds }: Chosen): Promise<ActDone> {
    await this.access.require(principal, 'assignments.change', eventId);
    const staff = requireStaff(principal);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raiseUnlessClosed(tx, eventId);
      const places = (await this.chosen.find(tx.manager, eventId, assignmentIds, null)).filter(
        (place) => place.ends_at > now,
      );
      const replaced = await this.take(
        tx,
        event,
        'replace',
        places.map(({ id }) => id),
        now,
      );
      const freed: Freed[] = [...replaced, ...places.filter(({ state }) => state === 'no_show')];
      await this.changes.recordAtSites(tx, event, 'replaced', freed);
      const fromStandby = await this.standby.fill(tx, event, freed, now);
      const near = await this.askNearest(tx, event, freed, fromStandby, replaced, now);
      const offered = [...fromStandby, ...near.offered];
      const steps = [...stepsOf(replaced), ...stepsOf(near.left), ...offersOf(offered)];
      const act = { event_id: eventId, staff_id: staff.id, kind: 'replace' as const, at: now };
      const done = idsOf(replaced);
      for (const { id, state } of places) if (state === 'no_show') done.add(id);
      const skipped = leftOut(places, done, () => 'not_accepted');
      return {
        actId: await this.acts.keep(tx, { ...act, steps }),
        done: freed.length,
        invited: offered.length,
        skipped: await this.acts.skipped(tx.manager, skipped),
      };
    });
  }

  private async take(
    tx: Tx,
    event: RaisedEvent,
    step: 'withdraw' | 'replace',
    ids: readonly string[],
    now: Date,
  ): Promise<Stepped[]> {
    const filter = { where: 'a.event_id = $5 AND a.id = ANY($6)', values: [event.id, ids] };
    const gone = await this.assignments.step(tx, step, filter, now);
    await this.effects.count(tx, event, gone);
    await this.effects.tellWithdrawn(tx, gone);
    return gone;
  }

  /** For what standby has left open, shift by shift. */
  private async askNearest(
    tx: Tx,
    event: RaisedEvent,
    freed: readonly Freed[],
    fromStandby: readonly Stepped[],
    replaced: readonly Stepped[],
    now: Date,
  ): Promise<{ offered: Stepped[]; left: Stepped[] }> {
    const offered: Stepped[] = [];
    const left: Stepped[] = [];
    const gone = new Set(replaced.map((row) => row.person_id));
    for (const [shiftId, rows] of groupBy(freed, (row) => row.shift_id)) {
      const open = rows.length - fromStandby.filter((row) => row.shift_id === shiftId).length;
      if (open <= 0) continue;
      const { candidates } = await this.candidates.find(tx.manager, event.id, shiftId);
      const personIds = candidates.map((one) => one.personId).filter((id) => !gone.has(id));
      const deadline = new Date(now.getTime() + ANSWER_MS);
      const sent = await this.dispatches.sendIn(tx, event, shiftId, personIds.slice(0, open), deadline, now);
      offered.push(...sent.offered);
      left.push(...sent.left);
    }
    return { offered, left };
  }
}

const idsOf = (rows: readonly Stepped[]): Set<string> => new Set(rows.map(({ id }) => id));
