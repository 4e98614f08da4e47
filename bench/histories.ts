import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { readEnv } from '../src/platform/env.js';
import { startServer } from '../src/server.js';
import { opened, runAndClose } from './opened.js';
import { playHistories } from './histories/play.js';

/**
 * Random histories of the ledger (scans, repeats, rushes, voids, check-ins put back, moves and merges
 * of units, moves between shifts, closings, decisions and their undoing) on the real services and a
 * real PostgreSQL, against a small model: equal at every level, or the seed of the one that differs.
 */
const { values: options } = parseArgs({
  options: {
    /** As many as half a minute allows. */
    quick: { type: 'boolean', default: false },
    histories: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
  },
});
const many = Number(options.histories);
const firstSeed = Number(options.seed);
if (!Number.isInteger(many) || many < 1) throw new Error('--histories wants a whole number.');
if (!Number.isInteger(firstSeed) || firstSeed < 0) throw new Error('--seed wants a whole number.');

await runAndClose(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ra-quan-histories-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres(folder, true);
  opened.push(() => postgres.stop());
  await play(postgres.url);
});
process.exit(0);

async function play(databaseUrl: string): Promise<void> {
  const env = readEnv({
    ROLE: 'web',
    PORT: '0',
    HOST: '127.0.0.1',
    DEMO_PROVINCE: 'none',
    LOG_LEVEL: 'error',
  });
  const server = await startServer(env, databaseUrl);
  try {
    const played = await playHistories({
      dataSource: server.app.get(DataSource, { strict: false }),
      get: (token) => server.app.get(token, { strict: false }),
      many,
      firstSeed,
      ...(options.quick ? { seconds: 30 } : {}),
      say: (done) => {
        if (done % 1_000 === 0) console.log(`${done} of ${many} histories: no difference`);
      },
    });
    const { histories } = played;
    const figures = { histories, differences: 0, seconds: Math.round(played.seconds) };
    console.log(JSON.stringify({ bench: 'histories', figures }));
  } finally {
    await server.close();
  }
}
