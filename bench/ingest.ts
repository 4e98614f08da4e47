import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { gateCode } from '../src/events/index.js';
import { newId } from '../src/kernel/ids.js';
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';
import { prepareDatabase } from '../src/server.js';
import { opened, runAndClose } from './opened.js';
import { cpuOf } from './ingest/cpu.js';
import { Phones, request } from './ingest/load.js';
import { orderOf } from './ingest/order.js';
import { pgbench, singleRow, unnested } from './ingest/pgbench.js';
import { type BenchEvent, type Gate, Province, scanOf, siteOf } from './ingest/province.js';
import { type ServerProcess, startServerProcess } from './ingest/server-process.js';
import { verify } from './ingest/verify.js';

/**
 * How many check-ins a second one server takes, beside what it could take at best: single-row inserts
 * by pgbench into the same table of the same cluster (fsync on), the same stack without the database,
 * and the way most would write it first. After every load the ledger and all counts are recounted.
 */
const { values: options } = parseArgs({
  options: {
    /** One short round, under a minute. */
    quick: { type: 'boolean', default: false },
    /** Writes a processor profile of the server into var/bench. */
    profile: { type: 'boolean', default: false },
  },
});
const ROUNDS = options.quick ? 1 : 3;
/** Check-ins of one load. */
const LOAD = options.quick ? 8_000 : 30_000;
const WARM = 2_000;
const REST_MS = 2_000;
const CONNECTIONS = 256;
const CLIENTS = 32;
const BATCH = 50;
const SPREAD = 50;
const FOLDER = join(PROJECT_ROOT, 'var/bench');
const REAL = new URL('../src/main.js', import.meta.url);
const NO_DATABASE = new URL('./ingest/no-database.main.js', import.meta.url);
const NAIVE = new URL('./ingest/naive.main.js', import.meta.url);

await runAndClose(bench);

