import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Columns } from '../platform/database/columns.js';
import type { Tx } from '../platform/database/transactions.js';
import { CampaignEntity } from './campaign.entity.js';

/** A campaign with what its list shows beside its own columns. */
export interface CampaignRow extends Columns<CampaignEntity> {
  ancestors: string[];
  events: number;
}

@Injectable()
export class CampaignsRepository {
  async insert(tx: Tx, campaign: Columns<CampaignEntity>): Promise<void> {
    await tx.manager.insert(CampaignEntity, campaign);
  }

  async find(manager: EntityManager, id: string): Promise<CampaignRow | null> {
    const rows = await this.select(manager, 'c.id = $1', [id]);
    return rows[0] ?? null;
  }

  /** Campaigns at or below these units, and those that hold one of these events. */
  list(
    manager: EntityManager,
    units: readonly string[],
    eventIds: readonly string[],
  ): Promise<CampaignRow[]> {
    return this.select(
      manager,
      `o.ancestors && $1::uuid[]
       OR c.id IN (SELECT campaign_id FROM events WHERE id = ANY ($2::uuid[]))`,
      [units, eventIds],
    );
  }

  /** Lengthens a campaign, where that is needed, so that it holds these days. */
  async stretch(tx: Tx, id: string, days: { from: string; to: string }): Promise<void> {
    await tx.manager.query(
      `UPDATE campaigns SET starts_on = least(starts_on, $2::date), ends_on = greatest(ends_on, $3::date)
       WHERE id = $1 AND (starts_on > $2::date OR ends_on < $3::date)`,
      [id, days.from, days.to],
    );
  }

  private select(manager: EntityManager, where: string, parameters: unknown[]): Promise<CampaignRow[]> {
    return manager.query<CampaignRow[]>(
      `SELECT c.id, c.org_unit_id, c.title, c.theme, c.starts_on::text, c.ends_on::text, c.created_at, o.ancestors,
         (SELECT count(*)::int FROM events e WHERE e.campaign_id = c.id AND NOT e.simulated) AS events
       FROM campaigns c JOIN org_units o ON o.id = c.org_unit_id
       WHERE ${where}
       ORDER BY c.starts_on DESC, c.id`,
      parameters,
    );
  }
}
