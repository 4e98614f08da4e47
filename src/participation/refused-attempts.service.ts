import { Inject, Injectable } from '@nestjs/common';
import type { RefusedAttempts, RefusedQuery } from '../contracts/participation.js';
import { EventFactsReader } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Principal } from '../platform/policy/principal.js';
import { RefusedAttemptsRepository } from './refused-attempts.repository.js';

/** What was tried at the gates and refused: when, where, why, and by which gate. Newest first. */
@Injectable()
export class RefusedAttemptsService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(RefusedAttemptsRepository) private readonly attempts: RefusedAttemptsRepository,
  ) {}

  async page(principal: Principal, eventId: string, query: RefusedQuery): Promise<RefusedAttempts> {
    await this.events.require(principal, 'check_ins.read', eventId);
    return this.attempts.page(this.transactions.read, eventId, query);
  }
}
