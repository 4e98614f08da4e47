import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('health', () => {
  it('answers without a session', async () => {
    expect((await server.client().get('/api/health/live')).status).toBe(200);
    expect((await server.client().get('/api/health/ready')).status).toBe(200);
  });

  it('says in two languages that a path does not exist', async () => {
    const { status, body } = await server.client().get('/api/nothing-here');
    expect(status).toBe(404);
    expect(body).toEqual({ code: 'not_found', message: { vi: 'Không tìm thấy.', en: 'Not found.' } });
  });
});
