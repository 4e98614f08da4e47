import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AssignmentPage, AssignmentQuerySchema } from '../contracts/assignments.js';
import type { Call } from '../contracts/people.js';
import { EventAccess } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { AssignmentsReader } from './assignments-reader.js';

@Injectable()
export class AssignmentListService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(AssignmentsReader) private readonly reader: AssignmentsReader,
  ) {}

  async page(
    principal: Principal,
    eventId: string,
    query: z.infer<typeof AssignmentQuerySchema>,
  ): Promise<AssignmentPage> {
    const { units } = await this.access.reach(principal, 'assignments.read', eventId);
    return this.reader.page(this.transactions.read, eventId, units, query);
  }

  /** Whoever calls asks for the number of this one person. @throws AppError `not_found`, `no_phone` */
  async call(principal: Principal, eventId: string, assignmentId: string): Promise<Call> {
    const { units } = await this.access.reach(principal, 'people.call', eventId);
    const { phone, ancestors } = await this.reader.phoneOf(this.transactions.read, eventId, assignmentId);
    if (units && !units.some((unit) => ancestors.includes(unit))) throw new AppError('not_found');
    if (phone === null) throw new AppError('no_phone');
    await this.transactions.note();
    return { phone };
  }
}
