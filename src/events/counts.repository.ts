import { Injectable } from '@nestjs/common';
import type { Activity, CommuneCounts, Counts, Event, SiteCounts, UnitCounts } from '../contracts/events.js';
import type { Read } from '../platform/database/statement.js';
import { addCounts, byCommune, NO_COUNTS } from './domain/roll-up.js';
import { countedUnit } from '../people/index.js';
import { NO_SITE } from './event-changes.js';
import { type EventRow, eventView } from './event-view.js';

/** Every number of an event at one revision. */
export interface EventNumbers {
  event: Event;
  totals: Counts;
  target: number;
  sites: SiteCounts[];
  communes: CommuneCounts[];
  /** By the person's commune-level unit, or by the unit itself where none stands above it: see `countedUnit`. */
  units: UnitCounts[];
  /** Newest first. */
  activities: Activity[];
}

interface Row extends EventRow {
  leaves: (Counts & { siteId: string })[];
  demand: { siteId: string; communeId: string; minimum: number; target: number }[];
  units: (Counts & { orgUnitId: string })[];
  activities: Activity[];
}

/** One metric each of a group of leaves. */
const SUMS = `
  'registered', coalesce(sum(n) FILTER (WHERE metric = 'registered'), 0),
  'offered', coalesce(sum(n) FILTER (WHERE metric = 'offered'), 0),
  'accepted', coalesce(sum(n) FILTER (WHERE metric = 'accepted'), 0),
  'turns', coalesce(sum(n) FILTER (WHERE metric = 'turns'), 0),
  'people', coalesce(sum(n) FILTER (WHERE metric = 'people'), 0)`;

@Injectable()
export class CountsRepository {
  /** One statement, so that all of it is one state of the database; null when there is no such event. */
  async read(read: Read, eventId: string, activities = 50): Promise<EventNumbers | null> {
    const rows = await read<Row>({
      name: 'event numbers',
      text: `WITH leaves AS (
         SELECT site_id, org_unit_id, metric, value AS n FROM event_counts WHERE event_id = $1
       ), by_unit AS (
         SELECT org_unit_id, metric, sum(n) AS n FROM leaves GROUP BY org_unit_id, metric
       ), shown_under AS MATERIALIZED (
         SELECT o.id AS org_unit_id, c.id
         FROM (SELECT (SELECT closed_at FROM closings WHERE event_id = $1) AS at) closed, org_units o
         CROSS JOIN LATERAL (${countedUnit('o', 'closed.at')}) c
         WHERE o.id IN (SELECT org_unit_id FROM leaves)
       )
       SELECT e.id, e.campaign_id, e.org_unit_id, e.province_id, e.kind, e.title, e.state, e.starts_at, e.ends_at,
         e.simulated, e.rehearsal_of, e.rev, e.version, -- named one by one: see Statement
         (SELECT coalesce(json_agg(s), '[]') FROM (
            SELECT json_build_object('siteId', site_id, ${SUMS}) AS s FROM leaves GROUP BY site_id
          ) x) AS leaves,
         (SELECT coalesce(json_agg(d), '[]') FROM (
            SELECT json_build_object('siteId', s.id, 'communeId', s.commune_id,
              'minimum', coalesce(sum(d.minimum), 0), 'target', coalesce(sum(d.target), 0)) AS d
            FROM sites s LEFT JOIN shifts f ON f.site_id = s.id LEFT JOIN demands d ON d.shift_id = f.id
            WHERE s.event_id = $1 GROUP BY s.id ORDER BY s.created_at, s.id
          ) x) AS demand,
         (SELECT coalesce(json_agg(u), '[]') FROM (
            SELECT json_build_object('orgUnitId', c.id, ${SUMS}) AS u
            FROM by_unit JOIN shown_under c USING (org_unit_id) GROUP BY c.id ORDER BY c.id
          ) x) AS units,
         (SELECT coalesce(json_agg(a), '[]') FROM (
            SELECT id, rev, at, kind, site_id AS "siteId", count, detail FROM activities
            WHERE event_id = $1 ORDER BY rev DESC, id DESC LIMIT $2
          ) a) AS activities
       FROM events e WHERE e.id = $1`,
      values: [eventId, activities],
    });
    return rows[0] ? numbersOf(rows[0]) : null;
  }
}

function numbersOf(row: Row): EventNumbers {
  const leaves = new Map(row.leaves.map(({ siteId, ...counts }) => [siteId, counts]));
  const sites = row.demand.map((site) => ({ ...site, counts: leaves.get(site.siteId) ?? NO_COUNTS }));
  return {
    event: eventView(row),
    totals: sites.reduce((sum, site) => addCounts(sum, site.counts), leaves.get(NO_SITE) ?? NO_COUNTS),
    target: sites.reduce((sum, site) => sum + site.target, 0),
    sites,
    communes: byCommune(sites),
    units: row.units.map(({ orgUnitId, ...counts }) => ({ orgUnitId, counts })),
    activities: row.activities.map((activity) => ({
      ...activity,
      at: new Date(activity.at).toISOString(),
    })),
  };
}
