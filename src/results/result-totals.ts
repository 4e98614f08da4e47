import type { ResultTotal } from '../contracts/results.js';
import type { Read } from '../platform/database/statement.js';

/** Of an event `e`, or of the one it rehearses: whether its campaign has no other, so that all of the target is its own. */
export const ALONE = `NOT EXISTS (SELECT FROM events o WHERE o.campaign_id = e.campaign_id AND NOT o.simulated
           AND o.id NOT IN (e.id, coalesce(e.rehearsal_of, e.id)))`;

/** What an event has achieved by now, by indicator and in their order: what its faces show. It names nobody. */
export function resultTotals(read: Read, eventId: string): Promise<ResultTotal[]> {
  return read<ResultTotal>({
    name: 'result totals',
    text: `SELECT i.id AS "indicatorId", i.code, json_build_object('vi', i.name_vi, 'en', i.name_en) AS name,
         json_build_object('vi', i.unit_vi, 'en', i.unit_en) AS unit, i.counts, coalesce(c.amount, 0) AS amount,
         coalesce(c.people, 0) AS people,
         CASE WHEN ${ALONE} THEN i.target END AS target
       FROM events e JOIN indicators i ON i.campaign_id = e.campaign_id AND i.active
       LEFT JOIN (
         SELECT indicator_id, sum(amount)::int AS amount, sum(people)::int AS people FROM result_counts
         WHERE event_id = $1 GROUP BY indicator_id) c ON c.indicator_id = i.id
       WHERE e.id = $1 ORDER BY i.position, i.id`,
    values: [eventId],
  });
}
