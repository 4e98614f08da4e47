import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strideOf } from './order.js';
import type { BenchEvent } from './province.js';

const COLUMNS = `id, event_id, site_id, shift_id, person_id, simulated, assignment_id, org_unit_id,
  method, device_id, entry_id, device_time, recorded_at, recorded_by, rev`;

/** The row that a check-in is, made in the database from a number `n`. */
const row = (event: BenchEvent) => `
  uuidv7(), bench_id(2, ${event.n}), bench_id(4, ${event.n * 1000 + 1} + n % ${event.sites}),
  bench_id(5, ${event.n * 1000 + 1} + n % ${event.sites}), bench_id(7, n), false,
  bench_id(6, ${event.n}::bigint * 1000000 + n), bench_id(1, 1001 + n % ${event.sites}),
  'own_code', 'device-0001', uuidv7(), now(), now(), bench_id(7, 0), 1`;

/** People come in the order in which the phones send them: in the order of their ids an index would grow at one end only. */
const inOrder = (event: BenchEvent, numbers: string) =>
  `${numbers} AS k (i), LATERAL (SELECT k.i * ${strideOf(event.people)} % ${event.people}) AS o (n)`;

/** One client's transaction: the next row. */
export const singleRow = (event: BenchEvent): string =>
  `INSERT INTO check_ins (${COLUMNS}) SELECT ${row(event)}
   FROM ${inOrder(event, `nextval('bench_numbers')`)};`;

/** One client's transaction: the next rows, from an array. */
export const unnested = (event: BenchEvent, rows: number): string =>
  `INSERT INTO check_ins (${COLUMNS}) SELECT ${row(event)}
   FROM ${inOrder(event, `unnest(ARRAY(SELECT nextval('bench_numbers') FROM generate_series(1, ${rows})))`)};`;

/** @returns transactions a second. @throws Error when pgbench is missing or fails */
export async function pgbench(
  url: string,
  folder: string,
  script: string,
  clients: number,
  transactions: number,
): Promise<number> {
  const file = join(folder, 'pgbench.sql');
  // pgbench ends a command at the end of a line.
  await writeFile(file, `${script.replaceAll('\n', ' ')}\n`);
  const each = Math.ceil(transactions / clients);
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(clients),
    '-j',
    '2',
    '-t',
    String(each),
    '-f',
    file,
    url,
  ];
  const child = spawn(findPgbench(), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const tps = /tps = ([\d.]+)/.exec(said)?.[1];
  if (code !== 0 || tps === undefined) throw new Error(`pgbench failed: ${said.slice(-1000)}`);
  return Number(tps);
}

/** pgbench is no part of the embedded PostgreSQL: it comes with Debian's package `postgresql`. */
function findPgbench(): string {
  const versions = '/usr/lib/postgresql';
  const found = (existsSync(versions) ? readdirSync(versions) : [])
    .map((version) => join(versions, version, 'bin/pgbench'))
    .filter((file) => existsSync(file));
  return found.at(-1) ?? 'pgbench';
}
