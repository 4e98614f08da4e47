import type { LedgerLine } from './load.js';
import type { Stage } from './stage.js';
import type { Watcher } from './watcher.js';
import type { World } from './world.js';

/** What one case found; empty lists mean that the laws held. */
export interface Verdict {
  attempted: number;
  acknowledged: number;
  /** Uploads whose outcome the client did not learn and that it sent again. */
  unknown: number;
  /** Acknowledged, and not in the database as the receipt says. */
  lost: string[];
  /** A person, an entry or an effect that is there twice. */
  doubled: string[];
  /** Numbers that are no query of the ledger, rows nobody sent, screens that went back. */
  wrong: string[];
}

interface Kept {
  device_id: string;
  entry_id: string;
  person_id: string | null;
  check_in_id: string | null;
  outcome: 'counted' | 'duplicate' | 'refused';
  rev: string;
}

/** Compares the client's ledger, the database and the screens after everything has settled. */
export async function judge(
  world: World,
  stage: Stage,
  ledger: readonly LedgerLine[],
  watchers: readonly Watcher[],
): Promise<Verdict> {
  const attempted = new Set(ledger.flatMap((line) => (line.is === 'attempted' ? line.ids : [])));
  const replayed = ledger.findLastIndex(({ is }) => is === 'replayed');
  const receipts = ledger
    .slice(replayed + 1)
    .flatMap((line) => (line.is === 'acknowledged' ? [line.receipt] : []));
  const kept = await world.ask<Kept>(KEPT, [stage.eventId]);
  const byEntry = new Map(kept.map((row) => [row.entry_id, row]));
  const lost: string[] = [];
  const wrong: string[] = [];

  const first = new Map<string, string>();
  for (const receipt of receipts) {
    const row = byEntry.get(receipt.id);
    const says = `${receipt.outcome} ${receipt.checkInId ?? 'nothing'} rev ${receipt.rev}`;
    if (!row) lost.push(`${receipt.id}: acknowledged as ${says}, not in the database`);
    else if (`${row.outcome} ${row.check_in_id ?? 'nothing'} rev ${row.rev}` !== says)
      wrong.push(`${receipt.id}: the receipt says ${says}, the database ${row.outcome} rev ${row.rev}`);
    const before = first.get(receipt.id);
    if (before !== undefined && before !== says)
      wrong.push(`${receipt.id}: two receipts, ${before} and ${says}`);
    first.set(receipt.id, says);
  }
  for (const line of ledger) {
    if (line.is === 'refused') lost.push(`refused with ${line.status}: ${line.code}`);
  }
  for (const { entry_id } of kept) {
    if (!attempted.has(entry_id)) wrong.push(`${entry_id}: in the database, attempted by nobody`);
  }

  const doubled = (await world.ask<{ what: string }>(DOUBLED, [stage.eventId])).map(({ what }) => what);
  wrong.push(...(await differences(world, stage.eventId)));
  const people = await peopleOf(world, stage.eventId);
  for (const [i, watcher] of watchers.entries()) {
    if (watcher.stepsBack > 0) wrong.push(`screen ${i + 1} went back ${watcher.stepsBack} times`);
    if (watcher.now?.people !== people)
      wrong.push(`screen ${i + 1} shows ${watcher.now?.people ?? 'nothing'}, the ledger says ${people}`);
  }
  const unknown = ledger.filter(({ is }) => is === 'unknown').length;
  return { attempted: attempted.size, acknowledged: first.size, unknown, lost, doubled, wrong };
}

/** People present: a count of the ledger itself. */
export async function peopleOf(world: World, eventId: string): Promise<number> {
  const [row] = await world.ask<{ n: number }>(
    `SELECT count(DISTINCT person_id)::int AS n FROM check_ins c WHERE event_id = $1 AND ${STANDS}`,
    [eventId],
  );
  return row?.n ?? 0;
}

/** Leaves that differ from a recount of the ledger. */
async function differences(world: World, eventId: string): Promise<string[]> {
  const rows = await world.ask<{ what: string }>(
    `WITH standing AS (
       SELECT * FROM check_ins c WHERE event_id = $1 AND ${STANDS}
     ), ledger AS (
       SELECT site_id, org_unit_id, 'turns' AS metric, count(*)::int AS value FROM standing GROUP BY 1, 2
       UNION ALL
       SELECT site_id, org_unit_id, 'people', count(*)::int FROM standing s
       WHERE NOT EXISTS (
         SELECT 1 FROM standing e WHERE e.person_id = s.person_id AND (e.rev, e.id) < (s.rev, s.id))
       GROUP BY 1, 2
       UNION ALL
       SELECT site_id, org_unit_id, 'accepted', count(*)::int FROM assignments
       WHERE event_id = $1 AND state IN ('accepted', 'checked_in', 'completed', 'no_show') GROUP BY 1, 2
     ), shown AS (
       SELECT site_id, org_unit_id, metric, value FROM event_counts
       WHERE event_id = $1 AND metric IN ('turns', 'people', 'accepted') AND value <> 0
     ), both_ways AS (
       (SELECT 'counted too little' AS how, * FROM (SELECT * FROM ledger EXCEPT SELECT * FROM shown) AS a)
       UNION ALL
       (SELECT 'counted too much', * FROM (SELECT * FROM shown EXCEPT SELECT * FROM ledger) AS b)
     )
     SELECT concat_ws(' ', how, metric, value, 'site', site_id, 'unit', org_unit_id) AS what FROM both_ways`,
    [eventId],
  );
  return rows.map(({ what }) => what);
}

/** A void takes a row of the ledger out of every count. */
const STANDS = `NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id)`;

const KEPT = `
SELECT device_id, entry_id, person_id, id AS check_in_id, 'counted' AS outcome, rev FROM check_ins WHERE event_id = $1
UNION ALL
SELECT device_id, entry_id, person_id, check_in_id,
  CASE WHEN refusal = 'already_checked_in' THEN 'duplicate' ELSE 'refused' END, rev
FROM check_in_conflicts WHERE event_id = $1`;

const DOUBLED = `
SELECT concat('person ', person_id, ' ', count(*), ' times in one shift') AS what FROM check_ins c
WHERE event_id = $1 AND ${STANDS} GROUP BY person_id, shift_id HAVING count(*) > 1
UNION ALL
SELECT concat('check-in ', check_in_id, ' is voided ', count(*), ' times') FROM check_in_voids
WHERE event_id = $1 GROUP BY check_in_id HAVING count(*) > 1
UNION ALL
SELECT concat('entry ', entry_id, ' is kept ', count(*), ' times') FROM (${KEPT}) AS k
GROUP BY device_id, entry_id HAVING count(*) > 1`;
