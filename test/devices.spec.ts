import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Device, DeviceKind, DeviceOpened, Pairing } from '../src/contracts/devices.js';
import { type GateCode, RefusedAttemptsSchema } from '../src/contracts/participation.js';
import { gateCode, ownCode } from '../src/events/index.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { eventually } from './support/eventually.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
let organiser: HttpClient;
let event: { id: string; startsAt: Date; endsAt: Date };
let other: { id: string };
let here: { id: string };
let there: { id: string };

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  unit = await make.orgUnit();
  organiser = (await make.staff('event_organiser', unit)).client;
  event = await make.event({ unit });
  other = await make.event({ unit });
  here = await make.site(event.id, '14758', 'Nhà văn hóa');
  there = await make.site(event.id, '14758', 'Quảng trường');
});
afterAll(() => server.close());

const path = () => `/api/events/${event.id}/devices`;
const start = async (client: HttpClient, kind: DeviceKind = 'gate') =>
  (await client.post<Pairing>('/api/devices/pairings', { kind })).body;
const open = (client: HttpClient, { secret }: Pairing) =>
  client.post<DeviceOpened>('/api/devices/session', { secret });
const enrol = (code: string, rest: object = {}, client = organiser) =>
  client.post<Device>(path(), { code, kind: 'gate', siteId: here.id, name: 'Máy 1', ...rest });
const listed = async (id: string) =>
  (await organiser.get<Device[]>(path())).body.find((device) => device.id === id);

/** A tablet at the gate of `here`, let in. */
async function tablet() {
  const client = server.client();
  const pairing = await start(client);
  const { body: device } = await enrol(pairing.code);
  expect((await open(client, pairing)).body.session).toMatchObject({ kind: 'gate', eventId: event.id });
  return { client, device };
}
async function volunteer() {
  const person = await make.person({ unit });
  await make.register(event.id, [person.id]);
  return person;
}
async function scan(personId: string, siteId: string) {
  const [row] = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [event.id]);
  const code = ownCode(row!.code_key, personId, event.endsAt);
  const entry = {
    id: newId(),
    method: 'own_code',
    siteId,
    ownCode: code,
    deviceTime: new Date().toISOString(),
  };
  return { deviceId: 'tablet-0001', entries: [entry] };
}

describe('a tablet at a gate', () => {
  it('is let in by an organiser who types the code it shows', async () => {
    const client = server.client();
    const pairing = await start(client);
    expect(pairing.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
    expect((await open(client, pairing)).body).toEqual({ session: null });
    expect((await client.get('/api/devices/self')).status).toBe(401);

    const typed = `${pairing.code.slice(0, 3)}-${pairing.code.slice(3)}`.toLowerCase();
    const { status, body } = await enrol(typed);
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'gate', siteName: 'Nhà văn hóa', state: 'waiting', seenAt: null });
    await open(client, pairing);
    expect((await client.get('/api/devices/self')).body).toMatchObject({
      kind: 'gate',
      event: { id: event.id, state: 'live' },
      site: { id: here.id, name: 'Nhà văn hóa' },
    });
    const shown = await listed(body.id);
    expect(shown?.state).toBe('active');
    expect(shown?.seenAt).not.toBeNull();
    expect((await enrol(pairing.code)).body).toMatchObject({ code: 'unknown_pairing' });
  });

  it('shows the code of its site and sends what it scans there', async () => {
    const { client } = await tablet();
    const shown = await client.get<GateCode>(`/api/events/${event.id}/sites/${here.id}/gate-code`);
    const [row] = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [
      event.id,
    ]);
    expect(shown.body.code).toBe(
      gateCode(row!.code_key, here.id, new Date(Date.parse(shown.body.expiresAt) - 1)),
    );
    const person = await volunteer();
    const shift = await make.shift(event, here.id, [{ target: 1 }]);
    await make.assignment(event, shift, person.id, 'accepted');
    const sent = await client.post(`/api/events/${event.id}/check-ins`, await scan(person.id, here.id));
    expect(sent.body).toMatchObject({ receipts: [{ outcome: 'counted', personId: person.id }] });
  });

  it('sees nothing of another site, another event, or of what organisers do', async () => {
    const { client } = await tablet();
    const person = await volunteer();
    const refused = await Promise.all([
      client.get(`/api/events/${event.id}/sites/${there.id}/gate-code`),
      client.get(`/api/events/${event.id}/sites/${there.id}/roster`),
      client.get(`/api/events/${other.id}/sites/${here.id}/gate-code`),
      client.post(`/api/events/${event.id}/check-ins`, await scan(person.id, there.id)),
      client.post(`/api/events/${other.id}/check-ins`, await scan(person.id, here.id)),
      ...['', '/sites', '/devices', '/check-ins', '/live/board', '/live/screen', '/assignments'].map((rest) =>
        client.get(`/api/events/${event.id}${rest}`),
      ),
      client.get('/api/people'),
      client.get('/api/me'),
    ]);
    expect(refused.map(({ status }) => status).filter((status) => status !== 403 && status !== 404)).toEqual(
      [],
    );
  });

  it('that is revoked is put out at once, and its socket within five seconds', async () => {
    const { client, device } = await tablet();
    const live = await LiveClient.connect(server.url, client, 'gate');
    const { body } = await organiser.post<Device>(`${path()}/${device.id}/revoke`);
    expect(body.state).toBe('revoked');
    await eventually(() => live.socket.disconnected, 5_000);
    expect((await client.get(`/api/events/${event.id}/sites/${here.id}/gate-code`)).status).toBe(401);
    live.close();
  });

  it('whose answer was lost asks again, and the session of before ends', async () => {
    const client = server.client();
    const pairing = await start(client);
    await enrol(pairing.code);
    await open(client, pairing);
    const lost = server.client(Object.fromEntries(client.cookies));
    await open(client, pairing);
    expect((await client.get('/api/devices/self')).status).toBe(200);
    expect((await lost.get('/api/devices/self')).status).toBe(401);
  });
});

