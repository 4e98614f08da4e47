import { Inject, Injectable } from '@nestjs/common';
import { EventEntity } from '../events/index.js';
import { OrgUnitsRepository } from '../people/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { may, unitsOf } from '../platform/policy/policy.js';
import type { Action } from '../platform/policy/policy-table.js';
import type { Principal } from '../platform/policy/principal.js';

/** Whose places in an event lie within somebody's scope. */
@Injectable()
export class EventReach {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
  ) {}

  /**
   * Whose scope covers the event reaches everybody in it; whose scope lies below the event's unit, a
   * commune's leader, the people of that scope.
   * @returns the units below which the people are; null: all of them
   * @throws AppError `not_found`
   */
  async of(principal: Principal, action: Action, eventId: string): Promise<string[] | null> {
    const { read } = this.transactions;
    const event = await read.findOneBy(EventEntity, { id: eventId });
    if (!event) throw new AppError('not_found');
    const { ancestors } = await this.orgUnits.get(read, event.org_unit_id);
    const occasion = { eventId, campaignId: event.campaign_id };
    if (may(principal, action, { ancestors, ...occasion })) return null;
    const units = unitsOf(principal, action, occasion);
    if (!(await this.orgUnits.anyBelow(read, event.org_unit_id, units))) throw new AppError('not_found');
    return units;
  }
}
