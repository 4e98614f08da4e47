import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playMatrix } from './access/matrix.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  // Without a worker: what jobs would make of the things of this world is nothing to the policy.
  server = await startTestServer({ ROLE: 'web' });
});
afterAll(() => server.close());

describe('the access matrix', () => {
  it('finds each route and each message as the policy table says, for everybody and everything', async () => {
    const { cases, uncovered, wrong } = await playMatrix(server);
    expect(uncovered).toEqual([]);
    expect(wrong).toEqual([]);
    expect(cases).toBeGreaterThan(5_000);
  }, 300_000);
});
