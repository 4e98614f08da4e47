import { afterEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDataSource, migrate } from '../src/platform/database/data-source.js';
import { unfitness } from '../src/platform/database/database-server.js';
import { createTestDatabase } from './support/test-database.js';

const NAME = `latin_${process.pid}`;
let admin: pg.Client | null = null;
afterEach(async () => {
  await admin?.query(`DROP DATABASE IF EXISTS ${NAME}`);
  await admin?.end();
  admin = null;
});

it('a PostgreSQL that is too old is told by its number, and what is needed', () => {
  expect(unfitness({ version: 140_012, encoding: 'UTF8' })).toContain(
    'PostgreSQL 14 is too old: Ra Quân needs 15',
  );
  expect(unfitness({ version: 150_000, encoding: 'UTF8' })).toBeNull();
});

it('a database whose encoding has no Vietnamese letters is left as it was, and the start says what to do', async () => {
  const database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(
    `CREATE DATABASE ${NAME} ENCODING 'LATIN1' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'`,
  );
  const url = new URL(database.url);
  url.pathname = `/${NAME}`;
  const source = await createDataSource(url.toString(), { DATABASE_POOL: 2 }, [], []).initialize();
  try {
    await expect(migrate(source)).rejects.toThrow('keeps text as LATIN1');
    const [made] = await source.query<{ tables: number }[]>(
      `SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(made?.tables).toBe(0);
  } finally {
    await source.destroy();
  }
  await admin.query(`DROP DATABASE ${NAME}`);
  await admin.end();
  admin = null;
  await database.drop();
});
