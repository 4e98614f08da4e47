import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MyData, MyRequest } from '../src/contracts/privacy.js';
import type { PushKey } from '../src/contracts/push.js';
import { Inbox } from '../src/people/index.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { browserSubscription, openPushService, readVapid } from './support/push-service.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let service: Awaited<ReturnType<typeof openPushService>>;
let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
let person: { id: string };
let phone: HttpClient;
let browser: ReturnType<typeof browserSubscription>;
let count = 0;

beforeAll(async () => {
  service = await openPushService();
  server = await startTestServer({ PUSH_SERVICES: service.origin });
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  unit = await make.orgUnit();
});
afterAll(async () => {
  await server.close();
  await service.close();
});
beforeEach(async () => {
  service.answerWith(201);
  person = await make.person({ unit, name: 'Lê Thị Hạnh' });
  phone = await make.signedIn('volunteer', { subjectId: person.id });
  browser = browserSubscription(service.origin, `browser-${++count}`);
});

const subscribe = (client = phone, one = browser) => client.post('/api/me/push', one.subscription);
const deliver = (kind: 'offer' | 'note' = 'offer') =>
  server.transactions.run((tx) =>
    server.get(Inbox).deliver(tx, [
      {
        personId: person.id,
        kind,
        eventId: null,
        assignmentId: null,
        text: { vi: 'Mời Hạnh đến Hạc Thành', en: 'Hạnh is invited to Hạc Thành' },
      },
    ]),
  );
const subscriptions = () =>
  make.sql<{ told_seq: number; failures: number; person_id: string }>(
    'SELECT told_seq, failures, person_id FROM push_subscriptions WHERE person_id = $1',
    [person.id],
  );

describe('a letter to somebody whose page is closed', () => {
  it('rings the browser, signed with the key it subscribed with, and says nothing of anybody', async () => {
    const { publicKey } = (await phone.get<PushKey>('/api/me/push')).body;
    expect((await subscribe()).status).toBe(200);
    await deliver();
    const [push] = await service.to(browser.path, 1);
    expect(browser.read(push!)).toEqual({ kind: 'offer', seq: 1, lang: 'vi' });
    expect(push?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '43200', urgency: 'high' });
    const { claims, key } = readVapid(String(push?.headers['authorization']));
    expect(key).toBe(publicKey);
    expect(claims.aud).toBe(service.origin);
    expect(claims.exp * 1000 - Date.now()).toBeLessThan(24 * 3_600_000);
  });

  it('rings once for what has come meanwhile, and not for what was seen', async () => {
    await deliver();
    await subscribe(); // the first letter is no news to this browser
    await deliver('note');
    await service.to(browser.path, 1);
    await eventually(async () => (await subscriptions())[0]?.told_seq === 2);
    await phone.post('/api/me/inbox/seen', { seq: 2 });
    await deliver('offer');
    const pushes = await service.to(browser.path, 2);
    expect(pushes.map((push) => browser.read(push))).toEqual([
      { kind: 'note', seq: 2, lang: 'vi' },
      { kind: 'offer', seq: 3, lang: 'vi' },
    ]);
  });
});

describe('a browser', () => {
  it.each([404, 410])('that is gone (%i) is forgotten', async (status) => {
    await subscribe();
    service.answerWith(status);
    await deliver();
    await eventually(async () => (await subscriptions()).length === 0);
  });

  it('whose service is in trouble is rung again later, and not before', async () => {
    await subscribe();
    service.answerWith(503);
    await deliver();
    await eventually(async () => (await subscriptions())[0]?.failures === 1);
    expect(service.pushes.filter((one) => one.path === browser.path)).toHaveLength(1);
    service.answerWith(201);
    await make.sql('UPDATE push_subscriptions SET not_before = NULL WHERE person_id = $1', [person.id]);
    await eventually(async () => (await subscriptions())[0]?.told_seq === 1);
  });

  it('belongs to who signed in there last', async () => {
    await subscribe();
    const other = await make.person({ unit });
    const signedIn = await make.signedIn('volunteer', { subjectId: other.id });
    await subscribe(signedIn);
    expect(await subscriptions()).toEqual([]);
  });

  it('is no longer rung after signing out', async () => {
    await subscribe();
    await phone.delete('/api/sessions/me?kind=volunteer');
    await deliver();
    await eventually(async () => (await subscriptions()).length === 0);
    expect(service.pushes.filter((one) => one.path === browser.path)).toEqual([]);
  });

  it('can be taken off the list', async () => {
    await subscribe();
    await phone.post('/api/me/push/end', { endpoint: browser.subscription.endpoint });
    expect(await subscriptions()).toEqual([]);
  });

  it('is among what its owner is shown, until it is taken off the list', async () => {
    const shown = async () => (await phone.get<MyData>('/api/me/data')).body.sessions[0]?.notifiedSince;
    expect(await shown()).toBeNull();
    await subscribe();
    expect(await shown()).toEqual(expect.any(String));
    await phone.post('/api/me/push/end', { endpoint: browser.subscription.endpoint });
    expect(await shown()).toBeNull();
  });

  it('goes with the data of its owner', async () => {
    await subscribe();
    const { body } = await phone.post<MyRequest>('/api/me/privacy-requests', { kind: 'erase' });
    const { client: office } = await make.staff('province_coordinator', unit);
    const decided = await office.post(`/api/privacy/requests/${body.id}/decision`, { decision: 'carry_out' });
    expect(decided.status).toBe(200);
    expect(await subscriptions()).toEqual([]);
  });

  it('is one of five at most', async () => {
    for (let i = 0; i < 7; i++) await subscribe(phone, browserSubscription(service.origin, `many-${i}`));
    expect(await subscriptions()).toHaveLength(5);
  });
});

describe('an address', () => {
  it.each([
    'http://127.0.0.1:1/push',
    'https://169.254.169.254/latest/meta-data',
    'https://fcm.googleapis.com.gian.example/x',
    'https://x@fcm.googleapis.com/x',
  ])('that is no push service’s is refused: %s', async (endpoint) => {
    const answer = await phone.post<{ code: string }>('/api/me/push', { ...browser.subscription, endpoint });
    expect([answer.status, answer.body.code]).toEqual([400, 'unknown_push_service']);
  });

  it('with keys that are none is refused', async () => {
    const keys = { ...browser.subscription.keys, p256dh: Buffer.alloc(65, 4).toString('base64url') };
    const answer = await phone.post<{ code: string }>('/api/me/push', { ...browser.subscription, keys });
    expect([answer.status, answer.body.code]).toEqual([400, 'unknown_push_service']);
  });

  it('stands in the database only sealed', async () => {
    await subscribe();
    const [row] = await make.sql<{ text: string }>(
      `SELECT row_to_json(s)::text AS text FROM push_subscriptions s WHERE person_id = $1`,
      [person.id],
    );
    const bytes = Buffer.from(browser.subscription.endpoint).toString('hex');
    expect(row?.text).not.toContain(bytes);
    expect(row?.text).not.toContain(service.origin);
  });
});
