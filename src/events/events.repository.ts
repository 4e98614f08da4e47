import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EventState } from '../contracts/events.js';
import type { Columns } from '../platform/database/columns.js';
import type { Tx } from '../platform/database/transactions.js';
import { EventEntity } from './event.entity.js';

/** An event and the line of units it lies below. */
export interface ScopedEvent extends Columns<EventEntity> {
  ancestors: string[];
}

@Injectable()
export class EventsRepository {
  async insert(tx: Tx, event: Columns<EventEntity>): Promise<void> {
    await tx.manager.insert(EventEntity, event);
  }

  find(manager: EntityManager, id: string): Promise<EventEntity | null> {
    return manager.findOneBy(EventEntity, { id });
  }

  /** Events at or below these units and these single events, newest first. */
  list(
    manager: EntityManager,
    by: { units: readonly string[]; eventIds: readonly string[]; campaignId: string | null },
  ): Promise<ScopedEvent[]> {
    return manager.query<ScopedEvent[]>(
      `SELECT e.*, o.ancestors
       FROM events e JOIN org_units o ON o.id = e.org_unit_id
       WHERE (o.ancestors && $1::uuid[] OR e.id = ANY ($2::uuid[])) AND ($3::uuid IS NULL OR e.campaign_id = $3)
       ORDER BY e.starts_at DESC, e.id`,
      [by.units, by.eventIds, by.campaignId],
    );
  }

  async rename(tx: Tx, id: string, title: string): Promise<void> {
    await tx.manager.update(EventEntity, { id }, { title });
  }

  /** @returns false when the event was not in the state `from` any more */
  async changeState(tx: Tx, id: string, from: EventState, to: EventState): Promise<boolean> {
    const { affected } = await tx.manager.update(EventEntity, { id, state: from }, { state: to });
    return affected === 1;
  }

  async setWindow(tx: Tx, id: string, window: { startsAt: Date; endsAt: Date }): Promise<void> {
    await tx.manager.update(EventEntity, { id }, { starts_at: window.startsAt, ends_at: window.endsAt });
  }
}
