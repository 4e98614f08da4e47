import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '../campaigns/index.js';
import type { Event, MoveEvent } from '../contracts/events.js';
import { Inbox } from '../people/index.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireNewest } from '../platform/errors/stale-edit.js';
import type { Principal } from '../platform/policy/principal.js';
import { movedLetter } from './domain/moved-letter.js';
import { daysOf, moveTo } from './domain/window.js';
import { EventAccess } from './event-access.js';
import { EventChanges, type RaisedEvent } from './event-changes.js';
import { EventDependants } from './event-dependants.js';
import { eventView } from './event-view.js';
import { EventsRepository } from './events.repository.js';
import { RegistrationsRepository } from './registrations.repository.js';
import { ShiftsRepository } from './shifts.repository.js';

export interface MovedEvent {
  event: Event;
  movedShifts: number;
  toldPeople: number;
}

/** Moves an event and everything that hangs on its time, in one transaction, and tells those concerned. */
@Injectable()
export class MoveEventService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(Inbox) private readonly inbox: Inbox,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(EventDependants) private readonly dependants: EventDependants,
    @Inject(EventsRepository) private readonly events: EventsRepository,
    @Inject(ShiftsRepository) private readonly shifts: ShiftsRepository,
    @Inject(RegistrationsRepository) private readonly registrations: RegistrationsRepository,
  ) {}

  /** @throws AppError `stale_edit` */
  async move(principal: Principal, id: string, wish: MoveEvent): Promise<MovedEvent> {
    const startsAt = new Date(wish.startsAt);
    await this.access.require(principal, 'events.change', id);
    return this.transactions.run(async (tx) => {
      const raised = await this.changes.raiseUnlessClosed(tx, id);
      // Read under the lock just taken: two moves at once must add up, not overwrite each other.
      const event = await this.events.find(tx.manager, id);
      if (!event) throw new AppError('not_found');
      requireNewest(eventView(event), wish);
      const before = { startsAt: event.starts_at, endsAt: event.ends_at };
      const { byMs, window: after } = moveTo(before, startsAt);
      if (byMs === 0) return { event: eventView(event), movedShifts: 0, toldPeople: 0 };

      await this.events.setWindow(tx, id, after);
      if (!event.simulated) await this.campaigns.stretch(tx, event.campaign_id, daysOf(after));
      const movedShifts = await this.shifts.moveAll(tx, id, byMs);
      const concerned = await this.concerned(tx, raised, byMs);
      const text = movedLetter(event.title, before, after);
      await this.inbox.deliver(
        tx,
        concerned.map((personId) => ({
          personId,
          kind: 'event_moved',
          eventId: id,
          assignmentId: null,
          text,
        })),
      );
      await this.changes.record(tx, raised, [
        { kind: 'event_moved', count: concerned.length, detail: startsAt.toISOString() },
      ]);
      event.starts_at = after.startsAt;
      event.ends_at = after.endsAt;
      event.version += 1;
      return { event: eventView(event), movedShifts, toldPeople: concerned.length };
    });
  }

  /** Whose assignment stands; before anything is assigned, everybody who was told of the event at all. */
  private async concerned(tx: Tx, event: RaisedEvent, byMs: number): Promise<string[]> {
    const assigned = await this.dependants.move(tx, event, byMs);
    if (assigned.length > 0 || event.state === 'draft') return assigned;
    return this.registrations.personIds(tx.manager, event.id);
  }
}