it('what a gate refuses is shown on the board: when, where, why, by which device', async () => {
  const { client } = await tablet();
  const forged = await scan(newId(), here.id);
  forged.entries[0]!.ownCode = forged.entries[0]!.ownCode.replace(/.$/, (sign) => (sign === '0' ? '1' : '0'));
  await client.post(`/api/events/${event.id}/check-ins`, forged);
  const auditor = (await make.staff('auditor', unit)).client;
  const { body } = await auditor.get(`/api/events/${event.id}/refused-attempts?refusal=forged_code`);
  const { items, reasons, sites } = RefusedAttemptsSchema.parse(body);
  expect(items[0]).toMatchObject({
    refusal: 'forged_code',
    method: 'own_code',
    siteName: 'Nhà văn hóa',
    fullName: null,
    by: { kind: 'device', name: 'Máy 1' },
  });
  expect(reasons).toContainEqual({ refusal: 'forged_code', n: 1 });
  expect(sites).toContainEqual({ siteId: here.id, siteName: 'Nhà văn hóa', n: 1 });
  expect((await client.get(`/api/events/${event.id}/refused-attempts`)).status).toBe(403);
});

describe('a code on a device', () => {
  it('is of no use after ten minutes, to who does not hold its secret, or to two', async () => {
    const [late, twice] = [await start(server.client()), await start(server.client())];
    await make.sql(`UPDATE device_pairings SET expires_at = now() - interval '1 s'
      WHERE id = (SELECT id FROM device_pairings ORDER BY created_at DESC, id DESC OFFSET 1 LIMIT 1)`);
    expect((await enrol(late.code)).body).toMatchObject({ code: 'unknown_pairing' });
    expect((await open(server.client(), late)).body).toMatchObject({ code: 'pairing_over' });
    expect((await open(server.client(), { ...twice, secret: 'x'.repeat(43) })).status).toBe(410);
    const both = await Promise.all([enrol(twice.code), enrol(twice.code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('of a screen is not taken for a gate, and a site of another event not at all', async () => {
    const { code } = await start(server.client(), 'screen');
    expect((await enrol(code)).body).toMatchObject({ code: 'wrong_device_kind' });
    const foreign = await make.site(other.id, '14758', 'Điểm khác');
    expect((await enrol(code, { kind: 'screen', siteId: foreign.id })).body).toMatchObject({
      code: 'unknown_site',
    });
    expect((await enrol(code, { siteId: null })).status).toBe(400);
    expect((await enrol(code, { kind: 'screen', siteId: null })).status).toBe(201);
  });

  it('is typed by organisers of the event alone', async () => {
    const { code } = await start(server.client());
    const elsewhere = await make.orgUnit({ name: 'Tỉnh đoàn khác' });
    const stranger = (await make.staff('event_organiser', elsewhere)).client;
    const keeper = (await make.staff('gate_keeper', unit)).client;
    expect((await enrol(code, {}, stranger)).status).toBe(404);
    expect((await enrol(code, {}, keeper)).status).toBe(403);
    expect((await stranger.get(path())).status).toBe(404);
  });

  it('is not guessed: thirty slips of the hand are enough', async () => {
    const hasty = (await make.staff('event_organiser', unit)).client;
    const tries = [];
    for (let i = 0; i < 31; i++) tries.push((await enrol('ZZZZZZ', {}, hasty)).status);
    expect([...new Set(tries.slice(0, 30)), tries[30]]).toEqual([422, 429]);
  });
});

it('a screen that is let in reads its event and no other', async () => {
  const client = server.client();
  const pairing = await start(client, 'screen');
  await enrol(pairing.code, { kind: 'screen', siteId: null, name: 'Sân khấu' });
  await open(client, pairing);
  expect((await client.get(`/api/events/${event.id}/live/screen`)).status).toBe(200);
  expect((await client.get(`/api/events/${other.id}/live/screen`)).status).toBe(404);
  expect((await client.get(`/api/events/${event.id}/sites/${here.id}/gate-code`)).status).toBe(403);
});
