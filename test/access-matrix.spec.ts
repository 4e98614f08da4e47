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
    const { cases, uncovered, wrong, done } = await playMatrix(server);
    expect(uncovered).toEqual([]);
    expect(wrong).toEqual([]);
    expect(cases).toBeGreaterThan(5_000);
    await expectAudited(done);
  }, 900_000);
});

/** Who was let in and changed something stands in the audit, each time; who was refused does not. */
async function expectAudited(done: Record<string, number>): Promise<void> {
  const told = await server.dataSource.query<{ route: string; n: number }[]>(
    `SELECT route, count(DISTINCT act_id)::int AS n FROM audit_entries WHERE kind = 'act' GROUP BY route`,
  );
  const acts = Object.fromEntries(told.map(({ route, n }) => [route.replace(/:(\w+)/g, '{$1}'), n]));
  const wanted = Object.entries(done).filter(([name]) => !(name in SILENT));
  expect(acts).toEqual(Object.fromEntries(wanted));
}

/** Routes that change something and leave no act, each with the reason. */
const SILENT: Record<string, string> = {
  'POST /api/events/{eventId}/check-ins': 'the ledger says who checked whom in',
  'POST /api/events/{eventId}/results': 'the ledger says who reported what',
  'POST /api/events/{eventId}/result-photos': 'as results',
  'POST /api/me/assignments/{assignmentId}/answer': 'an acceptance is a step of its assignment',
  'POST /api/events/{eventId}/broadcasts/audience': 'counts, and changes nothing',
  'POST /api/me/inbox/seen': 'marks letters as read',
  'POST /api/me/assignments/{assignmentId}/on-the-way': 'a word about oneself, gathered with those of others',
  'PUT /api/rehearsals/{rehearsalId}/report': 'says how far something simulated has come',
};
