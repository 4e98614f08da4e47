import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type LiveDay, makeLiveDay } from './live/province.js';
import { CountingDatabase, type Statements } from './storm/database.js';
import { ReturningClient } from './storm/returning-client.js';
import { freePort, ServerProcess } from './storm/server.js';

/**
 * The server is killed under 5,000 clients and started again: how long until every one of them has a snapshot, and
 * what their return asked of the database. What the server asks by itself is not theirs: of each statement as many
 * are left out as it runs when it starts without clients, or in the same time while all of them sit still.
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    clients: { type: 'string', default: '5000' },
  },
});
const CLIENTS = Number(options.clients);
if (!Number.isInteger(CLIENTS) || CLIENTS < 1) throw new Error('--clients wants a whole number.');
const STORMS = options.quick ? 1 : 3;
const LIMIT_MS = 90_000;
const STORM_MS = 15_000;

const folder = mkdtempSync(join(tmpdir(), 'ra-quan-storm-'));
const database = await CountingDatabase.start(folder);
const server = new ServerProcess(await freePort(), database.url, folder);
const crowd: ReturningClient[] = [];
const storms: { seconds: number; queries: number }[] = [];
try {
  await server.start(); // migrates
  const day = await makeLiveDay(database.sql, CLIENTS);
  const alone = await startAlone();
  await gather(day);
  for (let n = 0; n < STORMS; n++) storms.push(await storm(alone));
} finally {
  for (const client of crowd) client.end();
  await server.kill();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
const figures = {
  seconds_to_all: Math.max(...storms.map(({ seconds }) => seconds)),
  queries: Math.max(...storms.map(({ queries }) => queries)),
};
console.log(JSON.stringify({ bench: 'storm', figures }));

/** What a start asks when nobody comes. */
async function startAlone(): Promise<Statements> {
  await server.kill();
  await database.countAnew();
  await server.start();
  await sleep(STORM_MS); // for as long as a storm lasts: what is swept now and then is in both
  return database.counted();
}

async function gather(day: LiveDay): Promise<void> {
  for (const [n, token] of day.tokens.entries()) {
    crowd.push(new ReturningClient(n, server.port, token, day.eventId, () => undefined));
    if (n % 50 === 0) await sleep(20);
  }
  await untilAll();
}

async function storm(alone: Statements): Promise<{ seconds: number; queries: number }> {
  await database.countAnew();
  const began = performance.now();
  await server.kill();
  await server.start();
  const up = (performance.now() - began) / 1000;
  await untilAll();
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const during = await database.counted();
  await database.countAnew();
  await sleep(seconds * 1000);
  const still = await database.counted();
  const extra = [...during].flatMap(([query, calls]) => {
    const more = calls - Math.max(alone.get(query) ?? 0, still.get(query) ?? 0);
    return more > 0 ? [{ query: query.replace(/\s+/g, ' ').slice(0, 90), more }] : [];
  });
  const queries = extra.reduce((sum, { more }) => sum + more, 0);
  console.log(
    `${CLIENTS} clients: the server was back after ${up.toFixed(1)} s, all had a snapshot after ${seconds} s, ` +
      `${queries} queries:`,
  );
  for (const { query, more } of extra) console.log(`  ${String(more).padStart(5)} × ${query}`);
  return { seconds, queries };
}

async function untilAll(): Promise<void> {
  const limit = performance.now() + LIMIT_MS;
  while (crowd.some((client) => !client.hasSnapshot)) {
    if (performance.now() > limit) {
      const missing = crowd.filter((client) => !client.hasSnapshot).length;
      throw new Error(`${missing} clients have no snapshot after ${LIMIT_MS / 1000} s.`);
    }
    await sleep(20);
  }
}
