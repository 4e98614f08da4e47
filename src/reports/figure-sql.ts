import type { FigureFilter } from '../contracts/figures.js';
import type { Metric } from '../contracts/events.js';
import { enteredStates } from '../participation/index.js';
import { countedUnit, stoodBelow } from '../people/index.js';

/** How far somebody sees: everything (null), or the people of some units and the sites of some communes. */
export type Sight = { units: readonly string[]; communes: readonly string[] } | null;

/** A statement and its parameters: what is run is what is shown. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** Gathers parameters while a statement is written. */
class Values {
  readonly list: unknown[] = [];
  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

/** States of an assignment that stand in a number. */
const ACCEPTED = `'accepted', 'checked_in', 'completed', 'no_show'`;

/**
 * The rows of one metric of the event $1: id, person_id, org_unit_id, site_id, at, method, state.
 * @param until the parameter with the time after which nothing is looked at; null: now
 */
export function sourceOf(metric: Metric, until: string | null): string {
  const by = (column: string) => (until === null ? '' : ` AND ${column} <= ${until}::timestamptz`);
  // A check-in stands from its own time until its void's.
  const checkIns = `FROM check_ins c WHERE c.event_id = $1${by('c.recorded_at')}
    AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id${by('v.recorded_at')})`;
  switch (metric) {
    case 'turns':
      return `SELECT c.id, c.person_id, c.org_unit_id, c.site_id, c.recorded_at AS at, c.method, NULL AS state
  ${checkIns}`;
    case 'people':
      return `SELECT DISTINCT ON (c.person_id)
    c.id, c.person_id, c.org_unit_id, c.site_id, c.recorded_at AS at, c.method, NULL AS state
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

/** Whether a row lies within somebody's sight. */
const within = (sight: Exclude<Sight, null>, values: Values): string =>
  `(o.ancestors && ${values.add(sight.units)}::uuid[] OR s.commune_id = ANY (${values.add(sight.communes)}::text[]))`;

function conditions(filter: FigureFilter, sight: Sight, values: Values): string[] {
  const all: string[] = [];
  if (filter.siteId !== undefined) all.push(`r.site_id = ${values.add(filter.siteId)}`);
  if (filter.communeId !== undefined) all.push(`s.commune_id = ${values.add(filter.communeId)}`);
  if (filter.orgUnitId !== undefined) all.push(ofUnit(values.add(filter.orgUnitId)));
  if (filter.skill === 'none') all.push(`p.skills = '[]'`);
  else if (filter.skill !== undefined) {
    all.push(`p.skills @> ${values.add(JSON.stringify([{ skill: filter.skill }]))}::jsonb`);
  }
  if (filter.hour !== undefined) {
    const hour = values.add(filter.hour);
    all.push(`r.at >= ${hour}::timestamptz AND r.at < ${hour}::timestamptz + interval '1 hour'`);
  }
  if (filter.method !== undefined) all.push(`r.method = ${values.add(filter.method)}`);
  if (sight !== null) all.push(within(sight, values));
  return all;
}

/** When the event $1 was closed; null until then. */
const CLOSED_AT = '(SELECT k.closed_at FROM closings k WHERE k.event_id = $1)';

/** As the board counts units: a commune's with its branches; of the province's only its own people. */
const ofUnit = (unit: string): string =>
  `(o.id = ${unit} OR (${stoodBelow('o', unit, CLOSED_AT)}
    AND (SELECT t.kind FROM org_units t WHERE t.id = ${unit}) <> 'province'))`;

const where = (all: readonly string[]): string => (all.length === 0 ? '' : `\nWHERE ${all.join('\n  AND ')}`);

const tables = (source: string): string => `FROM (
  ${source}
) r
JOIN people p ON p.id = r.person_id
JOIN org_units o ON o.id = r.org_unit_id
LEFT JOIN sites s ON s.id = r.site_id`;

function begin(eventId: string, filter: FigureFilter): { values: Values; source: string } {
  const values = new Values();
  values.add(eventId);
  const until = filter.asOf === undefined ? null : values.add(filter.asOf);
  return { values, source: tables(sourceOf(filter.metric, until)) };
}

/** How many rows a figure has. */
export function countSql(eventId: string, filter: FigureFilter, sight: Sight): Statement {
  const { values, source } = begin(eventId, filter);
  const text = `SELECT count(*)::int AS n\n${source}${where(conditions(filter, sight, values))}`;
  return { text, values: values.list };
}

/**
 * The rows themselves, in the order in which they were recorded.
 * @param named whose names are told; `nobody`: no names at all
 */
export function rowsSql(
  eventId: string,
  filter: FigureFilter,
  sight: Sight,
  named: Sight | 'nobody',
  page: { limit: number | null; offset: number },
): Statement {
  const { values, source } = begin(eventId, filter);
  const kept = where(conditions(filter, sight, values));
  const told = named === 'nobody' ? 'false' : named === null ? 'true' : within(named, values);
  const text = `SELECT r.id, CASE WHEN ${told} THEN r.person_id END AS "personId",
  CASE WHEN ${told} THEN p.full_name END AS "fullName", r.org_unit_id AS "orgUnitId", o.name AS "orgUnitName",
  r.site_id AS "siteId", s.name AS "siteName", s.commune_id AS "communeId", n.full_name AS "communeName",
  r.at, r.method, r.state,
  ARRAY(SELECT k ->> 'skill' FROM jsonb_array_elements(p.skills) AS k ORDER BY 1) AS skills
${source}
LEFT JOIN LATERAL (SELECT full_name FROM administrative_unit_names WHERE unit_id = s.commune_id
  ORDER BY valid_from DESC LIMIT 1) n ON true${kept}
ORDER BY r.at, r.id LIMIT ${values.add(page.limit)} OFFSET ${values.add(page.offset)}`;
  return { text, values: values.list };
}

/** What the counters say of the same question; null where none is kept: by skill, hour, method, of the past. */
export function counterSql(eventId: string, filter: FigureFilter): Statement | null {
  const { metric, skill, hour, method, asOf } = filter;
  if ([skill, hour, method, asOf].some((narrow) => narrow !== undefined)) return null;
  const values = new Values();
  const all = [`r.event_id = ${values.add(eventId)}`, `r.metric = ${values.add(metric)}`];
  const text = `SELECT coalesce(sum(r.value), 0)::int AS n
FROM event_counts r JOIN org_units o ON o.id = r.org_unit_id LEFT JOIN sites s ON s.id = r.site_id${where([
    ...all,
    ...conditions(filter, null, values),
  ])}`;
  return { text, values: values.list };
}

/**
 * Turns and people in one statement by skill, hour, method and unit, and what else is counted of the
 * event as `all`: rows of {by, key, name, turns, people}.
 */
export function breakdownSql(eventId: string, sight: Sight): Statement {
  const values = new Values();
  values.add(eventId);
  const kept = sight === null ? '' : `\n  WHERE ${within(sight, values)}`;
  const others = ['registered', 'offered', 'accepted'] as const;
  const all = (metric: Metric): string =>
    `UNION ALL SELECT 'all', '${metric}', NULL, n, n FROM (
  SELECT count(*)::int AS n ${tables(sourceOf(metric, null))}${kept}
) ${metric}`;
  const text = `WITH came AS (
  SELECT r.at, r.method, r.person_id, p.skills, f.id IS NOT NULL AS first,
    c.id AS unit_id, c.name AS unit_name
  ${tables(sourceOf('turns', null)).replaceAll('\n', '\n  ')}
  CROSS JOIN LATERAL (${countedUnit('o', CLOSED_AT)}) c
  LEFT JOIN (${sourceOf('people', null)}) f ON f.id = r.id${kept}
), parts AS (
  SELECT 'total' AS by, '' AS key, NULL AS name, first FROM came
  UNION ALL SELECT 'several', '', NULL, first FROM came WHERE jsonb_array_length(skills) > 1
  UNION ALL SELECT 'method', method, NULL, first FROM came
  UNION ALL SELECT 'hour', to_char(date_trunc('hour', at, 'UTC') AT TIME ZONE 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS".000Z"'), NULL, first FROM came
  UNION ALL SELECT 'unit', unit_id::text, unit_name, first FROM came
  UNION ALL SELECT 'skill', k ->> 'skill', NULL, first FROM came CROSS JOIN jsonb_array_elements(skills) AS k
  UNION ALL SELECT 'skill', 'none', NULL, first FROM came WHERE skills = '[]'
)
SELECT by, key, name, count(*)::int AS turns, (count(*) FILTER (WHERE first))::int AS people
FROM parts GROUP BY by, key, name
${others.map(all).join('\n')}
ORDER BY by, key`;
  return { text, values: values.list };
}
