import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';

/**
 * One PostgreSQL (fsync off) for the whole run, with a migrated template that each test file
 * copies. Jest does not resolve TypeScript's `.js` names in its global setup, so this is plain
 * JavaScript over the compiled server: `npm test` compiles it first.
 */
export default async function globalSetup() {
  const { startEmbeddedPostgres } = await import('../../dist/src/platform/database/embedded-postgres.js');
  const { prepareDatabase } = await import('../../dist/src/server.js');
  const folder = await mkdtemp(join(tmpdir(), 'ra-quan-test-'));
  const cluster = await startEmbeddedPostgres(folder, true);
  globalThis.stopTestCluster = async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const dataSource = await prepareDatabase({ DATABASE_POOL: 2 }, cluster.url);
  await dataSource.destroy();
  process.env.TEST_CLUSTER_URL = cluster.url;
}
