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
  `extra_float_digits = -10`,
  `array_nulls = off`,
  `search_path = elsewhere`,
  `lock_timeout = '5ms'`,
  `idle_session_timeout = '5ms'`,
  `row_security = off`,
  `plan_cache_mode = force_custom_plan`,
  `synchronous_commit = off`,
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
       interval '90 minutes'::text AS lasts, 21.0278123456789::float8 AS lat, '{null}'::text[] AS nothing,
       (SELECT count(*)::int FROM events) AS events`,
  );
  expect(row).toEqual({
    at: new Date('2026-10-10T01:02:03Z'),
    day: '2026-10-09',
    bytes: Buffer.from([0, 255]),
    lasts: '01:30:00',
    lat: 21.0278123456789,
    nothing: [null],
    events: 0,
  });
});

it('what it promises of commits, locks and plans is ours', async () => {
  const names = [
    'default_transaction_isolation',
    'synchronous_commit',
    'lock_timeout',
    'idle_session_timeout',
  ];
  const more = ['row_security', 'plan_cache_mode', 'jit'];
  const rows = await source.query<{ name: string; setting: string }[]>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY ($1)',
    [[...names, ...more]],
  );
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    default_transaction_isolation: 'read committed',
    synchronous_commit: 'on',
    lock_timeout: '0',
    idle_session_timeout: '0',
    row_security: 'on',
    plan_cache_mode: 'auto',
    jit: 'off',
  });
});
