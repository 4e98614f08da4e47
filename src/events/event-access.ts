import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { may, reachesUp, unitsOf } from '../platform/policy/policy.js';
import type { Action } from '../platform/policy/policy-table.js';
import type { Principal } from '../platform/policy/principal.js';
import { OrgUnitsRepository } from '../people/index.js';
import { EventEntity } from './event.entity.js';

/** An event, and how much of it. */
export interface Reach {
  event: EventEntity;
  units: string[] | null;
}

/**
 * Loads an event for somebody: the first two steps of every service that works on one. What the policy
 * gives to who has a role further down, it gives here too.
 */
@Injectable()
export class EventAccess {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
  ) {}

  /** @throws AppError `not_found` when there is none, or none within this principal's scope */
  async require(principal: Principal, action: Action, eventId: string): Promise<EventEntity> {
    return (await this.reach(principal, action, eventId)).event;
  }

  /**
   * As `require`, and below which units the event's people are within this principal's scope; null: all of
   * them, for the scope covers the event.
   */
  async reach(principal: Principal, action: Action, eventId: string): Promise<Reach> {
    const event = await this.transactions.read.findOneBy(EventEntity, { id: eventId });
    if (!event) throw new AppError('not_found');
    const unit = await this.orgUnits.get(this.transactions.read, event.org_unit_id);
    const occasion = { eventId, campaignId: event.campaign_id };
    if (may(principal, action, { ancestors: unit.ancestors, ...occasion })) return { event, units: null };
    const units = reachesUp(action) ? unitsOf(principal, action, occasion) : [];
    if (!(await this.orgUnits.anyBelow(this.transactions.read, unit.id, units)))
      throw new AppError('not_found');
    return { event, units };
  }
}
