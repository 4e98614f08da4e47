import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AssignmentPage, AssignmentQuerySchema } from '../contracts/assignments.js';
import type { Call } from '../contracts/people.js';
import { EventEntity } from '../events/index.js';
import { OrgUnitsRepository } from '../people/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { may, unitsOf } from '../platform/policy/policy.js';
import type { Action } from '../platform/policy/policy-table.js';
import type { Principal } from '../platform/policy/principal.js';
import { AssignmentsReader } from './assignments-reader.js';

@Injectable()
export class AssignmentListService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
    @Inject(AssignmentsReader) private readonly reader: AssignmentsReader,
  ) {}

  /**
   * Whose scope covers the event sees everybody in it; whose scope lies below the event's unit, a
   * commune's leader, sees the people of that scope.
   */
  async page(
    principal: Principal,
    eventId: string,
    query: z.infer<typeof AssignmentQuerySchema>,
  ): Promise<AssignmentPage> {
    const units = await this.reach(principal, 'assignments.read', eventId);
    return this.reader.page(this.transactions.read, eventId, units, query);
  }

  /** Whoever calls asks for the number of this one person. @throws AppError `not_found`, `no_phone` */
  async call(principal: Principal, eventId: string, assignmentId: string): Promise<Call> {
    const units = await this.reach(principal, 'people.call', eventId);
    const { phone, ancestors } = await this.reader.phoneOf(this.transactions.read, eventId, assignmentId);
    if (units && !units.some((unit) => ancestors.includes(unit))) throw new AppError('not_found');
    if (phone === null) throw new AppError('no_phone');
    await this.transactions.note();
    return { phone };
  }

  /** Below which units the event's people are within this principal's scope; null: all of them. */
  private async reach(principal: Principal, action: Action, eventId: string): Promise<string[] | null> {
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
