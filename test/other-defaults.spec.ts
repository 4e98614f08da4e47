import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../src/platform/database/data-source.js';
import { createTestDatabase } from './support/test-database.js';

/** What an administrator may have set for a database of ours, or for all of a cluster. */
const DEFAULTS = [
  `datestyle = 'SQL, DMY'`,
  `timezone = 'Pacific/Auckland'`,
  `intervalstyle = 'sql_standard'`,
  `bytea_output = 'escape'`,
  `default_transaction_isolation = 'repeatable read'`,
  `jit = on`,
];

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  const name = new URL(database.url).pathname.slice(1);
  const first = await createDataSource(database.url, { DATABASE_POOL: 1 }, [], []).initialize();
  for (const one of DEFAULTS) await first.query(`ALTER DATABASE ${name} SET ${one}`);
  await first.destroy();
  source = await createDataSource(database.url, { DATABASE_POOL: 1 }, [], []).initialize();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

it('a database with other defaults is read and written as any', async () => {
  const [row] = await source.query<unknown[]>(
    `SELECT '2026-10-10T01:02:03Z'::timestamptz AS at, '2026-10-09'::date::text AS day, '\\x00ff'::bytea AS bytes,
       interval '90 minutes'::text AS lasts, current_setting('transaction_isolation') AS isolation,
       current_setting('jit') AS jit`,
  );
  expect(row).toEqual({
    at: new Date('2026-10-10T01:02:03Z'),
    day: '2026-10-09',
    bytes: Buffer.from([0, 255]),
    lasts: '01:30:00',
    isolation: 'read committed',
    jit: 'off',
  });
});
