import type { FigureFilter, FigureMetric } from '../contracts/figures.js';
import { type ActivityKind, type Metric, MetricSchema } from '../contracts/events.js';
import { enteredStates } from '../participation/index.js';

/**
 * Where the rows of a figure come from: statements over the event $1 with the columns id, person_id,
 * org_unit_id, site_id, at, method, state. Whoever narrows them further need not know which it is.
 */

/** States of an assignment that stand in a number. */
const ACCEPTED = `'accepted', 'checked_in', 'completed', 'no_show'`;
const CHECK_IN = 'c.id, c.person_id, c.org_unit_id, c.site_id, c.recorded_at AS at, c.method, NULL AS state';

/**
 * The rows of one metric.
 * @param until the parameter with the time after which nothing is looked at; null: now
 */
export function sourceOf(metric: Metric, until: string | null): string {
  const by = (column: string) => (until === null ? '' : ` AND ${column} <= ${until}::timestamptz`);
  // A check-in stands from its own time until its void's.
  const checkIns = `FROM check_ins c WHERE c.event_id = $1${by('c.recorded_at')}
    AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id${by('v.recorded_at')})`;
  switch (metric) {
    case 'turns':
      return `SELECT ${CHECK_IN}
  ${checkIns}`;
    case 'people':
      return `SELECT DISTINCT ON (c.person_id)
    ${CHECK_IN}
  ${checkIns}
  ORDER BY c.person_id, ${until === null ? '' : 'c.recorded_at, '}c.rev, c.id`;
    case 'registered':
      return `SELECT g.person_id AS id, g.person_id, g.org_unit_id, NULL::uuid AS site_id, g.registered_at AS at,
    NULL AS method, NULL AS state
  FROM registrations g WHERE g.event_id = $1${by('g.registered_at')}`;
    case 'offered':
    case 'accepted': {
      const states = metric === 'offered' ? `'offered', ${ACCEPTED}` : ACCEPTED;
      if (until !== null) return assignmentsUntil(until, states);
      return `SELECT a.id, a.person_id, a.org_unit_id, a.site_id,
    ${metric === 'offered' ? 'a.created_at' : 'a.changed_at'} AS at, NULL AS method, a.state
  FROM assignments a WHERE a.event_id = $1 AND a.state IN (${states})`;
    }
  }
}

/** Assignments by the state they had then: the last they had entered, where coming is in the ledger. */
const assignmentsUntil = (until: string, states: string): string =>
  `SELECT t.assignment_id AS id, a.person_id, t.org_unit_id, a.site_id, t.at, NULL AS method, t.state
  FROM (
    SELECT DISTINCT ON (x.assignment_id) x.* FROM (${enteredStates(until)}
    ) x ORDER BY x.assignment_id, x.at DESC, x.rev DESC, x.seq DESC
  ) t JOIN assignments a ON a.id = t.assignment_id
  WHERE t.state IN (${states})`;

/** The check-ins at which people counted, when the event was closed or now. */
const firsts = (signed: boolean): string => `SELECT DISTINCT ON (c.person_id) c.id FROM check_ins c
    WHERE c.event_id = $1${signed ? ' AND c.rev <= k.rev' : ''} AND NOT EXISTS (
      SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id${signed ? ' AND v.rev <= k.rev' : ''})
    ORDER BY c.person_id, c.rev, c.id`;

/**
 * What the ledger says now and did not say when the event was closed, and the other way round: rows with
 * `by`, 1 or −1, whose sum is the amendment of the signed figure. Turns: each entry of the ledger since then. People:
 * the check-ins at which somebody counts now and did not count, or did and does not.
 */
