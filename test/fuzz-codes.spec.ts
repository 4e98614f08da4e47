import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fuzzCodes, fuzzCodesOverHttp } from './fuzz/codes.js';
import { fuzzOneTimeCodes } from './fuzz/one-time-codes.js';
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
    const found = await fuzzCodesOverHttp({ cases: 200, seed: 1, server });
    expect(found).toEqual({ cases: 200, accepted: 0 });
  });
});

describe('reused, guessed, stolen and expired one-time codes', () => {
  it('open no session', async () => {
    const found = await fuzzOneTimeCodes({ cases: 200, seed: 1, server });
    expect(found.cases).toBeGreaterThanOrEqual(200);
    expect(found.accepted).toBe(0);
  });
});
