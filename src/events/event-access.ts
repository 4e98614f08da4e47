import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireScope } from '../platform/policy/policy.js';
import type { Action } from '../platform/policy/policy-table.js';
import type { Principal } from '../platform/policy/principal.js';
import { OrgUnitsRepository } from '../people/index.js';
import { EventEntity } from './event.entity.js';

/** Loads an event for somebody: the first two steps of every service that works on one. */
@Injectable()
export class EventAccess {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
  ) {}

  /** @throws AppError `not_found` when there is none, or none within this principal's scope */
  async require(principal: Principal, action: Action, eventId: string): Promise<EventEntity> {
    const event = await this.transactions.read.findOneBy(EventEntity, { id: eventId });
    if (!event) throw new AppError('not_found');
    const unit = await this.orgUnits.get(this.transactions.read, event.org_unit_id);
    requireScope(principal, action, { ancestors: unit.ancestors, eventId });
    return event;
  }
}
