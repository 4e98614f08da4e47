import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Indicator, Indicators } from '../contracts/results.js';
import { newId } from '../kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { USUAL_INDICATORS } from './domain/usual-indicators.js';
import { IndicatorEntity } from './indicator.entity.js';

@Injectable()
export class IndicatorsRepository {
  /** A new campaign counts the usual things. */
  async insertUsual(tx: Tx, campaignId: string): Promise<void> {
    const rows = USUAL_INDICATORS.map((one, place) => toRow(campaignId, { id: newId(), ...one }, place, 1));
    await tx.manager.insert(IndicatorEntity, rows);
  }

  /** In their order, those that are switched off too. */
  async of(manager: EntityManager, campaignId: string): Promise<Indicators> {
    const rows = await manager.find(IndicatorEntity, {
      where: { campaign_id: campaignId },
      order: { position: 'ASC', id: 'ASC' },
    });
    return {
      campaignId,
      rev: rows.reduce((rev, row) => Math.max(rev, Number(row.rev)), 0),
      indicators: rows.map(present),
    };
  }

  /** Whoever changes the list of a campaign does so one after the other. */
  async lock(tx: Tx, campaignId: string): Promise<void> {
    await tx.manager.query('SELECT FROM campaigns WHERE id = $1 FOR UPDATE', [campaignId]);
  }

  async save(tx: Tx, campaignId: string, rev: number, indicators: readonly Indicator[]): Promise<void> {
    if (indicators.length === 0) return;
    await tx.manager.upsert(
      IndicatorEntity,
      indicators.map((one, place) => toRow(campaignId, one, place, rev)),
      ['id'],
    );
  }

  /** Whether an indicator of another campaign has one of these ids. */
  async anyElsewhere(tx: Tx, campaignId: string, ids: readonly string[]): Promise<boolean> {
    const rows = await tx.manager.query<unknown[]>(
      'SELECT 1 FROM indicators WHERE id = ANY ($1::uuid[]) AND campaign_id <> $2 LIMIT 1',
      [ids, campaignId],
    );
    return rows.length > 0;
  }
}

function toRow(campaignId: string, one: Indicator, position: number, rev: number) {
  return {
    id: one.id,
    campaign_id: campaignId,
    code: one.code,
    name_vi: one.name.vi,
    name_en: one.name.en,
    unit_vi: one.unit.vi,
    unit_en: one.unit.en,
    counts: one.counts,
    needs_photo: one.needsPhoto,
    on_phone: one.onPhone,
    active: one.active,
    target: one.target,
    most: one.most,
    position,
    rev: String(rev),
  };
}

function present(row: IndicatorEntity): Indicator {
  return {
    id: row.id,
    code: row.code,
    name: { vi: row.name_vi, en: row.name_en },
    unit: { vi: row.unit_vi, en: row.unit_en },
    counts: row.counts,
    needsPhoto: row.needs_photo,
    onPhone: row.on_phone,
    active: row.active,
    target: row.target,
    most: row.most,
  };
}
