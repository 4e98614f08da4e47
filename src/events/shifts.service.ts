import { Inject, Injectable } from '@nestjs/common';
import type { ChangeDemand, ChangeShift, CreateShift, SetDemand, Shift } from '../contracts/events.js';
import { newId } from '../kernel/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireNewest } from '../platform/errors/stale-edit.js';
import type { Principal } from '../platform/policy/principal.js';
import { DemandsRepository } from './demands.repository.js';
import { isWithin, type Window } from './domain/window.js';
import { EventAccess } from './event-access.js';
import { EventChanges } from './event-changes.js';
import { EventsRepository } from './events.repository.js';
import { type ShiftWithDemand, ShiftsRepository } from './shifts.repository.js';
import { SitesRepository } from './sites.repository.js';

@Injectable()
export class ShiftsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(EventsRepository) private readonly events: EventsRepository,
    @Inject(SitesRepository) private readonly sites: SitesRepository,
    @Inject(ShiftsRepository) private readonly shifts: ShiftsRepository,
    @Inject(DemandsRepository) private readonly demands: DemandsRepository,
  ) {}

  async list(principal: Principal, eventId: string): Promise<Shift[]> {
    await this.access.require(principal, 'events.read', eventId);
    const rows = await this.shifts.list(this.transactions.read, eventId);
    return rows.map(shiftView);
  }

  async create(principal: Principal, eventId: string, wish: CreateShift): Promise<Shift> {
    await this.access.require(principal, 'events.change', eventId);
    const window = { startsAt: new Date(wish.startsAt), endsAt: new Date(wish.endsAt) };
    const shift = {
      id: newId(),
      event_id: eventId,
      site_id: wish.siteId,
      title: wish.title,
      starts_at: window.startsAt,
      ends_at: window.endsAt,
      minimum_age: wish.minimumAge,
    };
    await this.transactions.run(async (tx) => {
      await this.changes.raiseUnlessClosed(tx, eventId);
      await this.requireWithin(tx, eventId, window);
      if (!(await this.sites.find(tx.manager, eventId, wish.siteId))) throw new AppError('unknown_site');
      await this.shifts.insertMany(tx, [shift]);
    });
    return shiftView({ ...shift, version: 1, demand: [] });
  }

  /** @throws AppError `stale_edit`, `shift_in_use` */
  async change(principal: Principal, eventId: string, shiftId: string, wish: ChangeShift): Promise<Shift> {
    await this.access.require(principal, 'events.change', eventId);
    const window = { startsAt: new Date(wish.startsAt), endsAt: new Date(wish.endsAt) };
    return this.transactions.run(async (tx) => {
      await this.changes.raiseUnlessClosed(tx, eventId);
      const shift = await this.require(tx, eventId, shiftId);
      requireNewest(shiftView(shift), wish);
      await this.requireWithin(tx, eventId, window);
      await this.shifts.change(tx, {
        ...shift,
        title: wish.title,
        starts_at: window.startsAt,
        ends_at: window.endsAt,
        minimum_age: wish.minimumAge,
      });
      return shiftView(await this.require(tx, eventId, shiftId));
    });
  }

  /** @throws AppError `shift_in_use` while it has people */
  async remove(principal: Principal, eventId: string, shiftId: string): Promise<void> {
    await this.access.require(principal, 'events.change', eventId);
    await this.transactions.run(async (tx) => {
      await this.changes.raiseUnlessClosed(tx, eventId);
      if (!(await this.shifts.delete(tx, eventId, shiftId))) throw new AppError('not_found');
    });
  }

  /** One row of it, told on the board. @throws AppError `stale_edit`, `event_closed`, `not_found` */
  async changeDemand(
    principal: Principal,
    eventId: string,
    shiftId: string,
    wish: ChangeDemand,
  ): Promise<Shift> {
    await this.access.require(principal, 'events.change', eventId);
    return this.transactions.run(async (tx) => {
      const event = await this.changes.raiseUnlessClosed(tx, eventId);
      const shift = await this.require(tx, eventId, shiftId);
      requireNewest(shiftView(shift), wish);
      const { to } = wish;
      const from = shift.demand.find((row) => row.skill === to.skill);
      if (!from) throw new AppError('not_found');
      await this.shifts.raiseVersions(tx, [shiftId]);
      await this.demands.insertMany(tx, [{ ...to, shift_id: shiftId, skill: to.skill ?? '' }]);
      if (from.target !== to.target) {
        await this.changes.record(tx, event, [
          {
            kind: 'demand_changed',
            count: to.target,
            siteId: shift.site_id,
            detail: `${from.target} → ${to.target}`,
          },
        ]);
      }
      return shiftView(await this.require(tx, eventId, shiftId));
    });
  }

  /** These rows are the whole demand of the shift from now on. @throws AppError `stale_edit` */
  async setDemand(principal: Principal, eventId: string, shiftId: string, wish: SetDemand): Promise<Shift> {
    await this.access.require(principal, 'events.change', eventId);
    return this.transactions.run(async (tx) => {
      await this.changes.raiseUnlessClosed(tx, eventId);
      requireNewest(shiftView(await this.require(tx, eventId, shiftId)), wish);
      await this.shifts.raiseVersions(tx, [shiftId]);
      await this.demands.replace(
        tx,
        shiftId,
        wish.demand.map((row) => ({ ...row, shift_id: shiftId, skill: row.skill ?? '' })),
      );
      return shiftView(await this.require(tx, eventId, shiftId));
    });
  }

  private async require(tx: Tx, eventId: string, shiftId: string): Promise<ShiftWithDemand> {
    const shift = await this.shifts.find(tx.manager, eventId, shiftId);
    if (!shift) throw new AppError('not_found');
    return shift;
  }

  /** Asked under the event's lock: it may just have moved. */
  private async requireWithin(tx: Tx, eventId: string, window: Window): Promise<void> {
    const event = await this.events.find(tx.manager, eventId);
    if (!event) throw new AppError('not_found');
    if (!isWithin(window, { startsAt: event.starts_at, endsAt: event.ends_at })) {
      throw new AppError('outside_event_window');
    }
  }
}

function shiftView(shift: ShiftWithDemand): Shift {
  return {
    id: shift.id,
    eventId: shift.event_id,
    siteId: shift.site_id,
    title: shift.title,
    startsAt: shift.starts_at.toISOString(),
    endsAt: shift.ends_at.toISOString(),
    minimumAge: shift.minimum_age,
    demand: shift.demand,
    version: shift.version,
  };
}