export function amendmentsOf(metric: 'turns' | 'people'): string {
  if (metric === 'turns') {
    return `SELECT ${CHECK_IN}, 1 AS by
  FROM closings k JOIN check_ins c ON c.event_id = k.event_id AND c.rev > k.rev WHERE k.event_id = $1
  UNION ALL
  SELECT v.id, c.person_id, c.org_unit_id, c.site_id, v.recorded_at, c.method, NULL, -1
  FROM closings k JOIN check_in_voids v ON v.event_id = k.event_id AND v.rev > k.rev
  JOIN check_ins c ON c.id = v.check_in_id WHERE k.event_id = $1`;
  }
  return `SELECT ${CHECK_IN}, w.by
  FROM closings k CROSS JOIN LATERAL (
    SELECT coalesce(n.id, s.id) AS id, CASE WHEN s.id IS NULL THEN 1 ELSE -1 END AS by
    FROM (${firsts(false)}) n
    FULL JOIN (${firsts(true)}) s ON s.id = n.id
    WHERE n.id IS NULL OR s.id IS NULL
  ) w JOIN check_ins c ON c.id = w.id WHERE k.event_id = $1`;
}

/** What a line of the stream tells of, and as which metric its rows are asked for. */
const TOLD: Partial<Record<FigureMetric, readonly ActivityKind[]>> = {
  turns: ['check_ins'],
  voided: ['voided'],
  conflicts: ['conflicts'],
  offered: ['published', 'standby_offered', 'dispatched'],
  accepted: ['accepted'],
  declined: ['declined'],
  expired: ['expired'],
};

/**
 * The rows one line of the stream tells of, as they were written then, whatever became of them.
 * @param line the parameter with the activity's id
 */
function activityOf(metric: FigureMetric, line: string): string {
  const kinds = (TOLD[metric] ?? []).map((kind) => `'${kind}'`).join(', ');
  const from = `FROM activities l`;
  const where = `WHERE l.id = ${line}::uuid AND l.event_id = $1 AND l.kind IN (${kinds})`;
  // A line that names no site is of all sites; only a scan that was not counted may know none.
  const there = (column: string) => `(l.site_id IS NULL OR ${column} = l.site_id)`;
  if (metric === 'turns') {
    return `SELECT ${CHECK_IN}
  ${from} JOIN check_ins c ON c.event_id = l.event_id AND c.rev = l.rev AND ${there('c.site_id')}
  ${where}`;
  }
  if (metric === 'voided') {
    return `SELECT v.id, c.person_id, c.org_unit_id, c.site_id, v.recorded_at AS at, c.method, NULL AS state
  ${from} JOIN check_in_voids v ON v.event_id = l.event_id AND v.rev = l.rev
  JOIN check_ins c ON c.id = v.check_in_id AND ${there('c.site_id')}
  ${where}`;
  }
  if (metric === 'conflicts') {
    return `SELECT k.id, k.person_id, q.org_unit_id, k.site_id, k.recorded_at AS at, k.method, NULL AS state, k.refusal
  ${from} JOIN check_in_conflicts k ON k.event_id = l.event_id AND k.rev = l.rev
    AND k.site_id IS NOT DISTINCT FROM l.site_id
  LEFT JOIN people q ON q.id = k.person_id
  ${where}`;
  }
  return `SELECT g.assignment_id AS id, a.person_id, g.org_unit_id, a.site_id, g.at, NULL AS method, g.state
  ${from} JOIN assignment_steps g ON g.event_id = l.event_id AND g.rev = l.rev AND g.state = '${metric}'
  JOIN assignments a ON a.id = g.assignment_id AND ${there('a.site_id')}
  ${where}`;
}

/**
 * The source of a filter's rows.
 * @param add writes a parameter and says its name
 */
export function sourceFor(filter: FigureFilter, add: (value: unknown) => string): string {
  const { metric, asOf, added, activityId } = filter;
  if (activityId !== undefined) return activityOf(metric, add(activityId));
  if (added !== undefined && (metric === 'turns' || metric === 'people')) return amendmentsOf(metric);
  return sourceOf(MetricSchema.parse(metric), asOf === undefined ? null : add(asOf));
}
