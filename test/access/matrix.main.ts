/** `npm run access-matrix`: plays every route and message against the policy; the last line is one JSON object. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { startNode } from '../support/test-server.js';
import { playMatrix } from './matrix.js';

const folder = await mkdtemp(join(tmpdir(), 'ra-quan-access-'));
let right = false;
try {
  const postgres = await startEmbeddedPostgres(folder, true);
  try {
    right = await play(postgres.url);
  } finally {
    await postgres.stop();
  }
} catch (thrown) {
  console.error(thrown);
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(right ? 0 : 1);

async function play(databaseUrl: string): Promise<boolean> {
  // Without a worker: what jobs would make of the things of this world is nothing to the policy.
  const server = await startNode(databaseUrl, { ROLE: 'web' });
  try {
    const { routes, messages, cases, uncovered, wrong } = await playMatrix(server);
    for (const name of uncovered) console.log(`UNCOVERED ${name}`);
    for (const said of wrong) console.log(`WRONG ${said}`);
    const figures = { routes, messages, cases, uncovered: uncovered.length, wrong: wrong.length };
    console.log(JSON.stringify({ bench: 'access', figures }));
    return figures.uncovered + figures.wrong === 0;
  } finally {
    await server.close();
  }
}
