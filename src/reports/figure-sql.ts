import type { FigureFilter } from '../contracts/figures.js';
import type { Metric } from '../contracts/events.js';
import { shownUnder, stoodBelow } from '../people/index.js';
import { sourceFor, sourceOf } from './figure-sources.js';

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

const tables = (source: string, join = 'JOIN'): string => `FROM (
  ${source}
) r
${join} people p ON p.id = r.person_id
${join} org_units o ON o.id = r.org_unit_id
LEFT JOIN sites s ON s.id = r.site_id`;

function begin(eventId: string, filter: FigureFilter): { values: Values; source: string } {
  const values = new Values();
  values.add(eventId);
  const source = sourceFor(filter, (value) => values.add(value));
  // Of a scan that could not be read nobody knows whose it is.
  return { values, source: tables(source, filter.metric === 'conflicts' ? 'LEFT JOIN' : 'JOIN') };
}

/** What a figure is, as n; of amendments it is what the rows add, and `rows` says how many they are. */
export function countSql(eventId: string, filter: FigureFilter, sight: Sight): Statement {
  const { values, source } = begin(eventId, filter);
  const what =
    filter.added === undefined
      ? 'count(*)::int AS n'
      : 'coalesce(sum(r.by), 0)::int AS n, count(*)::int AS rows';
  const text = `SELECT ${what}\n${source}${where(conditions(filter, sight, values))}`;
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
  r.at, r.method, r.state, ${filter.metric === 'conflicts' ? 'r.refusal' : 'NULL AS refusal'},
  ${filter.added === undefined ? '1 AS by' : 'r.by'},
  ARRAY(SELECT k ->> 'skill' FROM jsonb_array_elements(p.skills) AS k ORDER BY 1) AS skills
${source}
LEFT JOIN LATERAL (SELECT full_name FROM administrative_unit_names WHERE unit_id = s.commune_id
  ORDER BY valid_from DESC LIMIT 1) n ON true${kept}
ORDER BY r.at, r.id LIMIT ${values.add(page.limit)} OFFSET ${values.add(page.offset)}`;
  return { text, values: values.list };
}

/** What the counters say of the same question; null where none is kept: by skill, hour, method, of the past. */
export function counterSql(eventId: string, filter: FigureFilter): Statement | null {
  const { metric, skill, hour, method, asOf, added, activityId } = filter;
  if ([skill, hour, method, asOf, activityId].some((narrow) => narrow !== undefined)) return null;
  if (added !== undefined) return amendmentCounterSql(eventId, filter);
  const values = new Values();
  const all = [`r.event_id = ${values.add(eventId)}`, `r.metric = ${values.add(metric)}`];
  const text = `SELECT coalesce(sum(r.value), 0)::int AS n
FROM event_counts r JOIN org_units o ON o.id = r.org_unit_id LEFT JOIN sites s ON s.id = r.site_id${where([
    ...all,
    ...conditions(filter, null, values),
  ])}`;
  return { text, values: values.list };
}

/** What counts now less what was signed; of a site, commune or unit nothing is signed that could be asked in one go. */
function amendmentCounterSql(eventId: string, filter: FigureFilter): Statement | null {
  const { metric, siteId, communeId, orgUnitId } = filter;
  if ([siteId, communeId, orgUnitId].some((narrow) => narrow !== undefined)) return null;
  const text = `SELECT coalesce((
  SELECT sum(r.value) FROM event_counts r WHERE r.event_id = k.event_id AND r.metric = $2
), 0)::int - k.${metric === 'turns' ? 'turns' : 'people'} AS n
FROM closings k WHERE k.event_id = $1`;
  return { text, values: [eventId, metric] };
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
  const text = `WITH shown_under AS MATERIALIZED (${shownUnder('SELECT org_unit_id FROM check_ins WHERE event_id = $1', CLOSED_AT)}
), came AS (
  SELECT r.at, r.method, r.person_id, p.skills, f.id IS NOT NULL AS first,
    c.id AS unit_id, c.name AS unit_name
  ${tables(sourceOf('turns', null)).replaceAll('\n', '\n  ')}
  JOIN shown_under c ON c.org_unit_id = r.org_unit_id
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
