import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Grantable, Role, Staff } from '../src/contracts/people.js';
import { LiveSockets } from '../src/live/live-sockets.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { SetClock } from './support/set-clock.js';
import { startNode, startTestServer, type TestServer } from './support/test-server.js';

const clock = new SetClock();
let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow, commune: OrgUnitRow, sibling: OrgUnitRow;
let event: Awaited<ReturnType<typeof make.event>>, other: typeof event;
let coordinator: HttpClient;
const open: LiveClient[] = [];

beforeAll(async () => {
  server = await startTestServer({ ROLE: 'web' }, clock);
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  commune = await make.orgUnit({ parent: province, communeId: '14758' });
  sibling = await make.orgUnit({ parent: province });
  event = await make.event({ unit: province, title: 'Lễ ra quân' });
  other = await make.event({ unit: province, title: 'Tập huấn' });
  coordinator = (await make.staff('province_coordinator', province)).client;
});
afterEach(() => open.splice(0).forEach((live) => live.close()));
afterAll(() => server.close());

const inMinutes = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();

interface Wish {
  role: Role;
  orgUnitId: string;
  eventId?: string;
  campaignId?: string;
  startsAt?: string;
  endsAt?: string;
}
let logins = 0;
/** An account whose first role is the wished one. */
async function give(by: HttpClient, wish: Wish) {
  const account = { login: `can-bo-${++logins}`, fullName: 'Cán bộ', password: 'mot-mat-khau-that-dai' };
  const { status, body } = await by.post<Staff & { code?: string }>('/api/staff', { ...account, ...wish });
  return { status, body, code: body.code };
}
async function given(
  by: HttpClient,
  wish: Wish,
): Promise<{ id: string; grantId: string; client: HttpClient }> {
  const { body } = await give(by, wish);
  const client = await make.signedIn('staff', { subjectId: body.id });
  return { id: body.id, grantId: body.grants[0]?.id ?? '', client };
}

async function watch(node: TestServer, client: HttpClient): Promise<() => boolean> {
  const live = await LiveClient.connect(node.url, client, 'staff');
  open.push(live);
  expect(await live.join('board', event.id)).toMatchObject({ ok: true });
  const room = `board:${event.id}`;
  const id = live.socket.id ?? '';
  return () => node.get(LiveSockets).membersOf(room).has(id);
}

describe('a role', () => {
  it('counts from its beginning and until its end', async () => {
    const wish = { orgUnitId: commune.id, startsAt: inMinutes(30), endsAt: inMinutes(90) };
    const { client } = await given(coordinator, { role: 'viewer', ...wish });
    expect((await client.get('/api/org-units')).status).toBe(403);
    clock.turn(31);
    expect((await client.get('/api/org-units')).status).toBe(200);
    clock.turn(60);
    expect((await client.get('/api/org-units')).status).toBe(403);
    // One may still see that one is signed in, and log out.
    expect((await client.get('/api/sessions/me?kind=staff')).body).toMatchObject({ roles: [] });
  });

  it('whose end passes leaves the rooms of open sockets', async () => {
    const { client } = await given(coordinator, {
      role: 'viewer',
      orgUnitId: province.id,
      endsAt: inMinutes(10),
    });
    const watching = await watch(server, client);
    expect(watching()).toBe(true);
    clock.turn(11);
    await eventually(() => !watching(), 5_000);
  });

  it('that is ended on one node is gone on another within five seconds', async () => {
    const node = await startNode(server.databaseUrl, { ROLE: 'web' }, clock);
    try {
      const { id, grantId, client } = await given(coordinator, { role: 'viewer', orgUnitId: province.id });
      const there = node.client(Object.fromEntries(client.cookies));
      const watching = await watch(node, there);
      expect((await there.get(`/api/events/${event.id}/live/board`)).status).toBe(200);
      expect((await coordinator.delete(`/api/staff/${id}/grants/${grantId}`)).status).toBe(200);
      const ended = performance.now();
      await eventually(() => !watching(), 5_000);
      // What a session is believed for is counted by the clock of the day, which stands still here.
      clock.turn(1);
      await eventually(async () => (await there.get('/api/org-units')).status === 403, 5_000);
      expect(performance.now() - ended).toBeLessThan(5_000);
    } finally {
      await node.close();
    }
  });

  it('that is ended before it begins never begins', async () => {
    const { id, grantId, client } = await given(coordinator, {
      role: 'viewer',
      orgUnitId: commune.id,
      startsAt: inMinutes(30),
    });
    const ended = await coordinator.delete<Staff>(`/api/staff/${id}/grants/${grantId}`);
    expect(ended.body.grants).toEqual([]);
    clock.turn(31);
    expect((await client.get('/api/org-units')).status).toBe(403);
  });

  it('for one event or campaign is good for that alone', async () => {
    const [forEvent, forCampaign] = await Promise.all([
      given(coordinator, { role: 'event_organiser', orgUnitId: province.id, eventId: event.id }),
      given(coordinator, { role: 'event_organiser', orgUnitId: province.id, campaignId: event.campaignId }),
    ]);
    for (const { client } of [forEvent, forCampaign]) {
      expect((await client.get(`/api/events/${event.id}`)).status).toBe(200);
      expect((await client.get(`/api/events/${other.id}`)).status).toBe(404);
      expect((await client.get<{ id: string }[]>('/api/events')).body.map(({ id }) => id)).toEqual([
        event.id,
      ]);
    }
    const wish = { kind: 'training', title: 'Mới', startsAt: inMinutes(60), endsAt: inMinutes(120) };
    const make = (client: HttpClient) =>
      client.post('/api/events', { ...wish, campaignId: event.campaignId });
    expect((await make(forEvent.client)).body).toMatchObject({ code: 'unknown_campaign' });
    expect((await make(forCampaign.client)).status).toBe(201);
  });
});

