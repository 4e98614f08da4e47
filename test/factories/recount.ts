import { STEPS } from '../../src/assignments/index.js';
import type { factories } from './index.js';

/**
 * The leaves that differ from what the assignments ("offered", "accepted") and the ledger ("turns",
 * "people") say. Empty: all is true.
 */
export function recount(make: ReturnType<typeof factories>, eventId: string): Promise<unknown[]> {
  const accepted = [STEPS.accept.to, STEPS.checkIn.to, 'completed', STEPS.miss.to];
  return make.sql(
    `WITH standing AS (
       SELECT * FROM check_ins WHERE event_id = $1 AND id NOT IN (SELECT check_in_id FROM check_in_voids WHERE event_id = $1)
     ), truth AS (
       SELECT site_id, org_unit_id, 'accepted' AS metric, count(*)::int AS value FROM assignments
       WHERE event_id = $1 AND state = ANY($2) GROUP BY 1, 2
       UNION ALL
       SELECT site_id, org_unit_id, 'offered', count(*)::int FROM assignments
       WHERE event_id = $1 AND (state = 'offered' OR state = ANY($2)) GROUP BY 1, 2
       UNION ALL
       SELECT site_id, org_unit_id, 'turns', count(*)::int FROM standing GROUP BY 1, 2
       UNION ALL
       SELECT site_id, org_unit_id, 'people', count(*)::int FROM standing s
       WHERE (rev, id) = (SELECT rev, id FROM standing e WHERE e.person_id = s.person_id ORDER BY rev, id LIMIT 1)
       GROUP BY 1, 2
     ), shown AS (
       SELECT site_id, org_unit_id, metric, value FROM event_counts
       WHERE event_id = $1 AND metric <> 'registered' AND value <> 0
     )
     (SELECT * FROM truth EXCEPT SELECT * FROM shown) UNION ALL (SELECT * FROM shown EXCEPT SELECT * FROM truth)`,
    [eventId, accepted],
  );
}
