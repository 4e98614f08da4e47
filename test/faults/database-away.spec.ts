import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { factories, type OrgUnitRow } from '../factories/index.js';
import { eventually } from '../support/eventually.js';
import { LiveClient } from '../support/live-client.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { cutOffNode } from './cut-off-node.js';
import type { FaultProxy } from './fault-proxy.js';

/** The node that loses its database; the other stays whole, for the hand that does it. */
let node: TestServer;
let whole: TestServer;
let proxy: FaultProxy;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let event: { id: string };
let organiser: HttpClient;

beforeAll(async () => {
  whole = await startTestServer({ ROLE: 'web' });
  ({ node, database: proxy } = await cutOffNode(whole));
  make = factories(whole);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  event = await make.event({ unit: province });
  const { client } = await make.staff('event_organiser', province);
  organiser = node.client(Object.fromEntries(client.cookies));
});
afterEach(async () => {
  proxy.heal(false);
  await whole.asOwner(
    `BEGIN READ WRITE; ALTER DATABASE ${database()} RESET default_transaction_read_only;
     ALTER DATABASE ${database()} CONNECTION LIMIT -1; COMMIT`,
  );
  proxy.reset();
  await eventually(async () => (await organiser.get('/api/health/ready')).status === 200);
});
afterAll(async () => {
  await node.close();
  await proxy.close();
  await whole.close();
});

const database = () => new URL(whole.databaseUrl).pathname.slice(1);
const AWAY = {
  status: 503,
  body: { code: 'database_away', message: { vi: expect.stringContaining('thử lại') } },
};
const read = () => organiser.get(`/api/events/${event.id}`);
const write = () =>
  organiser.post(`/api/events/${event.id}/sites`, { name: 'Hội trường', communeId: '14758' });

describe('a server whose database', () => {
  it('cannot be reached says so, over HTTP and over a socket, and when to come again', async () => {
    const live = await LiveClient.connect(node.url, organiser, 'staff');
    proxy.refuse();
    const answer = await read();
    expect(answer).toMatchObject(AWAY);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(await node.client().get('/api/health/ready')).toMatchObject(AWAY);
    expect(await live.join('board', event.id)).toMatchObject({ ok: false, error: { code: 'database_away' } });
    live.close();
    proxy.heal(false);
    await eventually(async () => (await read()).status === 200);
  });

  it('may only be read, as a copy that is not yet the first, refuses what would be written for the moment', async () => {
    await whole.asOwner(`ALTER DATABASE ${database()} SET default_transaction_read_only = on`);
    proxy.reset();
    expect(await write()).toMatchObject(AWAY);
  });

  it('has no connection left says so', async () => {
    await whole.asOwner(`ALTER DATABASE ${database()} CONNECTION LIMIT 0`);
    proxy.reset();
    expect(await read()).toMatchObject(AWAY);
  });

  it('ends a statement that takes too long says that it is overloaded', async () => {
    await whole.transactions.run(async ({ manager }) => {
      await manager.query('SELECT FROM events WHERE id = $1 FOR UPDATE', [event.id]);
      const waiting = write();
      await eventually(async () => {
        const canceled = await make.sql(
          `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()`,
        );
        return canceled.length > 0;
      });
      expect(await waiting).toMatchObject({ status: 503, body: { code: 'overloaded' } });
    });
  });
});