describe('nobody gives more than they hold', () => {
  it('as a role', async () => {
    const organiser = (await make.staff('event_organiser', province)).client;
    const leader = (await make.staff('unit_leader', commune)).client;
    const codes = async (by: HttpClient, roles: Role[]) =>
      Promise.all(roles.map(async (role) => (await give(by, { role, orgUnitId: commune.id })).code ?? role));
    expect(
      await codes(organiser, ['province_coordinator', 'event_organiser', 'auditor', 'unit_leader']),
    ).toEqual(['may_not_grant', 'may_not_grant', 'may_not_grant', expect.any(String)]);
    expect(await codes(leader, ['unit_leader', 'viewer'])).toEqual(['may_not_grant', 'may_not_grant']);
    expect((await give(leader, { role: 'gate_keeper', orgUnitId: commune.id })).status).toBe(201);
    expect((await give(leader, { role: 'gate_keeper', orgUnitId: sibling.id })).code).toBe(
      'unknown_org_unit',
    );
    for (const role of ['gate_keeper', 'viewer'] as const) {
      const { client } = await make.staff(role, province);
      expect((await give(client, { role, orgUnitId: commune.id })).code).toBe('not_allowed');
    }
  });

  it('as an event or a campaign', async () => {
    const organiser = (await make.staff('event_organiser', province, event.id)).client;
    const gate = { role: 'gate_keeper' as const, orgUnitId: commune.id };
    expect((await give(organiser, gate)).code).toBe('may_not_grant');
    expect((await give(organiser, { ...gate, eventId: other.id })).code).toBe('may_not_grant');
    expect((await give(organiser, { ...gate, campaignId: event.campaignId })).code).toBe('may_not_grant');
    const right = await give(organiser, { ...gate, eventId: event.id });
    expect(right.body.grants).toMatchObject([
      { eventId: event.id, eventTitle: 'Lễ ra quân', campaignId: null, mayEnd: true },
    ]);
    const both = { ...gate, eventId: event.id, campaignId: event.campaignId };
    expect((await give(coordinator, both)).status).toBe(400);
    // Whoever gives a role for the whole campaign may give one for an event of it.
    const wider = await given(coordinator, {
      role: 'event_organiser',
      orgUnitId: province.id,
      campaignId: event.campaignId,
    });
    expect((await give(wider.client, { ...gate, eventId: event.id })).status).toBe(201);
    expect((await give(wider.client, { ...gate, eventId: other.id })).code).toBe('may_not_grant');
    expect((await wider.client.get<Grantable[]>('/api/staff/grantable')).body).toEqual([
      {
        roles: ['unit_leader', 'gate_keeper', 'viewer'],
        orgUnitId: province.id,
        orgUnitName: 'Tỉnh đoàn',
        eventId: null,
        eventTitle: null,
        campaignId: event.campaignId,
        campaignTitle: 'Chiến dịch',
        endsAt: null,
      },
    ]);
  });

  it('as time', async () => {
    const endsAt = inMinutes(60);
    const { client } = await given(coordinator, { role: 'event_organiser', orgUnitId: province.id, endsAt });
    const gate = { role: 'gate_keeper' as const, orgUnitId: commune.id };
    expect((await give(client, gate)).code).toBe('beyond_own_role');
    expect((await give(client, { ...gate, endsAt: inMinutes(61) })).code).toBe('beyond_own_role');
    expect((await give(client, { ...gate, endsAt })).status).toBe(201);
    expect((await give(coordinator, { ...gate, startsAt: inMinutes(9), endsAt: inMinutes(8) })).code).toBe(
      'invalid_input',
    );
  });

  it('and nobody takes or sees what they could not give', async () => {
    const organiser = (await make.staff('event_organiser', province, event.id)).client;
    const keeper = await given(coordinator, {
      role: 'gate_keeper',
      orgUnitId: commune.id,
      eventId: event.id,
    });
    const auditor = await given(coordinator, { role: 'auditor', orgUnitId: province.id, eventId: event.id });
    const elsewhere = await given(coordinator, {
      role: 'gate_keeper',
      orgUnitId: commune.id,
      eventId: other.id,
    });
    const { body } = await organiser.get<Staff[]>('/api/staff');
    const seen = new Map(body.map((one) => [one.id, one.grants.map(({ mayEnd }) => mayEnd)]));
    expect([seen.get(keeper.id), seen.get(auditor.id), seen.get(elsewhere.id)]).toEqual([
      [true],
      [false],
      undefined,
    ]);
    const end = async ({ id, grantId }: typeof keeper) =>
      (await organiser.delete(`/api/staff/${id}/grants/${grantId}`)).status;
    expect([await end(keeper), await end(auditor), await end(elsewhere)]).toEqual([200, 403, 404]);
  });
});
