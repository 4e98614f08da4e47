import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChangeCampaign } from '../contracts/campaigns.js';
import type { Columns } from '../platform/database/columns.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Grant } from '../platform/policy/principal.js';
import { CampaignEntity } from './campaign.entity.js';
import { IndicatorsRepository } from './indicators.repository.js';

/** A campaign with what its list shows beside its own columns. */
export interface CampaignRow extends Columns<CampaignEntity> {
  ancestors: string[];
  events: number;
}

@Injectable()
export class CampaignsRepository {
  constructor(@Inject(IndicatorsRepository) private readonly indicators: IndicatorsRepository) {}

  /** With the usual indicators. */
  async insert(tx: Tx, campaign: Omit<Columns<CampaignEntity>, 'version'>): Promise<void> {
    await tx.manager.insert(CampaignEntity, campaign);
    await this.indicators.insertUsual(tx, campaign.id);
  }

  async find(manager: EntityManager, id: string): Promise<CampaignRow | null> {
    const rows = await this.select(manager, 'c.id = $1', [id]);
    return rows[0] ?? null;
  }

  /** Campaigns below and above the units of these roles; of a role for one event or campaign, that one. */
  list(manager: EntityManager, grants: readonly Grant[]): Promise<CampaignRow[]> {
    return this.select(
      manager,
      `EXISTS (
         SELECT FROM jsonb_to_recordset($1::jsonb) AS g ("orgUnitId" uuid, "eventId" uuid, "campaignId" uuid)
           JOIN org_units mine ON mine.id = g."orgUnitId"
         WHERE (mine.id = ANY (o.ancestors) OR o.id = ANY (mine.ancestors))
           AND (g."campaignId" IS NULL OR g."campaignId" = c.id)
           AND (g."eventId" IS NULL
             OR EXISTS (SELECT FROM events e WHERE e.id = g."eventId" AND e.campaign_id = c.id)))`,
      [JSON.stringify(grants)],
    );
  }

  /** The next change of it waits until this transaction is over. */
  async lock(tx: Tx, id: string): Promise<void> {
    await tx.manager.query('SELECT 1 FROM campaigns WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  /** @returns false when these days do not hold all its events */
  async change(tx: Tx, id: string, wish: ChangeCampaign): Promise<boolean> {
    const [, changed] = await tx.manager.query<[unknown[], number]>(
      `UPDATE campaigns SET title = $2, theme = $3, starts_on = $4, ends_on = $5, version = version + 1
       WHERE id = $1 AND NOT EXISTS (
         SELECT FROM events e WHERE e.campaign_id = $1 AND NOT e.simulated AND (
           (e.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date < $4 OR (e.ends_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > $5))`,
      [id, wish.title, wish.theme, wish.startsOn, wish.endsOn],
    );
    return changed === 1;
  }

  /** Lengthens a campaign, where that is needed, so that it holds these days. */
  async stretch(tx: Tx, id: string, days: { from: string; to: string }): Promise<void> {
    await tx.manager.query(
      `UPDATE campaigns SET starts_on = least(starts_on, $2::date), ends_on = greatest(ends_on, $3::date),
         version = version + 1
       WHERE id = $1 AND (starts_on > $2::date OR ends_on < $3::date)`,
      [id, days.from, days.to],
    );
  }

  async giveOver(tx: Tx, fromUnitId: string, intoUnitId: string): Promise<void> {
    await tx.manager.query('UPDATE campaigns SET org_unit_id = $2 WHERE org_unit_id = $1', [
      fromUnitId,
      intoUnitId,
    ]);
  }

  private select(manager: EntityManager, where: string, parameters: unknown[]): Promise<CampaignRow[]> {
    return manager.query<CampaignRow[]>(
      `SELECT c.id, c.org_unit_id, c.title, c.theme, c.starts_on::text, c.ends_on::text, c.created_at, c.version, o.ancestors,
         (SELECT count(*)::int FROM events e WHERE e.campaign_id = c.id AND NOT e.simulated) AS events
       FROM campaigns c JOIN org_units o ON o.id = c.org_unit_id
       WHERE ${where}
       ORDER BY c.starts_on DESC, c.id`,
      parameters,
    );
  }
}
