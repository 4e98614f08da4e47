import type { Reach } from '../participation/index.js';

/** Of a report `r`: whether it counts. */
export const STANDS =
  'r.refusal IS NULL AND NOT EXISTS (SELECT FROM result_voids v WHERE v.result_id = r.id)';

/**
 * Whether somebody sees what was done at site `s` by a person of unit `o`: all of it, or of the own units' people
 * and sites. It takes the parameters from $2 on.
 */
export const within = (reach: Reach): { sql: string; values: unknown[] } =>
  reach === null
    ? { sql: 'true', values: [] }
    : {
        sql: '(o.ancestors && $2::uuid[] OR s.commune_id = ANY ($3::text[]))',
        values: [[...reach.units], [...reach.communes]],
      };
