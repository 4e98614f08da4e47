import type pg from 'pg';
import type { BenchEvent } from './province.js';

/** What a load must have left behind. */
export interface Expected {
  people: number;
  conflicts: number;
}

/** Recounts an event from its ledger. @throws Error naming the first number that is not exactly right */
export async function verify(db: pg.Client, event: BenchEvent, expected: Expected): Promise<void> {
  const { rows } = await db.query<Record<string, number>>(
    `SELECT count(*)::int AS rows, count(DISTINCT person_id)::int AS people,
       count(DISTINCT (device_id, entry_id))::int AS entries,
       (SELECT count(*)::int FROM check_in_conflicts WHERE event_id = $1) AS conflicts,
       (SELECT count(*)::int FROM assignments WHERE event_id = $1 AND state = 'checked_in') AS assignments
     FROM check_ins WHERE event_id = $1`,
    [event.id],
  );
  const { people, conflicts } = expected;
  const wanted = { rows: people, people, entries: people, conflicts, assignments: people };
  for (const [name, value] of Object.entries(wanted)) {
    if (rows[0]![name] !== value)
      throw new Error(`event ${event.n}: ${name} is ${rows[0]![name]}, not ${value}`);
  }
  const { rows: wrong } = await db.query(
    `WITH recount AS (
       SELECT site_id, org_unit_id, 'turns' AS metric, count(*)::int AS value FROM check_ins WHERE event_id = $1 GROUP BY 1, 2
       UNION ALL
       SELECT site_id, org_unit_id, 'people', count(DISTINCT person_id)::int FROM check_ins WHERE event_id = $1 GROUP BY 1, 2
       UNION ALL
       SELECT site_id, org_unit_id, 'accepted', count(*)::int FROM assignments
         WHERE event_id = $1 AND state IN ('accepted', 'checked_in') GROUP BY 1, 2
     ), counted AS (
       SELECT site_id, org_unit_id, metric, value FROM event_counts
       WHERE event_id = $1 AND metric IN ('turns', 'people', 'accepted') AND value <> 0
     )
     (SELECT * FROM recount EXCEPT SELECT * FROM counted) UNION ALL (SELECT * FROM counted EXCEPT SELECT * FROM recount)`,
    [event.id],
  );
  if (wrong.length > 0) throw new Error(`event ${event.n}: ${wrong.length} counts differ from their recount`);
}
