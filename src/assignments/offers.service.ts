import { Inject, Injectable } from '@nestjs/common';
import type { AnswerOffer, Assignment, MyAssignment } from '../contracts/assignments.js';
import { EventAccess, EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireVolunteer } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { AcceptQueue } from './accept-queue.js';
import { AssignmentEffects } from './assignment-effects.js';
import { AssignmentEntity } from './assignment.entity.js';
import { AssignmentsReader } from './assignments-reader.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { StandbyService } from './standby.service.js';

/** What people answer to offers, and what the organiser takes back. */
@Injectable()
export class OffersService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentsReader) private readonly reader: AssignmentsReader,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
    @Inject(AcceptQueue) private readonly accepting: AcceptQueue,
    @Inject(StandbyService) private readonly standby: StandbyService,
  ) {}

  async mine(principal: Principal): Promise<MyAssignment[]> {
    const me = requireVolunteer(principal);
    return this.reader.mine(this.transactions.read, me.id);
  }

  /**
   * The same answer again is the same answer. @throws AppError `offer_gone` when the offer has run
   * out, was withdrawn or answered otherwise; `not_found` for somebody else's
   */
  async answer(principal: Principal, id: string, { answer, reason }: AnswerOffer): Promise<MyAssignment> {
    const me = requireVolunteer(principal);
    const offer = await this.transactions.read.findOneBy(AssignmentEntity, { id, person_id: me.id });
    if (!offer) throw new AppError('not_found');
    if (answer === 'accept') await this.accept(offer);
    else await this.decline(offer, reason ?? null);
    const [mine] = await this.reader.mine(this.transactions.read, me.id, id);
    if (!mine) throw new AppError('not_found');
    return mine;
  }

  async withdraw(principal: Principal, eventId: string, id: string): Promise<Assignment> {
    await this.access.require(principal, 'assignments.change', eventId);
    await this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, eventId);
      const filter = { where: 'a.id = $5 AND a.event_id = $6', values: [id, eventId] };
      const withdrawn = await this.assignments.step(tx, 'withdraw', filter, this.clock.now());
      if (withdrawn.length === 0) {
        const found = await tx.manager.findOneBy(AssignmentEntity, { id, event_id: eventId });
        if (!found) throw new AppError('not_found');
        if (found.state !== 'withdrawn') throw new AppError('wrong_state');
        return;
      }
      await this.effects.count(tx, event, withdrawn);
      await this.effects.tellWithdrawn(tx, withdrawn);
      await this.standby.fill(tx, event, withdrawn);
    });
    return this.reader.one(this.transactions.read, eventId, id);
  }

  private async accept(offer: AssignmentEntity): Promise<void> {
    if (offer.state === 'accepted') return;
    if (await this.accepting.accept(offer.event_id, offer.id)) return;
    await this.requireState(this.transactions.read, offer.id, ['accepted', 'checked_in', 'completed']);
  }

  private async decline(offer: AssignmentEntity, reason: string | null): Promise<void> {
    if (offer.state === 'declined') return;
    await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raise(tx, offer.event_id);
      const filter = {
        where: `a.id = $5 AND (a.state = 'accepted' OR a.deadline_at > $6) AND $7 <> 'closed'`,
        values: [offer.id, now, event.state],
      };
      const declined = await this.assignments.step(tx, 'decline', filter, now, reason);
      if (declined.length === 0) return this.requireState(tx.manager, offer.id, ['declined']);
      await this.effects.count(tx, event, declined);
      await this.changes.record(tx, event, [{ kind: 'declined', count: 1, siteId: offer.site_id }]);
      await this.standby.fill(tx, event, declined);
    });
  }

  /** An answer that changed nothing is fine only when it was given before. */
  private async requireState(
    manager: typeof this.transactions.read,
    id: string,
    states: readonly AssignmentEntity['state'][],
  ): Promise<void> {
    const now = await manager.findOneBy(AssignmentEntity, { id });
    if (!now || !states.includes(now.state)) throw new AppError('offer_gone');
  }
}
