import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EventState } from '../contracts/events.js';
import type { Columns } from '../platform/database/columns.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Grant } from '../platform/policy/principal.js';
import { EventEntity } from './event.entity.js';

@Injectable()
export class EventsRepository {
  async insert(tx: Tx, event: Omit<Columns<EventEntity>, 'version'>): Promise<void> {
    await tx.manager.insert(EventEntity, event);
  }

  find(manager: EntityManager, id: string): Promise<EventEntity | null> {
    return manager.findOneBy(EventEntity, { id });
  }

  /** Events below and above the units of these roles, as far as a role is not for one event or campaign; newest first. */
  list(
    manager: EntityManager,
    grants: readonly Grant[],
    campaignId: string | null,
  ): Promise<Columns<EventEntity>[]> {
    return manager.query<Columns<EventEntity>[]>(
      `SELECT e.* FROM events e JOIN org_units o ON o.id = e.org_unit_id
       WHERE ($2::uuid IS NULL OR e.campaign_id = $2) AND EXISTS (
         SELECT FROM jsonb_to_recordset($1::jsonb) AS g ("orgUnitId" uuid, "eventId" uuid, "campaignId" uuid)
           JOIN org_units mine ON mine.id = g."orgUnitId"
         WHERE (mine.id = ANY (o.ancestors) OR o.id = ANY (mine.ancestors))
           AND (g."eventId" IS NULL OR g."eventId" = e.id)
           AND (g."campaignId" IS NULL OR g."campaignId" = e.campaign_id))
       ORDER BY e.starts_at DESC, e.id`,
      [JSON.stringify(grants), campaignId],
    );
  }

  async rename(tx: Tx, id: string, title: string): Promise<void> {
    await tx.manager.update(EventEntity, { id }, { title, version: () => 'version + 1' });
  }

  /** @returns false when the event was not in the state `from` any more */
  async changeState(tx: Tx, id: string, from: EventState, to: EventState): Promise<boolean> {
    const { affected } = await tx.manager.update(EventEntity, { id, state: from }, { state: to });
    return affected === 1;
  }

  async setWindow(tx: Tx, id: string, window: { startsAt: Date; endsAt: Date }): Promise<void> {
    await tx.manager.update(
      EventEntity,
      { id },
      { starts_at: window.startsAt, ends_at: window.endsAt, version: () => 'version + 1' },
    );
  }

  /** Events that are not closed, and are of this unit or one below it, or count people of these; in one order. */
  async goingOnOf(tx: Tx, orgUnitId: string): Promise<string[]> {
    const rows = await tx.manager.query<{ id: string }[]>(
      `WITH units AS (SELECT id FROM org_units WHERE ancestors @> ARRAY[$1::uuid])
       SELECT e.id FROM events e
       WHERE e.state <> 'closed' AND (e.org_unit_id IN (SELECT id FROM units) OR EXISTS (
         SELECT 1 FROM event_counts c WHERE c.event_id = e.id AND c.org_unit_id IN (SELECT id FROM units)))
       ORDER BY e.id`,
      [orgUnitId],
    );
    return rows.map((row) => row.id);
  }

  /** Who held a closed event stays written. */
  async giveOver(tx: Tx, fromUnitId: string, intoUnitId: string): Promise<void> {
    await tx.manager.query(
      `UPDATE events SET org_unit_id = $2 WHERE org_unit_id = $1 AND state <> 'closed'`,
      [fromUnitId, intoUnitId],
    );
  }
}
