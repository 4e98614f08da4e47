import type { DataSource } from 'typeorm';
import { lockDataFolder } from '../data-folder.js';
import type { Env } from '../env.js';
import { createDataSource } from './data-source.js';
import { hasDatabase, runningPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

/** Said to whoever gave the command, without a stack. */
export class Refusal extends Error {}

/**
 * The database for a command given beside the server: that of DATABASE_URL, else that of the server
 * in DATA_DIR, running or, for this moment, stopped.
 * @throws Refusal when there is none
 */
export async function withCommandDatabase<T>(
  env: Env,
  work: (dataSource: DataSource) => Promise<T>,
  entities: Parameters<typeof createDataSource>[2] = [],
): Promise<T> {
  const database = await openDatabase(env);
  try {
    const dataSource = createDataSource(database.url, { DATABASE_POOL: 2 }, entities, []);
    await dataSource.initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.close();
  }
}

async function openDatabase(env: Env): Promise<{ url: string; close(): Promise<void> }> {
  const nothing = () => Promise.resolve();
  // A command is the owner's, where the application is another role.
  const own = env.MIGRATION_DATABASE_URL ?? env.DATABASE_URL;
  if (own !== undefined) return { url: own, close: nothing };
  if (!hasDatabase(env.dataDir)) {
    throw new Refusal(
      `There is no database in ${env.dataDir}: name its folder with DATA_DIR=… or its address with DATABASE_URL=…`,
    );
  }
  const running = await runningPostgres(env.dataDir);
  if (running !== null) return { url: running, close: nothing };
  const lock = await lockDataFolder(env.dataDir);
  try {
    const postgres = await startEmbeddedPostgres(env.dataDir, env.UNSAFE_DATABASE);
    return {
      url: postgres.url,
      close: async () => {
        await postgres.stop();
        await lock.release();
      },
    };
  } catch (thrown) {
    await lock.release();
    throw thrown;
  }
}
