import { Injectable } from '@nestjs/common';
import type { Activity, CommuneCounts, Counts, Event, SiteCounts, UnitCounts } from '../contracts/events.js';
import { EPOCH } from '../platform/database/epoch.js';
import type { Read } from '../platform/database/statement.js';
import { type Leaf, LeafSums } from './domain/leaf-sums.js';
import { addCounts, byCommune, NO_COUNTS } from './domain/roll-up.js';
import { shownUnder } from '../people/index.js';
import { NO_SITE } from './event-changes.js';
import { type EventRow, eventView } from './event-view.js';

/** Every number of an event at one revision. */
export interface EventNumbers {
  event: Event;
  totals: Counts;
  target: number;
  sites: SiteCounts[];
  communes: CommuneCounts[];
  /** By the person's commune-level unit, or by the unit itself where none stands above it: see `shownUnder`. */
  units: UnitCounts[];
  /** Newest first. */
  activities: Activity[];
}

interface Row extends EventRow {
  state_of_leaves: string;
  leaves: Leaf[];
  demand: { siteId: string; communeId: string; minimum: number; target: number }[];
  activities: Activity[];
}

interface Asked {
  /** How many lines of the stream; the last 50 unless it is said. */
  activities?: number;
  /** What is known already, and is moved on; nothing unless it is said. */
  sums?: LeafSums;
}

/**
 * Changes whenever leaves are shown under other units than before, or are not those that were read. An event is closed
 * in the tree of that moment.
 */
const STATE_OF_LEAVES = `concat_ws(':', ${EPOCH}, (SELECT count(*) FROM org_units WHERE merged_at IS NOT NULL))`;

@Injectable()
export class CountsRepository {
  /** One statement, so that all of it is one state of the database; null when there is no such event. */
  async read(
    read: Read,
    eventId: string,
    { activities = 50, sums = new LeafSums() }: Asked = {},
  ): Promise<EventNumbers | null> {
    const rows = await read<Row>({
      name: 'event numbers',
      text: `WITH now AS (SELECT ${STATE_OF_LEAVES} AS state), leaves AS MATERIALIZED (
         SELECT site_id, org_unit_id, metric, value FROM event_counts
         WHERE event_id = $1 AND (rev > $3 OR (SELECT state FROM now) <> $4)
       ), shown_under AS MATERIALIZED (
         ${shownUnder('SELECT org_unit_id FROM leaves', '(SELECT closed_at FROM closings WHERE event_id = $1)')}
       )
       SELECT e.id, e.campaign_id, e.org_unit_id, e.province_id, e.kind, e.title, e.state, e.starts_at, e.ends_at,
         e.simulated, e.rehearsal_of, e.rev, e.version, -- named one by one: see Statement
         (SELECT state FROM now) AS state_of_leaves,
         (SELECT coalesce(json_agg(l), '[]') FROM (
            SELECT json_build_array(l.site_id, l.org_unit_id, c.id, json_object_agg(l.metric, l.value)) AS l
            FROM leaves l LEFT JOIN shown_under c USING (org_unit_id) GROUP BY l.site_id, l.org_unit_id, c.id
          ) l) AS leaves,
         (SELECT coalesce(json_agg(d), '[]') FROM (
            SELECT json_build_object('siteId', s.id, 'communeId', s.commune_id,
              'minimum', coalesce(sum(d.minimum), 0), 'target', coalesce(sum(d.target), 0)) AS d
            FROM sites s LEFT JOIN shifts f ON f.site_id = s.id LEFT JOIN demands d ON d.shift_id = f.id
            WHERE s.event_id = $1 GROUP BY s.id ORDER BY s.created_at, s.id
          ) x) AS demand,
         (SELECT coalesce(json_agg(a), '[]') FROM (
            SELECT id, rev, at, kind, site_id AS "siteId", count, detail FROM activities
            WHERE event_id = $1 ORDER BY rev DESC, id DESC LIMIT $2
          ) a) AS activities
       FROM events e WHERE e.id = $1`,
      values: [eventId, activities, sums.rev, sums.state],
    });
    const row = rows[0];
    if (!row) return null;
    sums.moveOn(row.state_of_leaves, Number(row.rev), row.leaves);
    return numbersOf(row, sums);
  }
}

function numbersOf(row: Row, sums: LeafSums): EventNumbers {
  const sites = row.demand.map((site) => ({ ...site, counts: sums.sites.get(site.siteId) ?? NO_COUNTS }));
  return {
    event: eventView(row),
    totals: sites.reduce((sum, site) => addCounts(sum, site.counts), sums.sites.get(NO_SITE) ?? NO_COUNTS),
    target: sites.reduce((sum, site) => sum + site.target, 0),
    sites,
    communes: byCommune(sites),
    units: [...sums.units.keys()]
      .sort()
      .map((orgUnitId) => ({ orgUnitId, counts: sums.units.get(orgUnitId)! })),
    activities: row.activities.map((activity) => ({
      ...activity,
      at: new Date(activity.at).toISOString(),
    })),
  };
}
