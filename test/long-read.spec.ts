import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { longRead } from '../src/platform/database/long-read.js';
import { createTestDatabase } from './support/test-database.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

it.each([0, 1, 999, 1_000, 1_001, 2_500])('reads all of %i rows, in their order', async (n) => {
  const rows = await longRead<{ i: number }>(dataSource.manager, 'SELECT generate_series(1, $1::int) AS i', [
    n,
  ]);
  expect(rows.map(({ i }) => i)).toEqual(Array.from({ length: n }, (_, i) => i + 1));
});

it('reads one after the other in one transaction', async () => {
  const read = (n: number) =>
    dataSource.transaction(async (manager) => [
      ...(await longRead<{ i: number }>(manager, 'SELECT $1::int AS i', [n])),
      ...(await longRead<{ i: number }>(manager, 'SELECT $1::int AS i', [n + 1])),
    ]);
  expect(await Promise.all([read(1), read(3)])).toEqual([
    [{ i: 1 }, { i: 2 }],
    [{ i: 3 }, { i: 4 }],
  ]);
});
