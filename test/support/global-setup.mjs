import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { TEST_FOLDER } from '../../scripts/sweep-test-folders.mjs';

/**
 * One PostgreSQL (fsync off) for the whole run, with a migrated template that each test file
 * copies. Jest does not resolve TypeScript's `.js` names in its global setup, so this is plain
 * JavaScript over the compiled server: `npm test` compiles it first.
 */
export default async function globalSetup() {
  const { startEmbeddedPostgres } = await import('../../dist/src/platform/database/embedded-postgres.js');
  const { prepareDatabase } = await import('../../dist/src/server.js');
  const folder = await mkdtemp(join(tmpdir(), TEST_FOLDER));
  await writeFile(join(folder, 'owner'), String(process.pid));
  const cluster = await startEmbeddedPostgres(folder, true);
  globalThis.stopTestCluster = async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const dataSource = await prepareDatabase({ DATABASE_POOL: 2 }, cluster.url);
  await dataSource.destroy();
  process.env.TEST_CLUSTER_URL = cluster.url;
}
