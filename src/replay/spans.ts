import { enteredStates } from '../participation/index.js';

/**
 * From when until when each thing of the event $1 stood in which number: rows of
 * {metric, site_id, org_unit_id, since, until}. Times are those of the server's clock when it was recorded.
 *
 * - turns: a check-in, until its void.
 * - people: the check-in at which a person counts, until its void or, where an earlier one was voided,
 *   from that void on. In the order of time, not of revision: the two differ only when the server's
 *   clock was set back, and then a span could not be told otherwise.
 * - offered, accepted: an assignment while in a state that stands in the number. Coming is told by the ledger.
 * - registered: from the registration on.
 */
const SPANS = `
  SELECT 'turns' AS metric, c.site_id, c.org_unit_id, c.recorded_at AS since, v.recorded_at AS until
  FROM check_ins c LEFT JOIN check_in_voids v ON v.check_in_id = c.id
  WHERE c.event_id = $1
  UNION ALL
  SELECT 'people', site_id, org_unit_id, since, until FROM (
    SELECT c.site_id, c.org_unit_id, greatest(c.recorded_at, max(v.recorded_at) OVER earlier) AS since, v.recorded_at AS until,
      coalesce(bool_and(v.id IS NOT NULL) OVER earlier, true) AS free
    FROM check_ins c LEFT JOIN check_in_voids v ON v.check_in_id = c.id
    WHERE c.event_id = $1
    WINDOW earlier AS (PARTITION BY c.person_id ORDER BY c.recorded_at, c.rev, c.id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ) first WHERE free AND (until IS NULL OR since < until)
  UNION ALL
  SELECT m.metric, site_id, org_unit_id, since, until FROM (
    SELECT a.site_id, s.org_unit_id, s.state, s.at AS since,
      lead(s.at) OVER (PARTITION BY s.assignment_id ORDER BY s.at, s.rev, s.seq) AS until
    FROM (${enteredStates(null)}
    ) s JOIN assignments a ON a.id = s.assignment_id
  ) states
  JOIN (VALUES ('offered', 'offered'), ('offered', 'accepted'), ('offered', 'checked_in'), ('offered', 'completed'),
    ('offered', 'no_show'), ('accepted', 'accepted'), ('accepted', 'checked_in'), ('accepted', 'completed'),
    ('accepted', 'no_show')) AS m (metric, state) ON m.state = states.state
  UNION ALL
  SELECT 'registered', NULL, org_unit_id, registered_at, NULL FROM registrations WHERE event_id = $1`;

/**
 * Differences by step, commune (null: registration) and metric, for the event $1 from $2 until $3 in
 * steps of $4 seconds. What had begun at $2 is in step 0.
 * @param own only of people of the units $5 and of sites in the communes $6
 */
export const changes = (own: boolean): string => `
WITH spans AS (${SPANS}
), moments AS (
  SELECT metric, site_id, org_unit_id, since AS at, 1 AS by FROM spans
  UNION ALL
  SELECT metric, site_id, org_unit_id, until, -1 FROM spans WHERE until IS NOT NULL
)
SELECT greatest(0, ceil(extract(epoch FROM m.at - $2::timestamptz) / $4))::int AS step, s.commune_id AS "communeId",
  m.metric, sum(m.by)::int AS by
FROM moments m LEFT JOIN sites s ON s.id = m.site_id${own ? ' JOIN org_units o ON o.id = m.org_unit_id' : ''}
WHERE m.at <= $3::timestamptz${own ? ' AND (o.ancestors && $5::uuid[] OR s.commune_id = ANY ($6::text[]))' : ''}
GROUP BY 1, 2, 3 HAVING sum(m.by) <> 0
ORDER BY 1`;
