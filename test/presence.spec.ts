import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Presence } from '../src/contracts/live.js';
import { PRESENT_MS } from '../src/kernel/presence.js';
import { Presence as Looks, SWEEP_MS } from '../src/live/presence.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const HAC_THANH = '14797';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let event: { id: string };
let hanh: { id: string; client: HttpClient }, minh: { id: string; client: HttpClient };
const open: LiveClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  province = await make.orgUnit();
  event = await make.event({ unit: province });
  hanh = await make.staff('event_organiser', province);
  minh = await make.staff('province_coordinator', province);
});
afterEach(() => open.splice(0).forEach((client) => client.close()));
afterAll(() => server.close());

async function connect(client: HttpClient, kind: 'staff' | 'volunteer' | 'screen' = 'staff') {
  const live = await LiveClient.connect(server.url, client, kind);
  const heard: Presence[] = [];
  live.socket.on('presence', (said: Presence) => heard.push(said));
  open.push(live);
  return { live, heard };
}
type Answer = { ok: true; presence: Presence } | { ok: false; error: { code: string } };
const look = (live: LiveClient, more: object = {}) =>
  live.ask<Answer>('look', { eventId: event.id, page: 'day', communeId: null, ...more });

describe('who looks at what', () => {
  it('is told to all who look at the same event, at once, and again when it changes', async () => {
    const [one, two] = [await connect(hanh.client), await connect(minh.client)];
    await look(one.live);
    const answer = await look(two.live, { communeId: HAC_THANH });
    const name = 'Cán bộ';
    expect(answer).toMatchObject({
      ok: true,
      presence: {
        eventId: event.id,
        staff: [
          { staffId: hanh.id, name, page: 'day', communeId: null },
          { staffId: minh.id, name, page: 'day', communeId: HAC_THANH },
        ],
      },
    });
    await eventually(() => one.heard.at(-1)?.staff.length === 2);
    await look(two.live, { page: 'plan' });
    await eventually(() =>
      one.heard.at(-1)?.staff.some((who) => who.staffId === minh.id && who.page === 'plan'),
    );
  });

  it('ends when the page is closed, and one who looks twice is one', async () => {
    const [one, two, three] = [
      await connect(hanh.client),
      await connect(minh.client),
      await connect(minh.client),
    ];
    await look(one.live);
    await look(two.live);
    await look(three.live, { communeId: HAC_THANH });
    await eventually(() => one.heard.at(-1)?.staff.some((who) => who.communeId === HAC_THANH));
    expect(one.heard.at(-1)?.staff).toHaveLength(2);
    two.live.close();
    three.live.close();
    await eventually(() => one.heard.at(-1)?.staff.length === 1);
  });

  it('ends within ten seconds of the last word over a dead line', async () => {
    expect(PRESENT_MS + SWEEP_MS).toBeLessThan(10_000);
    const [one, two] = [await connect(hanh.client), await connect(minh.client)];
    await look(two.live);
    const silentSince = performance.now();
    await look(one.live);
    await eventually(() => one.heard.at(-1)?.staff.length === 2);
    // Eight seconds later, as the node counts: one has said something since, the other has not.
    server.get(Looks).sweep(silentSince + PRESENT_MS);
    await eventually(() => one.heard.at(-1)?.staff.length === 1);
    expect(one.heard.at(-1)?.staff[0]?.staffId).toBe(hanh.id);
    expect(two.live.socket.connected).toBe(true);
  });

  it('is nothing for whoever may not see the board', async () => {
    const elsewhere = await make.orgUnit({ provinceId: '40' });
    const stranger = await connect((await make.staff('event_organiser', elsewhere)).client);
    const keeper = await connect((await make.staff('gate_keeper', province)).client);
    const person = await make.person({ unit: province });
    const phone = await connect(await make.signedIn('volunteer', { subjectId: person.id }), 'volunteer');
    const screen = await connect(await make.signedIn('screen', { eventId: event.id }), 'screen');
    const one = await connect(hanh.client);
    await look(one.live);
    const codes = [];
    for (const { live } of [stranger, keeper, phone, screen]) {
      const answer = await look(live);
      codes.push(answer.ok ? 'let in' : answer.error.code);
    }
    expect(codes).toEqual(['not_found', 'not_allowed', 'not_allowed', 'not_allowed']);
    await look(one.live, { page: 'closing' });
    await eventually(() => one.heard.length > 0);
    for (const { heard } of [stranger, keeper, phone, screen]) expect(heard).toEqual([]);
    expect(one.heard.at(-1)?.staff).toHaveLength(1);
  });

  it('is no longer told to whose role is taken away', async () => {
    const leaver = await make.staff('viewer', province);
    const [one, two] = [await connect(hanh.client), await connect(leaver.client)];
    await look(one.live);
    await look(two.live);
    // Says nothing any more, keeps its line because of another role, and is put out all the same.
    await make.sql(
      `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at)
       SELECT gen_random_uuid(), staff_id, 'gate_keeper', org_unit_id, starts_at FROM role_grants WHERE staff_id = $1`,
      [leaver.id],
    );
    await make.sql(`UPDATE role_grants SET ends_at = now() WHERE staff_id = $1 AND role = 'viewer'`, [
      leaver.id,
    ]);
    // Sooner than silence would end it.
    await eventually(() => one.heard.at(-1)?.staff.length === 1, 5_000);
    const before = two.heard.length;
    await look(one.live, { page: 'devices' });
    await eventually(() => one.heard.at(-1)?.staff[0]?.page === 'devices');
    expect(two.heard.slice(before)).toEqual([]);
    expect(two.live.socket.connected).toBe(true);
    expect(await look(two.live)).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
  });
});
