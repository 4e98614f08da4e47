import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { FaultProxy } from './fault-proxy.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let proxy: FaultProxy;
let source: DataSource;

beforeEach(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  const port = Number(url.port);
  proxy = await FaultProxy.open(() => port);
  url.port = String(proxy.port);
  const patience = { statement: 500, silence: 400 };
  source = createDataSource(url.toString(), { DATABASE_POOL: 2 }, [], [], patience);
  await source.initialize();
});
afterEach(async () => {
  proxy.forget();
  await source.destroy();
  await proxy.close();
  await database.drop();
});

describe('a connection to PostgreSQL', () => {
  it('that went silent fails its query in time and is not used again', async () => {
    await Promise.all([source.query('SELECT 1'), source.query('SELECT pg_sleep(0.05)')]);
    proxy.blackHole();
    const silent = Promise.allSettled([
      source.query('SELECT 1'),
      source.transaction((manager) => manager.query('SELECT 1')),
    ]);
    await eventually(() => proxy.open >= 2);
    const settled = await silent;
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    proxy.heal(false); // what was swallowed stays lost: the old connections never answer again
    for (let i = 0; i < 4; i++) {
      expect(await source.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    }
  }, 30_000);

  it('takes a transaction that is sent whole in one write, so that no process is stopped half-way', async () => {
    const runner = source.createQueryRunner();
    const client: unknown = await runner.connect();
    await runner.release();
    if (!(client instanceof pg.Client)) throw new Error('not a connection of pg');
    const { stream } = client.connection;
    const writes = [jest.spyOn(stream, '_write'), jest.spyOn(stream, '_writev')];
    const rows = await new Transactions(source).runWhole([
      { name: 'first', text: 'SELECT $1::int AS n', values: [1] },
      { name: 'second', text: 'SELECT $1::int AS n', values: [2] },
    ]);
    expect(rows).toEqual([{ n: 2 }]);
    expect(writes.reduce((sum, { mock }) => sum + mock.calls.length, 0)).toBe(1);
  });

  it('of a process that is frozen in a transaction gives its locks back', async () => {
    await source.query('CREATE TABLE places_to_lock (id int); INSERT INTO places_to_lock VALUES (1)');
    const frozen = source.createQueryRunner();
    await frozen.startTransaction();
    await frozen.query('UPDATE places_to_lock SET id = 2');
    proxy.blackHole(); // it says no more
    const other = createDataSource(database.url, { DATABASE_POOL: 1 }, [], []);
    await other.initialize();
    try {
      await other.query('UPDATE places_to_lock SET id = 3');
      expect(await other.query('SELECT id FROM places_to_lock')).toEqual([{ id: 3 }]);
    } finally {
      await other.destroy();
      proxy.heal(false);
      proxy.reset();
      await frozen.release();
    }
  }, 30_000);
});
