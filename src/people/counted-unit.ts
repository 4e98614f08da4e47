/**
 * SQL: the line of the unit `o` as it was when an event was closed. Of one that is not closed: as it is today.
 * @param o alias of a row of org_units
 * @param closedAt when the event was closed; null until then
 */
const lineThen = (o: string, closedAt: string): string =>
  `coalesce((SELECT f.ancestors FROM former_lines f
      WHERE f.org_unit_id = ${o}.id AND f.until > ${closedAt} ORDER BY f.until LIMIT 1), ${o}.ancestors)`;

/**
 * SQL: the unit under which the people of the unit `o` are shown in the counts of an event, as rows of {id, name}: of a
 * branch the commune's unit, else the unit itself, and of what was merged its successor. A closed event
 * is told in the tree of its closing, any other in today's.
 */
const countedUnit = (o: string, closedAt: string): string => `
  SELECT a.id, a.name FROM (SELECT ${lineThen(o, closedAt)} AS line) l JOIN org_units a ON a.id = ANY (l.line)
  WHERE a.kind IN ('commune', ${o}.kind) AND (a.merged_at IS NULL OR a.merged_at > ${closedAt})
  ORDER BY a.kind = 'commune' DESC, array_position(l.line, a.id) DESC LIMIT 1`;

/**
 * SQL: rows of {org_unit_id, id, name} that say under which unit each of some is shown.
 * @param units a query of their ids
 */
export const shownUnder = (units: string, closedAt: string): string => `
  SELECT o.id AS org_unit_id, c.id, c.name FROM org_units o CROSS JOIN LATERAL (${countedUnit('o', closedAt)}) c
  WHERE o.id IN (${units})`;

/**
 * SQL: whether the unit `o` stood at or below `unit` in that tree.
 * @param unit the parameter with the unit's id
 */
export const stoodBelow = (o: string, unit: string, closedAt: string): string =>
  `${unit}::uuid = ANY (${lineThen(o, closedAt)})`;
