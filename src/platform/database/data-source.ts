import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Env } from '../env.js';

type Migrations = NonNullable<DataSourceOptions['migrations']>;
export type Entities = NonNullable<DataSourceOptions['entities']>;

/**
 * The one connection pool of a process. `query_timeout` and not only `statement_timeout`: pg waits
 * for ever on a connection that was black-holed, and only the former is kept by the client.
 */
export function createDataSource(
  url: string,
  env: Pick<Env, 'DATABASE_POOL'>,
  entities: Entities,
  migrations: Migrations,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: env.DATABASE_POOL,
    entities,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    applicationName: 'ra-quan',
    extra: {
      query_timeout: 120_000,
      statement_timeout: 110_000,
      idle_in_transaction_session_timeout: 60_000,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      // A transaction may be sent whole, in one packet, without a wait between its statements.
      pipeline: true,
    },
  });
}

const MIGRATION_LOCK = 726_781_001;

/** Brings the schema up to date. Several processes may start at once: one migrates, the others wait. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations();
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
  }
}
