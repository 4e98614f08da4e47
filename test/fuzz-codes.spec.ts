import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { factories } from './factories/index.js';
import { fuzzCodes, fuzzCodesOverHttp } from './fuzz/codes.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('forged, flipped, replayed, expired and foreign check-in codes', () => {
  it('are none accepted by what decides', async () => {
    expect(await fuzzCodes({ cases: 5_000, seed: 1 })).toEqual({ cases: 5_000, accepted: 0 });
  });

  it('are none accepted at the door', async () => {
    const found = await fuzzCodesOverHttp(server, factories(server), { cases: 200, seed: 1 });
    expect(found).toEqual({ cases: 200, accepted: 0 });
  });
});
