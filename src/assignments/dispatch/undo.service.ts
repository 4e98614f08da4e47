import { Inject, Injectable } from '@nestjs/common';
import type { ActUndone } from '../../contracts/dispatch.js';
import { EventAccess, EventChanges } from '../../events/index.js';
import { Clock } from '../../kernel/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Principal } from '../../platform/policy/principal.js';
import { AssignmentEffects } from '../assignment-effects.js';
import { AssignmentsRepository } from '../assignments.repository.js';
import { undoing } from '../domain/undo.js';
import { ActsRepository } from './acts.repository.js';

/** An offer that stands again may be answered at least so long. */
const ANSWER_MS = 15 * 60_000;

/** Takes an act back, as far as nobody has answered it. */
@Injectable()
export class UndoService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
    @Inject(ActsRepository) private readonly acts: ActsRepository,
  ) {}

  /**
   * Whose place has gone on meanwhile keeps it: who has accepted, who is present, who was given another.
   * @throws AppError `not_found`, `event_closed`, `wrong_state` when it was undone before
   */
  async undo(principal: Principal, eventId: string, actId: string): Promise<ActUndone> {
    const { units } = await this.access.reach(principal, 'assignments.tend', eventId);
    const { read } = this.transactions;
    const act = await this.acts.get(read, eventId, actId);
    // A leader takes back what a leader may do, of the own people.
    if (act.kind !== 'no_show') await this.access.require(principal, 'assignments.change', eventId);
    if (units && !(await this.acts.isWithin(read, act, units))) throw new AppError('not_found');
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raiseUnlessClosed(tx, eventId);
      if (!(await this.acts.markUndone(tx, actId, now))) throw new AppError('wrong_state');
      const { withdraw, offerAgain, restore } = undoing(act.steps);
      const people = await this.acts.lockPeopleOf(
        tx,
        act.steps.map(({ id }) => id),
      );

      const unanswered = this.acts.unanswered(withdraw, act);
      const withdrawn = await this.assignments.step(tx, 'withdraw', unanswered, now);
      const free = (ids: readonly string[]) => this.acts.untouchedAndFree(ids, act);
      const again = await this.assignments.step(tx, 'offerAgain', free(offerAgain), now);
      const restored = await this.assignments.step(tx, 'restore', free(restore), now);
      const until = new Date(now.getTime() + ANSWER_MS);
      await this.acts.prolong(
        tx,
        again.map(({ id }) => id),
        until,
      );
      await this.effects.count(tx, event, [...withdrawn, ...again, ...restored]);
      await this.effects.tellWithdrawn(tx, withdrawn);
      await this.effects.tellOffered(tx, again, until);
      // Who was only called a no-show has heard nothing of it.
      await this.effects.tellRestored(
        tx,
        restored.filter(({ from }) => from !== 'no_show'),
      );
      // Whoever was sent from one place to another has two of them.
      const undone = new Set([...withdrawn, ...again, ...restored].map((row) => row.person_id)).size;
      if (undone > 0) await this.changes.record(tx, event, [{ kind: 'undone', count: undone }]);
      return { undone, kept: people - undone };
    });
  }
}
