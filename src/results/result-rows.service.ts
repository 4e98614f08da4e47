import { Inject, Injectable } from '@nestjs/common';
import type { ResultRowPage, ResultRowQuery } from '../contracts/results.js';
import { EventFactsReader, scopeOf } from '../events/index.js';
import { Reaches } from '../participation/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { may, unitsOf } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { ResultRowsRepository } from './result-rows.repository.js';

@Injectable()
export class ResultRowsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventFactsReader) private readonly facts: EventFactsReader,
    @Inject(Reaches) private readonly reaches: Reaches,
    @Inject(ResultRowsRepository) private readonly rows: ResultRowsRepository,
  ) {}

  /** With names for who may read people: of the whole event, or of the own units and sites. */
  async page(principal: Principal, eventId: string, query: ResultRowQuery): Promise<ResultRowPage> {
    const event = await this.facts.get(eventId);
    const reach = await this.reaches.of(principal, 'results.read', event);
    const scope = scopeOf(event);
    const named =
      reach === null
        ? may(principal, 'people.read', scope)
        : unitsOf(principal, 'people.read', scope).length > 0;
    return this.rows.page(this.transactions.read, eventId, query, reach, named);
  }
}
