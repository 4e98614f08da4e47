import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type OrgUnitDependant, OrgUnitDependants } from '../people/index.js';
import type { Tx } from '../platform/database/transactions.js';
import { EventChanges } from './event-changes.js';
import { EventFactsReader } from './event-facts.js';
import { EventsRepository } from './events.repository.js';

/**
 * What a merge of units means to events. The leaves of the counts stay with the unit of that day. Events
 * that go on show them under the successor from the next revision on, and are its own; closed ones stay as they are.
 */
@Injectable()
export class UnitEvents implements OrgUnitDependant, OnModuleInit {
  constructor(
    @Inject(OrgUnitDependants) private readonly dependants: OrgUnitDependants,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(EventFactsReader) private readonly facts: EventFactsReader,
    @Inject(EventsRepository) private readonly events: EventsRepository,
  ) {}

  onModuleInit(): void {
    this.dependants.register(this);
  }

  async merge(tx: Tx, fromId: string, intoId: string): Promise<void> {
    for (const id of await this.events.goingOnOf(tx, fromId)) await this.changes.raise(tx, id);
    await this.events.giveOver(tx, fromId, intoId);
    tx.afterCommit(() => this.facts.forget());
  }
}
