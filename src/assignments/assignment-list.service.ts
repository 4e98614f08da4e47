import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Assignment, AssignmentQuerySchema } from '../contracts/assignments.js';
import type { Page } from '../contracts/common.js';
import { EventEntity } from '../events/index.js';
import { OrgUnitsRepository } from '../people/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { may, unitsOf } from '../platform/policy/policy.js';
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
  ): Promise<Page<Assignment>> {
    const { read } = this.transactions;
    const event = await read.findOneBy(EventEntity, { id: eventId });
    if (!event) throw new AppError('not_found');
    const { ancestors } = await this.orgUnits.get(read, event.org_unit_id);
    const occasion = { eventId, campaignId: event.campaign_id };
    if (may(principal, 'assignments.read', { ancestors, ...occasion })) {
      return this.reader.page(read, eventId, null, query);
    }
    const units = unitsOf(principal, 'assignments.read', occasion);
    if (!(await this.orgUnits.anyBelow(read, event.org_unit_id, units))) throw new AppError('not_found');
    return this.reader.page(read, eventId, units, query);
  }
}
