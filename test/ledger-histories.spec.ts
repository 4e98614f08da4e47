import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { playHistories } from '../bench/histories/play.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ ROLE: 'web' });
});
afterAll(() => server.close());

/** `npm run bench:histories` plays 10,000 of them. */
const MANY = 400;

it(`counts what a small model counts, over ${MANY} random histories`, async () => {
  const { dataSource } = server;
  const get: TestServer['get'] = (token) => server.get(token);
  // Others each time; a failure names its seed.
  const firstSeed = Math.floor(Date.now() / 1000) % 1_000_000;
  const played = await playHistories({ dataSource, get, many: MANY, firstSeed });
  expect(played.histories).toBe(MANY);
}, 300_000);
