import { Inject, Injectable } from '@nestjs/common';
import { EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import type { Tx } from '../platform/database/transactions.js';
import { AssignmentEffects } from './assignment-effects.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { STEPS } from './domain/transitions.js';
import { StandbyService } from './standby.service.js';

/** Gives back all places of somebody who takes part no more; standby is offered them at once. */
@Injectable()
export class GiveBackService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
    @Inject(StandbyService) private readonly standby: StandbyService,
  ) {}

  /**
   * Of every event that is not closed. Who is checked in stays so: the ledger is not touched. The caller
   * has written before why the person takes part no more: whoever offers a place after this has seen it.
   * @returns how many places were given back
   */
  async giveBack(tx: Tx, personId: string): Promise<number> {
    // The row of an event puts all who offer in order; none whose revision need not rise is raised.
    const events = await tx.manager.query<{ id: string }[]>(
      `SELECT e.id FROM events e
       WHERE e.state <> 'closed' AND (
         EXISTS (SELECT FROM registrations r WHERE r.event_id = e.id AND r.person_id = $1)
         OR EXISTS (SELECT FROM assignments a WHERE a.event_id = e.id AND a.person_id = $1))
       ORDER BY e.id FOR NO KEY UPDATE OF e`,
      [personId],
    );
    const standing = await tx.manager.query<{ event_id: string }[]>(
      'SELECT DISTINCT event_id FROM assignments WHERE person_id = $1 AND state = ANY($2)',
      [personId, STEPS.withdraw.from],
    );
    const concerned = events.filter(({ id }) => standing.some((row) => row.event_id === id));
    let places = 0;
    for (const { id } of concerned) {
      const event = await this.changes.raise(tx, id);
      const filter = { where: 'a.person_id = $5 AND a.event_id = $6', values: [personId, id] };
      const withdrawn = await this.assignments.step(tx, 'withdraw', filter, this.clock.now());
      await this.effects.count(tx, event, withdrawn);
      await this.effects.tellWithdrawn(tx, withdrawn);
      await this.standby.fill(tx, event, withdrawn);
      places += withdrawn.length;
    }
    return places;
  }
}
