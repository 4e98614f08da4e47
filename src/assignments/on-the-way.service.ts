import { Inject, Injectable } from '@nestjs/common';
import type { AssignmentState, MyAssignment } from '../contracts/assignments.js';
import { EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireVolunteer } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { AssignmentEntity } from './assignment.entity.js';
import { AssignmentsReader } from './assignments-reader.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { GatheredWords } from './gathered-words.js';

const CAME: readonly AssignmentState[] = ['checked_in', 'completed'];

/** "I'm on the way", said from the phone between yes and here; a check-in asks nothing of it. */
@Injectable()
export class OnTheWayService extends GatheredWords {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentsReader) private readonly reader: AssignmentsReader,
  ) {
    super();
  }

  /** Said again it is the same word. @throws AppError `offer_gone` when the place is not one's own any more */
  async setOut(principal: Principal, id: string): Promise<MyAssignment> {
    const mine = await this.own(principal, id);
    if (mine.state === 'accepted' && mine.on_the_way_at === null) await this.take(mine.event_id, id);
    return this.answer(mine);
  }

  /** "Not yet, after all." @throws AppError `offer_gone` */
  async turnBack(principal: Principal, id: string): Promise<MyAssignment> {
    const mine = await this.own(principal, id);
    await this.transactions.run(async (tx) => {
      await this.changes.raiseRevision(tx, mine.event_id);
      await this.assignments.turnBack(tx, id);
    });
    return this.answer(mine);
  }

  protected takeAll(eventId: string, ids: readonly string[]): Promise<Set<string>> {
    return this.transactions.run(async (tx) => {
      // No check-in is decided by this: those under way need not be decided anew while thousands set out.
      const event = await this.changes.raiseRevision(tx, eventId);
      if (event.state === 'closed') return new Set();
      const left = await this.assignments.setOut(tx, ids, this.clock.now());
      await this.changes.recordAtSites(tx, event, 'on_the_way', left);
      return new Set(left.map((row) => row.id));
    });
  }

  private async own(principal: Principal, id: string): Promise<AssignmentEntity> {
    const { id: personId } = requireVolunteer(principal);
    const mine = await this.transactions.read.findOneBy(AssignmentEntity, { id, person_id: personId });
    if (!mine) throw new AppError('not_found');
    return mine;
  }

  private async answer({ id, person_id: personId }: AssignmentEntity): Promise<MyAssignment> {
    const [now] = await this.reader.mine(this.transactions.read, personId, id);
    if (now?.state !== 'accepted' && !(now && CAME.includes(now.state))) throw new AppError('offer_gone');
    return now;
  }
}
