import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { EventDependants, type EventDependant, type RaisedEvent } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import type { Tx } from '../platform/database/transactions.js';
import { AssignmentEffects } from './assignment-effects.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { STANDING } from './domain/transitions.js';

/** Assignments move with their event. */
@Injectable()
export class MovedWithEvent implements EventDependant, OnModuleInit {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventDependants) private readonly dependants: EventDependants,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
  ) {}

  onModuleInit(): void {
    this.dependants.register(this);
  }

  /** Who has another duty at the new time loses this one, and is told so. @returns who keeps it */
  async move(tx: Tx, event: RaisedEvent, byMs: number): Promise<string[]> {
    const now = this.clock.now();
    const standing = await tx.manager.query<{ person_id: string }[]>(
      'SELECT person_id FROM assignments WHERE event_id = $1 AND state = ANY($2)',
      [event.id, STANDING],
    );
    await this.assignments.lockPeople(
      tx,
      standing.map((row) => row.person_id),
    );
    const withdrawn = await this.assignments.step(
      tx,
      'withdraw',
      {
        where: `a.event_id = $5 AND EXISTS (
          SELECT 1 FROM assignments o
          WHERE o.person_id = a.person_id AND o.event_id <> a.event_id AND o.state = ANY($6)
            AND tstzrange(o.starts_at, o.ends_at)
                && tstzrange(a.starts_at + $7 * interval '1 ms', a.ends_at + $7 * interval '1 ms'))`,
        values: [event.id, STANDING, byMs],
      },
      now,
    );
    await this.effects.count(tx, event, withdrawn);
    await this.effects.tellWithdrawn(tx, withdrawn);
    // In two steps: one shift of a person may move to where another one of the same person still is,
    // and the constraint against overlaps looks at every row as it changes.
    for (const ms of [FAR_MS, byMs - FAR_MS]) {
      await tx.manager.query(
        `UPDATE assignments SET starts_at = starts_at + $2 * interval '1 ms', ends_at = ends_at + $2 * interval '1 ms'
         WHERE event_id = $1`,
        [event.id, ms],
      );
    }
    // Nobody loses the time to answer because the event comes earlier: an hour is left, or what there was.
    const [rows] = await tx.manager.query<[{ person_id: string }[], number]>(
      `UPDATE assignments
       SET deadline_at = greatest(deadline_at + $2 * interval '1 ms', least(deadline_at, $3::timestamptz + interval '1 hour'))
       WHERE event_id = $1 AND state IN ('planned', 'offered', 'accepted')
       RETURNING person_id`,
      [event.id, byMs, now],
    );
    return rows.map((row) => row.person_id);
  }
}

/** A thousand years: where nobody has a duty. */
const FAR_MS = 1000 * 365 * 86_400_000;
