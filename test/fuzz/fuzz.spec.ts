import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase } from '../support/test-database.js';
import { faultsOf, fuzz } from './fuzz.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// `npm run fuzz` does the same with fresh seeds and ten times as much.
it('answers whatever comes over HTTP and sockets in its own words, and lives', async () => {
  const found = await fuzz(database.url, { seed: 20_261_010, http: 700, sockets: 120 });
  expect(faultsOf(found)).toEqual([]);
  expect(found.cases).toBe(820);
}, 180_000);
