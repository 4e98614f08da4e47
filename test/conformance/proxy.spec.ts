import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { factories } from '../factories/index.js';
import { cutOffNode } from '../faults/cut-off-node.js';
import type { FaultProxy } from '../faults/fault-proxy.js';
import { RawSocket } from '../faults/raw-socket.js';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http-client.js';
import { LiveClient } from '../support/live-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { describeWith } from './describe-with.js';
import { missingNginx, startNginx } from './nginx.js';
import { type Outside, temporaryFolder } from './processes.js';

/** As many phones as nginx would not let through by itself on eight processors. */
const PHONES = 4_500;

describeWith(missingNginx(), 'two web nodes behind nginx as we ship it', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let whole: TestServer;
  let nodes: TestServer[];
  let databases: FaultProxy[];
  let proxy: Outside;
  let organiser: HttpClient;
  let eventId: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    whole = await startTestServer({ ROLE: 'web' });
    const made = [await cutOffNode(whole), await cutOffNode(whole)] as const;
    nodes = made.map(({ node }) => node);
    databases = made.map(({ database }) => database);
    proxy = await startNginx(folder.path, [made[0].node.url, made[1].node.url]);
    const make = factories(whole);
    await make.place('38', 'province', 'Thanh Hóa');
    const province = await make.orgUnit({ name: 'Tỉnh đoàn' });
    eventId = (await make.event({ unit: province })).id;
    const { client } = await make.staff('event_organiser', province);
    organiser = new HttpClient(proxy.url, Object.fromEntries(client.cookies));
    organiser.extra = { origin: proxy.url };
  });
  afterEach(async () => {
    for (const database of databases) database.heal(false);
    await eventually(async () => {
      const ready = await Promise.all(nodes.map((node) => node.client().get('/api/health/ready')));
      return ready.every(({ status }) => status === 200);
    });
  });
  afterAll(async () => {
    await proxy.stop();
    for (const node of nodes) await node.close();
    for (const database of databases) await database.close();
    await whole.close();
    await folder.remove();
  });

  const read = () => organiser.get(`/api/events/${eventId}`);

  it('lets pages in by their own origin, and their sockets', async () => {
    const title = { version: 1, title: 'Lễ ra quân' };
    expect((await organiser.patch(`/api/events/${eventId}`, title)).status).toBe(200);
    organiser.extra = { origin: 'http://elsewhere.example' };
    expect((await organiser.patch(`/api/events/${eventId}`, title)).status).toBe(403);
    organiser.extra = { origin: proxy.url };
    const live = await LiveClient.connect(proxy.url, organiser, 'staff');
    expect(await live.join('board', eventId)).toMatchObject({ ok: true });
    live.close();
  });

  it(`holds the lines of ${PHONES} phones at once`, async () => {
    const port = Number(new URL(proxy.url).port);
    const is: ('open' | 'closed')[] = [];
    const phones = Array.from(
      { length: PHONES },
      (_, n) =>
        // The first that a node says to whoever has come through.
        new RawSocket(port, '', { text: () => (is[n] = 'open'), gone: () => (is[n] = 'closed') }),
    );
    await eventually(() => Object.keys(is).length === PHONES, 60_000);
    const held = is.filter((one) => one === 'open').length;
    for (const phone of phones) phone.close();
    expect(held).toBe(PHONES);
  });

  it('says of an absent database what the nodes say, each time, and goes on at once when it is back', async () => {
    expect((await read()).status).toBe(200);
    for (const database of databases) database.refuse();
    for (let n = 0; n < 8; n++) {
      const answer = await read();
      expect(answer).toMatchObject({ status: 503, body: { code: 'database_away' } });
      expect(answer.headers.get('retry-after')).toBe('2');
    }
    for (const database of databases) database.heal(false);
    await eventually(async () => {
      const { status } = await read();
      expect([200, 503]).toContain(status);
      return status === 200;
    });
  });
});
