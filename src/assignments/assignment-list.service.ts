import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AssignmentPage, AssignmentQuerySchema } from '../contracts/assignments.js';
import type { Call } from '../contracts/people.js';
<<<<<<< ours
import { EventAccess } from '../events/index.js';
=======
>>>>>>> theirs
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { AssignmentsReader } from './assignments-reader.js';
import { EventReach } from './event-reach.js';

@Injectable()
export class AssignmentListService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
<<<<<<< ours
    @Inject(EventAccess) private readonly access: EventAccess,
=======
    @Inject(EventReach) private readonly reach: EventReach,
>>>>>>> theirs
    @Inject(AssignmentsReader) private readonly reader: AssignmentsReader,
  ) {}

  async page(
    principal: Principal,
    eventId: string,
    query: z.infer<typeof AssignmentQuerySchema>,
  ): Promise<AssignmentPage> {
<<<<<<< ours
    const { units } = await this.access.reach(principal, 'assignments.read', eventId);
=======
    const units = await this.reach.of(principal, 'assignments.read', eventId);
>>>>>>> theirs
    return this.reader.page(this.transactions.read, eventId, units, query);
  }

  /** Whoever calls asks for the number of this one person. @throws AppError `not_found`, `no_phone` */
  async call(principal: Principal, eventId: string, assignmentId: string): Promise<Call> {
<<<<<<< ours
    const { units } = await this.access.reach(principal, 'people.call', eventId);
=======
    const units = await this.reach.of(principal, 'people.call', eventId);
>>>>>>> theirs
    const { phone, ancestors } = await this.reader.phoneOf(this.transactions.read, eventId, assignmentId);
    if (units && !units.some((unit) => ancestors.includes(unit))) throw new AppError('not_found');
    if (phone === null) throw new AppError('no_phone');
    await this.transactions.note();
    return { phone };
  }
}
