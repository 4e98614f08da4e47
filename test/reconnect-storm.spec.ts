import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SessionService } from '../src/platform/sessions/session.service.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

/** More at once than a quiet day has. */
const CROWD = 120;

let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
let eventId: string;

beforeEach(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  unit = await make.orgUnit();
  eventId = (await make.event({ unit })).id;
});
afterEach(() => server.close());

const connect = (client: HttpClient) => LiveClient.connect(server.url, client, 'screen');
const screens = (howMany: number) =>
  Promise.all(Array.from({ length: howMany }, () => make.signedIn('screen', { eventId })));
/** The code a handshake is refused with; null when it is not. */
async function refusal(client: HttpClient): Promise<string | null> {
  try {
    (await connect(client)).close();
    return null;
  } catch (thrown) {
    return (thrown as { data: { code: string } }).data.code;
  }
}

describe('when all come back at once', () => {
  it('everybody with a session gets in, and nobody without', async () => {
    const [signedIn, revoked] = [await screens(CROWD), await make.signedIn('screen', { eventId })];
    await make.sql(
      'UPDATE sessions SET revoked_at = now() WHERE id = (SELECT max(id::text)::uuid FROM sessions)',
    );
    const nobody = server.client({ rq_screen: 'a'.repeat(43) });
    const answers = Promise.all([...signedIn, revoked, nobody].map((client) => refusal(client)));
    expect(await answers).toEqual([...signedIn.map(() => null), 'not_signed_in', 'not_signed_in']);
  });

  it('the first who connects after a start has all others read, too', async () => {
    const [first] = await screens(5);
    expect(await refusal(first!)).toBeNull();
    expect(server.get(SessionService).keptPrincipals().length).toBeGreaterThanOrEqual(5);
  });

  it('who was read in the storm and loses the session elsewhere is refused within five seconds', async () => {
    const [later, ...crowd] = await screens(CROWD);
    await Promise.all(crowd.map((client) => refusal(client)));
    const sessions = server.get(SessionService);
    expect(sessions.keptPrincipals().length).toBeGreaterThanOrEqual(CROWD);
    await make.sql('UPDATE sessions SET revoked_at = now()'); // no signal: another process did it
    const taken = performance.now();
    await eventually(async () => (await refusal(later!)) === 'not_signed_in');
    expect(performance.now() - taken).toBeLessThan(5_000);
  });
});
