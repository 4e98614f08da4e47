import type { DataSource, EntityManager } from 'typeorm';
import type { AuditOccasion } from '../contracts/closing.js';
import { IdSchema } from '../contracts/common.js';
import { EventChanges } from '../events/index.js';
import type { Clock } from '../kernel/clock.js';
import { Refusal, withCommandDatabase } from '../platform/database/command-database.js';
import { DatabaseClock } from '../platform/database/database-clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { readEnv } from '../platform/env.js';
import { SignalBus } from '../platform/signals.js';
import { AuditsRepository } from './audits.repository.js';
import { ClosingEntity } from './closing.entity.js';
import { ClosingsRepository, type Sealed } from './closings.repository.js';
import { CountAuditEntity } from './count-audit.entity.js';
import { type LeafDifference, RecountRepository } from './recount.repository.js';

const USAGE = `npm run recount -- EVENT [--repair]
  EVENT      the id of an event, as the board's address shows it
  --repair   writes what the ledger says over the counts that differ
Reads the database of DATABASE_URL, else that of the server in DATA_DIR (./var), running or stopped,
counts the ledger anew and, of a closed event, makes the hash of its ledger again. Leaves with 0 when
every number is true and the signed ledger is unchanged, and with 1 otherwise.`;

interface Found {
  title: string;
  rev: number;
  differences: LeafDifference[];
  names: Map<string, string>;
  closing: { row: ClosingEntity; sealed: Sealed } | null;
}

const recount = new RecountRepository();
const closings = new ClosingsRepository();
const audits = new AuditsRepository();

async function main(): Promise<boolean> {
  const given = process.argv.slice(2);
  const repair = given.includes('--repair');
  const [id, ...more] = given.filter((word) => word !== '--repair');
  const eventId = IdSchema.safeParse(id);
  if (!eventId.success || more.length > 0) throw new Refusal(USAGE);
  const work = async (dataSource: DataSource) =>
    look(dataSource, await DatabaseClock.follow(dataSource), eventId.data, repair);
  return withCommandDatabase(readEnv(), work, [CountAuditEntity, ClosingEntity]);
}

async function look(
  dataSource: DataSource,
  clock: Clock,
  eventId: string,
  repair: boolean,
): Promise<boolean> {
  const found = await count(dataSource, eventId);
  console.log(`${found.title}: counted anew at revision ${found.rev}.`);
  const sealHolds = sayClosing(found);
  sayDifferences(found);
  if (found.differences.length === 0 || !repair) {
    await write(dataSource, clock, eventId, found, 'by_hand');
    return found.differences.length === 0 && sealHolds;
  }
  await mend(dataSource, clock, eventId);
  const after = await count(dataSource, eventId);
  await write(dataSource, clock, eventId, after, 'repair');
  console.log(`Repaired, at revision ${after.rev}.`);
  sayDifferences(after);
  return after.differences.length === 0 && sealHolds;
}

/** In one snapshot: check-ins may go on meanwhile. */
function count(dataSource: DataSource, eventId: string): Promise<Found> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    const [event] = await manager.query<{ title: string; rev: string }[]>(
      'SELECT title, rev FROM events WHERE id = $1',
      [eventId],
    );
    if (!event) throw new Refusal(`There is no event ${eventId} in this database.`);
    const differences = await recount.differences(manager, eventId);
    const row = await closings.find(manager, eventId);
    const closing = row && { row, sealed: await closings.seal(manager, eventId, Number(row.rev)) };
    const names = await namesOf(manager, differences);
    return { title: event.title, rev: Number(event.rev), differences, names, closing };
  });
}

async function namesOf(
  manager: EntityManager,
  differences: readonly LeafDifference[],
): Promise<Map<string, string>> {
  const ids = differences.flatMap((leaf) => [leaf.siteId, leaf.orgUnitId]);
  const rows = await manager.query<{ id: string; name: string }[]>(
    `SELECT id, name FROM sites WHERE id = ANY ($1::uuid[])
     UNION ALL SELECT id, name FROM org_units WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

function sayClosing({ closing }: Found): boolean {
  if (!closing) return true;
  const { row, sealed } = closing;
  const signed = `${row.people} people, ${row.turns} turns, signed by ${row.signer} at ${row.closed_at.toISOString()}`;
  const holds = sealed.sha256 === row.ledger_sha256 && sealed.entries === row.entries;
  console.log(
    holds
      ? `Closed: ${signed}. The signed ledger is unchanged: ${row.entries} entries, SHA-256 ${row.ledger_sha256}.`
      : `Closed: ${signed}. The signed ledger has been CHANGED: ${row.entries} entries with SHA-256 ${row.ledger_sha256}
were signed, ${sealed.entries} with ${sealed.sha256} are there.`,
  );
  return holds;
}

function sayDifferences({ differences, names }: Found): void {
  if (differences.length === 0) {
    console.log('Every number is what the ledger says.');
    return;
  }
  console.log(`${differences.length} numbers are NOT what the ledger says:`);
  console.table(
    differences.map(({ siteId, orgUnitId, metric, counted, recounted }) => ({
      site: names.get(siteId) ?? '',
      unit: names.get(orgUnitId) ?? orgUnitId,
      metric,
      counted,
      recounted,
    })),
  );
}

async function mend(dataSource: DataSource, clock: Clock, eventId: string): Promise<void> {
  const changes = new EventChanges(clock, new SignalBus());
  await new Transactions(dataSource).run(async (tx) => {
    const event = await changes.raise(tx, eventId);
    const differences = await recount.differences(tx.manager, eventId);
    await recount.repair(tx, event);
    await changes.record(tx, event, [{ kind: 'counts_repaired', count: differences.length }]);
  });
}

async function write(
  dataSource: DataSource,
  clock: Clock,
  eventId: string,
  { rev, differences }: Found,
  occasion: AuditOccasion,
): Promise<void> {
  await audits.insert(dataSource.manager, { eventId, rev, at: clock.now(), occasion, differences });
}

main().then(
  (allTrue) => process.exit(allTrue ? 0 : 1),
  (thrown: unknown) => {
    if (thrown instanceof Refusal) console.error(thrown.message);
    else console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exit(1);
  },
);
