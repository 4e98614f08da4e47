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

type Demand = Omit<SiteCounts, 'counts'>;

/** What a reader keeps of an event from one read to the next, so that it is told only what has changed. */
export class KnownNumbers {
  readonly sums = new LeafSums();
  demand: readonly Demand[] = [];
}

interface Row extends EventRow {
  state_of_leaves: string;
  leaves: Leaf[];
  /** Null: as it is known. */
  demand: Demand[] | null;
  activities: Activity[];
}

interface Asked {
  /** How many lines of the stream; the last 50 unless it is said. */
  activities?: number;
  /** What is known already, and is moved on; nothing unless it is said. */
  known?: KnownNumbers;
}

/**
 * Changes whenever leaves are shown under other units than before, or are not those that were read. An event is closed
 * in the tree of that moment.
 */
const STATE_OF_LEAVES = `concat_ws(':', ${EPOCH}, (SELECT count(*) FROM org_units WHERE merged_at IS NOT NULL))`;

@Injectable()
export class CountsRepository {
  /**
   * One statement, so that all of it is one state of the database; null when there is no such event.
   *
   * Since what is known most often only check-ins came: then neither the demand has changed nor any leaf but theirs,
   * and of a province's 33,000 some hundred are looked up.
   */
  async read(
    read: Read,
    eventId: string,
    { activities = 50, known = new KnownNumbers() }: Asked = {},
  ): Promise<EventNumbers | null> {
    const { sums } = known;
    const rows = await read<Row>({
      name: 'event numbers',
      text: `WITH event AS (
         SELECT e.*, ${STATE_OF_LEAVES} AS state_of_leaves FROM events e WHERE e.id = $1
       ), known AS (
         SELECT state_of_leaves = $4 AS tree, state_of_leaves = $4 AND facts_rev <= $3 AS facts FROM event
       ), leaves AS MATERIALIZED (
         SELECT site_id, org_unit_id, json_object_agg(metric, value) AS counts, false AS unit_known FROM event_counts
         WHERE event_id = $1 AND (rev > $3 OR NOT (SELECT tree FROM known)) AND NOT (SELECT facts FROM known)
         GROUP BY 1, 2
         UNION ALL
         SELECT came.*, l.* FROM (
           SELECT DISTINCT site_id, org_unit_id FROM check_ins
           WHERE (event_id, rev) BETWEEN ($1, $3 + 1) AND ($1, 9223372036854775807) -- a pair: see the write of the ledger
             AND (SELECT facts FROM known)
         ) came CROSS JOIN LATERAL ( -- a leaf with a count of before was read before, and its unit with it
           SELECT coalesce(json_object_agg(metric, value) FILTER (WHERE rev > $3), '{}'), bool_or(rev <= $3)
           FROM event_counts WHERE event_id = $1 AND site_id = came.site_id AND org_unit_id = came.org_unit_id
         ) l
       ), shown_under AS MATERIALIZED (
         ${shownUnder('SELECT org_unit_id FROM leaves WHERE unit_known IS NOT TRUE', '(SELECT closed_at FROM closings WHERE event_id = $1)')}
       )
       SELECT id, campaign_id, org_unit_id, province_id, kind, title, state, starts_at, ends_at,
         simulated, rehearsal_of, rev, version, state_of_leaves, -- named one by one: see Statement
         (SELECT coalesce(json_agg(json_build_array(l.site_id, l.org_unit_id, c.id, l.counts)), '[]')
          FROM leaves l LEFT JOIN shown_under c USING (org_unit_id)) AS leaves,
         CASE WHEN NOT (SELECT facts FROM known) THEN (SELECT coalesce(json_agg(d), '[]') FROM (
            SELECT json_build_object('siteId', s.id, 'communeId', s.commune_id,
              'minimum', coalesce(sum(d.minimum), 0), 'target', coalesce(sum(d.target), 0)) AS d
            FROM sites s LEFT JOIN shifts f ON f.site_id = s.id LEFT JOIN demands d ON d.shift_id = f.id
            WHERE s.event_id = $1 GROUP BY s.id ORDER BY s.created_at, s.id
          ) x) END AS demand,
         (SELECT coalesce(json_agg(a), '[]') FROM (
            SELECT id, rev, at, kind, site_id AS "siteId", count, detail FROM activities
            WHERE event_id = $1 ORDER BY rev DESC, id DESC LIMIT $2
          ) a) AS activities
       FROM event`,
      values: [eventId, activities, sums.rev, sums.state],
    });
    const row = rows[0];
    if (!row) return null;
    known.demand = row.demand ?? known.demand;
    sums.moveOn(row.state_of_leaves, Number(row.rev), row.leaves);
    return numbersOf(row, known);
  }
}

function numbersOf(row: Row, { demand, sums }: KnownNumbers): EventNumbers {
  const sites = demand.map((site) => ({ ...site, counts: sums.sites.get(site.siteId) ?? NO_COUNTS }));
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
