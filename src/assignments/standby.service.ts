import { Inject, Injectable } from '@nestjs/common';
import { EventChanges, type RaisedEvent } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { groupBy } from '../kernel/group-by.js';
import { newId } from '../kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { AssignmentEffects } from './assignment-effects.js';
import { AssignmentsRepository, type Stepped } from './assignments.repository.js';
import { fromStandby } from './domain/reasons.js';
import { StandbyRepository } from './standby.repository.js';

/** For a place whose plan is not known. */
const DEFAULT_MINUTES = 24 * 60;

/** A place that somebody else may have. */
export type Freed = Pick<Stepped, 'shift_id' | 'site_id' | 'skill' | 'plan_id'>;

/** Gives places that became free to those who stand by, in the transaction that freed them. */
@Injectable()
export class StandbyService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(StandbyRepository) private readonly standbys: StandbyRepository,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
  ) {}

  /** @returns the offers that were made */
  async fill(
    tx: Tx,
    event: RaisedEvent,
    freed: readonly Freed[],
    now = this.clock.now(),
  ): Promise<Stepped[]> {
    // All places of one kind in one go: a thousand offers may run out at once.
    const kinds = groupBy(freed, (row) => `${row.shift_id} ${row.skill} ${row.plan_id}`);
    const offered: Stepped[] = [];
    for (const rows of kinds.values()) offered.push(...(await this.fillKind(tx, event, rows, now)));
    return offered;
  }

  /** Whoever turns out to be taken at that time meanwhile is passed over, and the next is asked. */
  private async fillKind(tx: Tx, event: RaisedEvent, freed: readonly Freed[], now: Date): Promise<Stepped[]> {
    const first = freed[0];
    const made: Stepped[] = [];
    if (!first) return made;
    const minutes = (await this.standbys.answerWithinMinutes(tx, first.plan_id)) ?? DEFAULT_MINUTES;
    const deadline = new Date(now.getTime() + minutes * 60_000);
    let open = freed.length;
    while (open > 0) {
      const personIds = await this.standbys.take(tx, first.shift_id, first.skill, open, now);
      if (personIds.length === 0) break;
      await this.assignments.lockPeople(tx, personIds);
      const offered = await this.assignments.offer(
        tx,
        event.id,
        personIds.map((personId) => ({
          id: newId(),
          shiftId: first.shift_id,
          personId,
          skill: first.skill,
          planId: first.plan_id,
          reason: fromStandby(),
          inSpite: false,
        })),
        deadline,
        now,
      );
      open -= offered.length;
      made.push(...offered);
      if (offered.length === 0) continue;
      await this.effects.count(tx, event, offered);
      await this.effects.tellOffered(tx, offered, deadline);
      await this.changes.record(tx, event, [
        { kind: 'standby_offered', count: offered.length, siteId: first.site_id },
      ]);
    }
    return made;
  }
}
