import { expect, it } from '@jest/globals';
import type { ClientBase, Pool } from 'pg';
import { Connection } from '../src/platform/database/connection.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import { createTestDatabase } from './support/test-database.js';

/** What TypeORM's driver for PostgreSQL has: the pool of a process. */
const poolOf = (driver: object): Pool => {
  if (!('master' in driver)) throw new Error('no pool');
  return driver.master as Pool;
};

it('a connection that is ended between being given and being listened to ends nothing else', async () => {
  const database = await createTestDatabase();
  const source = await createDataSource(database.url, { DATABASE_POOL: 2 }, [], []).initialize();
  const other = new Connection(database.url);
  await other.connect();
  const pidOf = async (client: ClientBase) =>
    (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
  try {
    const taken = await poolOf(source.driver).connect();
    // Not `once` of node:events: that would listen to errors.
    const gone = new Promise((resolve) => taken.once('end', resolve));
    await other.query('SELECT pg_terminate_backend($1)', [await pidOf(taken)]);
    await gone; // an event of that name that nobody listens to would have ended this process
    taken.release(true);
    expect(await source.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  } finally {
    await other.end();
    await source.destroy();
    await database.drop();
  }
});