async function bench(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  chmodSync(FOLDER, 0o711);
  const folder = await mkdtemp(join(FOLDER, 'ingest-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres(folder);
  opened.push(() => postgres.stop());
  const postmaster = Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  await (await prepareDatabase({ DATABASE_POOL: 2 }, postgres.url)).destroy();
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  opened.push(() => db.end());
  const phones = await Phones.start();
  opened.push(() => phones.stop());

  const province = new Province(db, LOAD);
  await province.create();
  const gates = await province.gates(CONNECTIONS);
  await db.query('CREATE SEQUENCE bench_numbers MINVALUE 0');
  const lab = { db, phones, province, gates, url: postgres.url, folder, postmaster };

  const rounds: Record<string, number>[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await oneRound(lab));
  const figures = Object.fromEntries(
    Object.keys(rounds[0]!).map((name) => [name, middle(rounds.map((figuresOf) => figuresOf[name]!))]),
  );
  console.log(JSON.stringify({ bench: 'ingest', figures }));
}

interface Lab {
  db: pg.Client;
  phones: Phones;
  province: Province;
  gates: Gate[];
  url: string;
  folder: string;
  postmaster: number;
}
interface Measured {
  /** Check-ins a second. */
  rate: number;
  /** Microseconds of processor time for each. */
  postgres: number;
  server: number;
}

async function oneRound(lab: Lab): Promise<Record<string, number>> {
  const inserts = await singleInserts(lab);
  const unnest = await unnestInserts(lab);
  // The least that pg_cpu_vs_single_insert could be: nobody is looked up, nothing is counted, no place is marked.
  console.log(`a row by UNNEST costs ${round(unnest.postgres / inserts.postgres)} × a row inserted singly`);

  const profile = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${FOLDER}`] : [];
  const server = await startServerProcess(REAL, lab.url, profile);
  opened.push(() => server.stop());
  await warm(lab, server);
  await atRest(lab);
  const hot = await load(lab, server, 'one hot event', await lab.province.event(LOAD));
  await duplicates(lab, server);
  await ownPhones(lab, server);
  const spread = await spreadOut(lab, server);
  const batches = await offline(lab, server);
  await server.stop();

  const free = await another(lab, NO_DATABASE);
  await warm(lab, free, false);
  const noDatabase = await load(lab, free, 'without the database', await lab.province.event(0), LOAD, false);
  await free.stop();

  const slow = await another(lab, NAIVE);
  await warm(lab, slow);
  const naive = await load(lab, slow, 'the naive way', await lab.province.event(LOAD / 10));
  await slow.stop();

  return {
    rate_vs_pgbench: round(hot.rate / inserts.rate),
    rate_vs_no_db: round(hot.rate / noDatabase.rate),
    pg_cpu_vs_single_insert: round(hot.postgres / inserts.postgres),
    batch_rate_vs_unnest: round(batches.rate / unnest.rate),
    hot_vs_spread: round(hot.rate / spread.rate),
    rate_vs_naive: round(hot.rate / naive.rate),
  };
}

async function another(lab: Lab, main: URL): Promise<ServerProcess> {
  const server = await startServerProcess(main, lab.url);
  opened.push(() => server.stop());
  return server;
}

/** Nobody is measured while the compiler is still at work. */
async function warm(lab: Lab, server: ServerProcess, writes = true): Promise<void> {
  const event = await lab.province.event(WARM);
  await run(lab, server, singles(lab.gates, event, WARM));
  if (writes) await over(lab, event);
}

/** What the database does for a server of which nobody wants anything: it is in every figure below. */
async function atRest(lab: Lab): Promise<void> {
  const before = cpuOf(lab.postmaster);
  await delay(REST_MS);
  const share = ((cpuOf(lab.postmaster) - before) / REST_MS) * 1_000;
  console.log(`at rest: PostgreSQL is busy ${(share * 100).toFixed(1)} % of the time`);
}

/** Everybody of the event comes once, each with one request. */
async function load(
  lab: Lab,
  server: ServerProcess,
  title: string,
  event: BenchEvent,
  count = event.people,
  writes = true,
): Promise<Measured> {
  await settle(lab);
  const measured = await run(lab, server, singles(lab.gates, event, count), title);
  if (writes) await over(lab, event);
  return measured;
}

function singles(gates: readonly Gate[], event: BenchEvent, count: number): string[] {
  return orderOf(count).map((i) => {
    const gate = i % gates.length;
    return request(event.id, gates[gate]!.cookie, `gate-device-${gate}`, [scanOf(event, i)]);
  });
}

/** Three in ten come again: half of them sent twice by the same phone, half scanned at another gate. */
async function duplicates(lab: Lab, server: ServerProcess): Promise<void> {
  const people = Math.round(LOAD / 4);
  const event = await lab.province.event(people);
  const once = singles(lab.gates, event, people);
  const all = once.flatMap((sent, i) => {
    if (i % 10 < 7) return [sent];
    const other = lab.gates[(i + 1) % lab.gates.length]!;
    return i % 2 === 0
      ? [sent, sent]
      : [sent, request(event.id, other.cookie, 'another-gate', [scanOf(event, i)])];
  });
  await run(lab, server, all, 'with 30 % sent or scanned twice');
  const twice = once.filter((_, i) => i % 10 >= 7 && i % 2 === 1).length;
  await over(lab, event, twice);
}

/** Volunteers send the gate's code from their own phones: every request another session. */
async function ownPhones(lab: Lab, server: ServerProcess): Promise<void> {
  const event = await lab.province.event(Math.round(LOAD / 4));
  const phones = await lab.province.phones(event);
  const now = new Date();
  const requests = phones.map(({ cookie }, i) => {
    const siteId = siteOf(event, i);
    const gate = gateCode(event.codeKey, siteId, now);
    const scan = { id: newId(), method: 'gate_code', siteId, gateCode: gate, deviceTime: now.toISOString() };
    return request(event.id, cookie, `phone-${i}`.padEnd(12, '0'), [scan]);
  });
  await run(lab, server, requests, 'from own phones, each its own session');
  await over(lab, event);
}

/** The same load over fifty events, in turn. */
async function spreadOut(lab: Lab, server: ServerProcess): Promise<Measured> {
  const people = Math.floor(LOAD / SPREAD);
  const events: BenchEvent[] = [];
  for (let i = 0; i < SPREAD; i++) events.push(await lab.province.event(people, 10, i * people));
  await settle(lab);
  const each = events.map((event) => singles(lab.gates, event, people));
  const requests = Array.from({ length: people }, (_, i) => each.map((one) => one[i]!)).flat();
  const measured = await run(lab, server, requests, `spread over ${SPREAD} events`);
  for (const event of events) await over(lab, event);
  return measured;
}

/** Gates that had no network send what they have kept. */
async function offline(lab: Lab, server: ServerProcess): Promise<Measured> {
  const event = await lab.province.event(LOAD);
  await settle(lab);
  const order = orderOf(LOAD);
  const requests = Array.from({ length: LOAD / BATCH }, (_, b) => {
    const gate = b % lab.gates.length;
    const entries = order.slice(b * BATCH, (b + 1) * BATCH).map((i) => scanOf(event, i));
    return request(event.id, lab.gates[gate]!.cookie, `gate-device-${gate}`, entries);
  });
  const measured = await run(lab, server, requests, `in batches of ${BATCH}`, CLIENTS);
  await over(lab, event);
  return measured;
}

/** The load has left behind exactly what it should, and the event's day is over. */
async function over(lab: Lab, event: BenchEvent, conflicts = 0): Promise<void> {
  await verify(lab.db, event, { people: event.people, conflicts });
  await lab.province.end(event);
}

async function run(
  lab: Lab,
  server: ServerProcess,
  requests: readonly string[],
  title?: string,
  connections = CONNECTIONS,
): Promise<Measured> {
  const before = { postgres: cpuOf(lab.postmaster), server: cpuOf(server.pid) };
  const result = await lab.phones.send({ port: server.port, connections, requests });
  const count = result.counted + result.duplicate + result.refused;
  const each = (seconds: number) => (seconds / count) * 1e6;
  const measured = {
    rate: count / result.seconds,
    postgres: each(cpuOf(lab.postmaster) - before.postgres),
    server: each(cpuOf(server.pid) - before.server),
  };
  if (result.refused > 0) throw new Error(`${result.refused} check-ins were refused`);
  if (title !== undefined) {
    const [p50, p99] = [0.5, 0.99].map((share) => at(result.ms, share).toFixed(0));
    say(title, measured, `, ${measured.server.toFixed(0)} µs of Node; p50 ${p50} ms, p99 ${p99} ms`);
  }
  return measured;
}

/** pgbench puts the same rows into the same table, with all its constraints and indexes. */
async function singleInserts(lab: Lab): Promise<Measured> {
  const event = await lab.province.event(LOAD);
  await lab.province.end(event);
  return inserts(lab, 'pgbench, single rows', singleRow(event), 1);
}

async function unnestInserts(lab: Lab): Promise<Measured> {
  const event = await lab.province.event(LOAD);
  await lab.province.end(event);
  return inserts(lab, `pgbench, ${BATCH} rows by UNNEST`, unnested(event, BATCH), BATCH);
}

async function inserts(lab: Lab, title: string, script: string, batch: number): Promise<Measured> {
  // Each client makes as many; one row more than there are people would be somebody for the second time.
  const rows = LOAD - (LOAD % (batch * CLIENTS));
  await lab.db.query('ALTER SEQUENCE bench_numbers RESTART');
  await settle(lab);
  const before = cpuOf(lab.postmaster);
  const rate = batch * (await pgbench(lab.url, lab.folder, script, CLIENTS, rows / batch));
  const measured = { rate, postgres: ((cpuOf(lab.postmaster) - before) / rows) * 1e6, server: 0 };
  say(title, measured);
  return measured;
}

/** What was prepared is on disk, vacuumed and known to the planner, so that no load pays for it. */
async function settle(lab: Lab): Promise<void> {
  await lab.db.query(
    'VACUUM (ANALYZE) check_ins, assignments, registrations, event_counts, people, sessions',
  );
  await lab.db.query('CHECKPOINT');
}

function say(title: string, { rate, postgres }: Measured, more = ''): void {
  console.log(`${title}: ${rate.toFixed(0)} a second, ${postgres.toFixed(0)} µs of PostgreSQL each${more}`);
}
function at(list: readonly number[], share: number): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length * share)]!;
}
function middle(list: readonly number[]): number {
  return at(list, 0.5);
}
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
