import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IndicatorCounts, ResultRefusal } from '../contracts/results.js';
import type { Reach } from '../participation/index.js';
import { ALONE } from './result-totals.js';
import { STANDS, within } from './standing.js';

export interface IndicatorRow {
  id: string;
  code: string;
  name: { vi: string; en: string };
  unit: { vi: string; en: string };
  counts: IndicatorCounts;
  active: boolean;
  needsPhoto: boolean;
  target: number | null;
  /** Of all the campaign's events; of a rehearsal, of itself. */
  amount: number;
  people: number;
  alone: boolean;
}
export interface Leaf {
  communeId: string;
  indicatorId: string;
  amount: number;
  people: number;
}
export interface HourLeaf {
  hour: Date;
  indicatorId: string;
  amount: number;
  people: number;
}

/** Reports of the event $1 that count; of one's own units' people and sites where a reach is given. */
const standing = (reach: Reach): string => `
  FROM results r JOIN sites s ON s.id = r.site_id${reach === null ? '' : ' JOIN org_units o ON o.id = r.org_unit_id'}
  WHERE r.event_id = $1 AND ${STANDS} AND ${within(reach).sql}`;

/** What an event has achieved, for the page of its results. */
@Injectable()
export class EventResultsRepository {
  async event(manager: EntityManager, eventId: string): Promise<{ rev: number; campaignId: string } | null> {
    const rows = await manager.query<{ rev: string; campaignId: string }[]>(
      'SELECT rev, campaign_id AS "campaignId" FROM events WHERE id = $1',
      [eventId],
    );
    return rows[0] ? { ...rows[0], rev: Number(rows[0].rev) } : null;
  }

  /** Those in use, and those that were reported before they were switched off. */
  indicators(manager: EntityManager, eventId: string): Promise<IndicatorRow[]> {
    return manager.query<IndicatorRow[]>(
      `WITH e AS (SELECT id, campaign_id, simulated, rehearsal_of FROM events WHERE id = $1),
       siblings AS (
         SELECT o.id FROM e JOIN events o ON o.campaign_id = e.campaign_id AND NOT o.simulated AND NOT e.simulated
         UNION SELECT id FROM e
       )
       SELECT i.id, i.code, json_build_object('vi', i.name_vi, 'en', i.name_en) AS name,
         json_build_object('vi', i.unit_vi, 'en', i.unit_en) AS unit, i.counts, i.active,
         i.needs_photo AS "needsPhoto", i.target, coalesce(c.amount, 0) AS amount, coalesce(c.people, 0) AS people,
         ${ALONE} AS alone
       FROM e JOIN indicators i ON i.campaign_id = e.campaign_id
       LEFT JOIN LATERAL (
         SELECT sum(amount)::int AS amount, sum(people)::int AS people FROM result_counts
         WHERE indicator_id = i.id AND event_id IN (SELECT id FROM siblings)) c ON true
       WHERE i.active OR EXISTS (SELECT FROM result_counts x WHERE x.event_id = e.id AND x.indicator_id = i.id)
       ORDER BY i.position, i.id`,
      [eventId],
    );
  }

  /** Of the whole event as the counters say; of one's own units from the ledger. */
  leaves(manager: EntityManager, eventId: string, reach: Reach): Promise<Leaf[]> {
    const what = `s.commune_id AS "communeId", r.indicator_id AS "indicatorId", sum(r.amount)::int AS amount,
      sum(r.people)::int AS people`;
    const from =
      reach === null
        ? 'FROM result_counts r JOIN sites s ON s.id = r.site_id WHERE r.event_id = $1'
        : standing(reach);
    return manager.query<Leaf[]>(`SELECT ${what} ${from} GROUP BY 1, 2`, [eventId, ...within(reach).values]);
  }

  hours(manager: EntityManager, eventId: string, reach: Reach): Promise<HourLeaf[]> {
    return manager.query<HourLeaf[]>(
      `SELECT date_trunc('hour', r.recorded_at) AS hour, r.indicator_id AS "indicatorId", sum(r.amount)::int AS amount,
         sum(r.people)::int AS people ${standing(reach)} GROUP BY 1, 2 ORDER BY 1`,
      [eventId, ...within(reach).values],
    );
  }

  /** The event's communes by name, with how many have reported there. */
  communes(
    manager: EntityManager,
    eventId: string,
    reach: Reach,
  ): Promise<{ communeId: string; name: string; reporters: number }[]> {
    return manager.query<{ communeId: string; name: string; reporters: number }[]>(
      `WITH told AS (
         SELECT s.commune_id, count(DISTINCT r.person_id)::int AS n ${standing(reach)} GROUP BY 1
       )
       SELECT c.id AS "communeId", coalesce(n.full_name, c.id) AS name, coalesce(t.n, 0) AS reporters
       FROM (SELECT DISTINCT commune_id AS id FROM sites WHERE event_id = $1) c
       LEFT JOIN told t ON t.commune_id = c.id
       LEFT JOIN LATERAL (
         SELECT name, full_name FROM administrative_unit_names WHERE unit_id = c.id
         ORDER BY valid_from DESC LIMIT 1) n ON true
       ${reach === null ? '' : 'WHERE c.id = ANY ($3::text[]) OR t.n > 0'}
       ORDER BY n.name COLLATE "vi-x-icu", n.full_name COLLATE "vi-x-icu", c.id`,
      [eventId, ...within(reach).values],
    );
  }

  refused(manager: EntityManager, eventId: string): Promise<{ refusal: ResultRefusal; n: number }[]> {
    return manager.query<{ refusal: ResultRefusal; n: number }[]>(
      `SELECT refusal, count(*)::int AS n FROM results WHERE event_id = $1 AND refusal IS NOT NULL
       GROUP BY 1 ORDER BY 2 DESC, 1`,
      [eventId],
    );
  }
}
