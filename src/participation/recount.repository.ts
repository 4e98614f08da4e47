import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Metric } from '../contracts/events.js';
import type { RaisedEvent } from '../events/index.js';
import type { Tx } from '../platform/database/transactions.js';

/** One leaf of the counts that is not what the ledger says: ids and numbers only. */
export interface LeafDifference {
  /** The all-zero id: registration, which knows no site. */
  siteId: string;
  orgUnitId: string;
  metric: Metric;
  counted: number;
  recounted: number;
}

/**
 * Counts everything of an event anew, from the rows themselves. It shares nothing with the code that
 * adds differences to the counts, so that one fault cannot hide in both. People: each at the
 * earliest check-in, by revision and id, that is not voided.
 */
const RECOUNT = `
  WITH ledger AS (
    SELECT c.site_id, c.org_unit_id,
      row_number() OVER (PARTITION BY c.person_id ORDER BY c.rev, c.id) AS nth
    FROM check_ins c LEFT JOIN check_in_voids v ON v.check_in_id = c.id
    WHERE c.event_id = $1 AND v.id IS NULL
  ), places AS (
    SELECT site_id, org_unit_id, state FROM assignments
    WHERE event_id = $1 AND state IN ('offered', 'accepted', 'checked_in', 'completed', 'no_show')
  ), recounted AS (
    SELECT site_id, org_unit_id, 'turns' AS metric, count(*)::int AS value FROM ledger GROUP BY 1, 2
    UNION ALL SELECT site_id, org_unit_id, 'people', count(*)::int FROM ledger WHERE nth = 1 GROUP BY 1, 2
    UNION ALL SELECT site_id, org_unit_id, 'offered', count(*)::int FROM places GROUP BY 1, 2
    UNION ALL SELECT site_id, org_unit_id, 'accepted', count(*)::int FROM places WHERE state <> 'offered' GROUP BY 1, 2
    UNION ALL SELECT '00000000-0000-0000-0000-000000000000', org_unit_id, 'registered', count(*)::int
      FROM registrations WHERE event_id = $1 GROUP BY 2
  ), counted AS (
    SELECT site_id, org_unit_id, metric, value FROM event_counts WHERE event_id = $1
  )`;

const DIFFERENCES = `${RECOUNT}
  SELECT site_id AS "siteId", org_unit_id AS "orgUnitId", metric,
    coalesce(c.value, 0) AS counted, coalesce(r.value, 0) AS recounted
  FROM counted c FULL JOIN recounted r USING (site_id, org_unit_id, metric)
  WHERE coalesce(c.value, 0) <> coalesce(r.value, 0)
  ORDER BY site_id, org_unit_id, metric`;

const REPAIR = `${RECOUNT}, mended AS (
    UPDATE event_counts e SET value = coalesce(r.value, 0), rev = $2
    FROM counted c LEFT JOIN recounted r USING (site_id, org_unit_id, metric)
    WHERE e.event_id = $1 AND e.site_id = c.site_id AND e.org_unit_id = c.org_unit_id AND e.metric = c.metric
      AND e.value <> coalesce(r.value, 0)
  )
  INSERT INTO event_counts (event_id, site_id, org_unit_id, metric, value, rev)
  SELECT $1, site_id, org_unit_id, metric, r.value, $2
  FROM recounted r LEFT JOIN counted c USING (site_id, org_unit_id, metric)
  WHERE c.metric IS NULL`;

@Injectable()
export class RecountRepository {
  /** The revision that the counts say they are of; null: there is no such event. */
  async revision(manager: EntityManager, eventId: string): Promise<number | null> {
    const [event] = await manager.query<{ rev: string }[]>('SELECT rev FROM events WHERE id = $1', [eventId]);
    return event ? Number(event.rev) : null;
  }

  /** One statement, so one state of the database. Empty: every number is true. */
  differences(manager: EntityManager, eventId: string): Promise<LeafDifference[]> {
    return manager.query<LeafDifference[]>(DIFFERENCES, [eventId]);
  }

  /** Writes what the ledger says over the counts. The event's row must be locked by an earlier statement. */
  async repair(tx: Tx, event: RaisedEvent): Promise<void> {
    await tx.manager.query(REPAIR, [event.id, event.rev]);
  }
}
