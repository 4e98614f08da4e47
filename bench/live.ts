import { chmodSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { PHONE_FRAME_MIN_MS } from '../src/contracts/live.js';
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';
import { prepareDatabase } from '../src/server.js';
import { opened, runAndClose } from './opened.js';
import { request } from './ingest/load.js';
import { type BenchEvent, type Gate, Province, scanOf } from './ingest/province.js';
import { startServerProcess } from './ingest/server-process.js';
import { verify } from './ingest/verify.js';
import { PacedGates } from './live/paced-gates.js';
import { Watcher } from './live/watcher.js';

/**
 * From the acknowledgement of a check-in to the screens, while 500 a second arrive over HTTP at one live event: the
 * server is a process of its own on a database that syncs to disk, with boards, screens and phones open. Of
 * each check-in it counts when the last of the boards and screens showed a revision with it.
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** Of each of the 166 communes: 40 make 6,640 in the province, and five counts of each. */
    branches: { type: 'string', default: '40' },
  },
});
const PER_SECOND = 500;
const SECONDS = options.quick ? 15 : 60;
const WARM_SECONDS = 4;
const GATES = 128;
const BOARDS = 40;
const SCREENS = 10;
const PHONES = 500;
const AT_A_TIME = 50;
const LIMIT_MS = 10_000;
const FOLDER = join(PROJECT_ROOT, 'var/bench');

await runAndClose(bench);

async function bench(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  chmodSync(FOLDER, 0o711);
  const folder = await mkdtemp(join(FOLDER, 'live-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres(folder);
  opened.push(() => postgres.stop());
  await (await prepareDatabase({ DATABASE_POOL: 2 }, postgres.url)).destroy();
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  opened.push(() => db.end());
  const province = new Province(db, PER_SECOND * SECONDS, Number(options.branches));
  await province.create();
  const gates = await province.gates(GATES);
  const [first, event] = [
    await province.event(PER_SECOND * WARM_SECONDS),
    await province.event(PER_SECOND * SECONDS),
  ];
  await db.query('VACUUM (ANALYZE)');
  const server = await startServerProcess(new URL('../src/main.js', import.meta.url), postgres.url);
  opened.push(() => server.stop());

  const senders = await PacedGates.open(server.port, GATES);
  opened.push(() => senders.close());
  await senders.send(scans(gates, first), PER_SECOND);
  senders.acknowledged.length = 0;

  const viewers = await province.viewers(BOARDS + SCREENS);
  const watchers = await open(viewers, 'staff', server.port, (n) => ({
    topic: n < BOARDS ? 'board' : 'screen',
    eventId: event.id,
  }));
  const phones = await open(
    (await province.phones(event)).slice(0, PHONES),
    'volunteer',
    server.port,
    () => ({
      topic: 'phone',
      eventId: event.id,
    }),
  );
  const perSecond = await senders.send(scans(gates, event), PER_SECOND);
  const last = Math.max(...senders.acknowledged.map(({ rev }) => rev));
  await untilAllShow(last, [...watchers, ...phones]);
  await verify(db, event, { people: event.people, conflicts: 0 });

  const waits = senders.acknowledged
    .map(({ rev, at }) => Math.max(0, Math.max(...watchers.map((one) => one.since(rev))) - at))
    .sort((a, b) => a - b);
  const [p50, p99] = [percentile(waits, 0.5), percentile(waits, 0.99)];
  console.log(
    `${perSecond.toFixed(0)} check-ins a second with ${BOARDS} boards, ${SCREENS} screens and ${PHONES} phones: ` +
      `the last board or screen shows it ${p50.toFixed(0)} ms after the receipt (p50), ${p99.toFixed(0)} ms (p99), ` +
      `${waits.at(-1)!.toFixed(0)} ms at most`,
  );
  console.log(`a phone was sent a frame every ${(shortest(phones) / 1000).toFixed(2)} s at most`);
  const figures = {
    ack_to_screen_p50_ms: Math.round(p50),
    ack_to_screen_p99_ms: Math.round(p99),
    per_second: Math.round(perSecond),
  };
  console.log(JSON.stringify({ bench: 'live', figures }));
}

/** One request for each person of the event, over all gates and communes in turn. */
function scans(gates: readonly Gate[], event: BenchEvent): string[] {
  return Array.from({ length: event.people }, (_, i) => {
    const gate = i % gates.length;
    return request(event.id, gates[gate]!.cookie, `gate-device-${gate}`, [scanOf(event, i)]);
  });
}

async function open(
  sessions: readonly Gate[],
  kind: 'staff' | 'volunteer',
  port: number,
  joinOf: (n: number) => { topic: string; eventId: string },
): Promise<Watcher[]> {
  const all: Watcher[] = [];
  opened.push(() => all.forEach((one) => one.end()));
  for (let from = 0; from < sessions.length; from += AT_A_TIME) {
    const some = sessions.slice(from, from + AT_A_TIME).map(({ cookie }, i) => {
      const n = from + i;
      return Watcher.open({ port, kind, cookie, n }, joinOf(n));
    });
    all.push(...(await Promise.all(some)));
  }
  return all;
}

async function untilAllShow(rev: number, watchers: readonly Watcher[]): Promise<void> {
  const limit = performance.now() + LIMIT_MS;
  while (watchers.some((one) => one.rev < rev)) {
    if (performance.now() > limit) throw new Error(`Not everybody shows revision ${rev}.`);
    await sleep(20);
  }
}

/** The shortest mean time between two frames of a phone. @throws Error when one is sent more than it may be */
function shortest(phones: readonly Watcher[]): number {
  const means = phones.map(({ shown }) => (shown.at(-1)!.at - shown[0]!.at) / Math.max(1, shown.length - 1));
  const least = Math.min(...means);
  if (least < PHONE_FRAME_MIN_MS * 0.95) throw new Error(`A phone had a frame every ${least.toFixed(0)} ms.`);
  return least;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
