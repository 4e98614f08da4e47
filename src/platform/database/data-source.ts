import { DataSource, type DataSourceOptions } from 'typeorm';
import { installAudit, letMigrate } from '../audit/install.js';
import type { Env } from '../env.js';
import { Connection } from './connection.js';
import { expectFit } from './database-server.js';
import { ensureRoles } from './roles.js';
import { SilentConnections } from './silent-connections.js';
import { partWall, raiseWall } from './wall.js';

type Migrations = NonNullable<DataSourceOptions['migrations']>;
export type Entities = NonNullable<DataSourceOptions['entities']>;

/** How long PostgreSQL is waited for, in milliseconds. */
interface Patience {
  /** One statement: PostgreSQL ends it then, and a little later its connection is given up. */
  statement: number;
  /** A transaction of which nothing is heard: its process is frozen or cut off, its locks hold up the others. */
  silence: number;
}

/** Nobody waits longer for a page; a phone keeps what it could not send. */
const WEB: Patience = { statement: 12_000, silence: 10_000 };
/** Jobs write thousands of rows at once, or wait for one another. */
const WORK: Patience = { statement: 30_000, silence: 10_000 };
/** A migration may rewrite a table, or wait for the process that does. */
export const PATIENT: Patience = { statement: 30 * 60_000, silence: 60_000 };

/** PostgreSQL's own word that a statement took too long arrives within this. */
const ON_THE_WAY_MS = 3_000;

/**
 * How a connection speaks, whatever a database's administrator has made the default of cluster, database or role: dates
 * that are read as ISO, a tenth of a metre that stays one, tables in the one schema where they are made, rows that are
 * hidden and not refused; statements of a transaction that see what was committed before each of them and wait for a lock as long
 * as for anything else; a commit that is on disk when it is answered. A kept plan stays kept, and none is compiled: that
 * takes a second, and the planner thinks it worth while for what is read four times a second in a few milliseconds.
 */
export const SPOKEN = [
  'datestyle=ISO',
  'timezone=UTC',
  'intervalstyle=postgres',
  'bytea_output=hex',
  'extra_float_digits=1',
  'array_nulls=on',
  'search_path=public',
  'row_security=on',
  'default_transaction_isolation=read\\ committed',
  'lock_timeout=0',
  'idle_session_timeout=0',
  'synchronous_commit=on',
  'plan_cache_mode=auto',
  'jit=off',
]
  .map((one) => `-c ${one}`)
  .join(' ');

/**
 * The one connection pool of a process. `query_timeout` and not only `statement_timeout`: pg waits
 * for ever on a connection that was black-holed, and only the former is kept by the client.
 */
export function createDataSource(
  url: string,
  env: Pick<Env, 'DATABASE_POOL'> & Partial<Pick<Env, 'ROLE'>>,
  entities: Entities,
  migrations: Migrations,
  patience = env.ROLE === 'web' ? WEB : WORK,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: env.DATABASE_POOL,
    entities,
    migrations,
    subscribers: [SilentConnections],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    applicationName: 'ra-quan',
    extra: {
      Client: Connection,
      query_timeout: patience.statement + ON_THE_WAY_MS,
      statement_timeout: patience.statement,
      idle_in_transaction_session_timeout: patience.silence,
      connectionTimeoutMillis: 10_000,
      options: SPOKEN,
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
    await expectFit(lock);
    await ensureRoles(lock);
    if (await dataSource.showMigrations()) {
      await letMigrate(lock);
      await partWall(lock);
    }
    await dataSource.runMigrations();
    await installAudit(lock);
    await raiseWall(lock);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
  }
}
