import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Campaign } from '../src/contracts/campaigns.js';
import type { ErrorBody } from '../src/contracts/common.js';
import type { Event, Shift, Site } from '../src/contracts/events.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
let coordinator: HttpClient;
/** The coordinator of another province, who must never see anything of ours. */
let stranger: HttpClient;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  unit = await make.orgUnit({ provinceId: '38' });
  coordinator = (await make.staff('province_coordinator', unit)).client;
  stranger = (await make.staff('province_coordinator', await make.orgUnit({ provinceId: '40' }))).client;
});
afterAll(() => server.close());

/** Phường Hàm Rồng in Thanh Hóa, and Phường Thành Vinh in Nghệ An. */
const commune = '14758';
const foreignCommune = '16681';

const CAMPAIGN = { title: 'Tháng hành động', startsOn: '2026-10-01', endsOn: '2026-10-31' };
const WINDOW = { startsAt: '2026-10-10T07:00:00+07:00', endsAt: '2026-10-10T11:30:00+07:00' };

async function openCampaign(): Promise<Campaign> {
  const { status, body } = await coordinator.post<Campaign>('/api/campaigns', {
    ...CAMPAIGN,
    orgUnitId: unit.id,
  });
  expect(status).toBe(201);
  return body;
}

async function openEvent(): Promise<Event> {
  const campaign = await openCampaign();
  const { status, body } = await coordinator.post<Event>('/api/events', {
    ...WINDOW,
    campaignId: campaign.id,
    kind: 'launch_ceremony',
    title: 'Lễ ra quân',
  });
  expect(status).toBe(201);
  return body;
}

describe('campaigns', () => {
  it('are seen within their scope, and counted with their events', async () => {
    const { campaignId } = await openEvent();
    expect((await coordinator.get<Campaign>(`/api/campaigns/${campaignId}`)).body).toMatchObject({
      ...CAMPAIGN,
      id: campaignId,
      theme: null,
      events: 1,
    });
    const listed = await coordinator.get<Campaign[]>('/api/campaigns');
    expect(listed.body.map((one) => one.id)).toContain(campaignId);
    expect((await stranger.get(`/api/campaigns/${campaignId}`)).status).toBe(404);
    expect((await stranger.get('/api/campaigns')).body).toEqual([]);
  });

  it('refuse a unit of another scope or of none as unknown', async () => {
    for (const orgUnitId of [unit.id, newId()]) {
      const { status, body } = await stranger.post<ErrorBody>('/api/campaigns', { ...CAMPAIGN, orgUnitId });
      expect([status, body.code]).toEqual([422, 'unknown_org_unit']);
    }
  });

  it('refuse an end before the beginning and days that no calendar has', async () => {
    for (const days of [
      { startsOn: '2026-10-31', endsOn: '2026-10-01' },
      { startsOn: '0000-01-01', endsOn: '2026-10-01' },
      { startsOn: '2026-02-30', endsOn: '2026-10-01' },
    ]) {
      const { status } = await coordinator.post('/api/campaigns', {
        ...CAMPAIGN,
        ...days,
        orgUnitId: unit.id,
      });
      expect(status).toBe(400);
    }
  });
});

describe('events', () => {
  let event: Event;
  beforeEach(async () => {
    event = await openEvent();
  });

  it('begin as a draft in the province of their campaign, with a key of their own', async () => {
    expect(event).toMatchObject({
      orgUnitId: unit.id,
      provinceId: '38',
      state: 'draft',
      simulated: false,
      startsAt: '2026-10-10T00:00:00.000Z',
    });
    const keys = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [
      event.id,
    ]);
    expect(keys[0]?.code_key).toHaveLength(32);
  });

  it('lie within their campaign as calendars in Vietnam count', async () => {
    const wish = { campaignId: event.campaignId, kind: 'training', title: 'Tập huấn' };
    const edge = { startsAt: '2026-09-30T17:00:00Z', endsAt: '2026-10-31T17:00:00Z' };
    expect((await coordinator.post('/api/events', { ...wish, ...edge })).status).toBe(201);
    for (const outside of [
      { ...edge, startsAt: '2026-09-30T16:59:59Z' },
      { ...edge, endsAt: '2026-10-31T17:00:01Z' },
    ]) {
      const { status, body } = await coordinator.post<ErrorBody>('/api/events', { ...wish, ...outside });
      expect([status, body.code]).toEqual([422, 'outside_campaign']);
    }
  });

  it('cannot be put into a campaign of another scope or of none', async () => {
    const wish = { ...WINDOW, kind: 'training', title: 'Tập huấn' };
    for (const campaignId of [event.campaignId, newId()]) {
      const { status, body } = await stranger.post<ErrorBody>('/api/events', { ...wish, campaignId });
      expect([status, body.code]).toEqual([422, 'unknown_campaign']);
    }
  });

  it('do not exist for another province, whatever is asked of them', async () => {
    const path = `/api/events/${event.id}`;
    const attempts = [
      stranger.get(path),
      stranger.patch(path, { version: 1, title: 'Khác' }),
      stranger.post(`${path}/state`, { to: 'open' }),
      stranger.post(`${path}/move`, { version: 1, startsAt: '2026-10-11T00:00:00Z' }),
      stranger.get(`${path}/sites`),
      stranger.post(`${path}/sites`, { name: 'Hội trường', communeId: commune }),
      stranger.get(`${path}/shifts`),
      stranger.post(`${path}/registrations`, {}),
      stranger.post(`${path}/demand/rule`, { kind: 'per_commune', people: 5 }),
    ];
    for (const { status } of await Promise.all(attempts)) expect(status).toBe(404);
    expect((await stranger.get('/api/events')).body).toEqual([]);
    expect((await coordinator.get<Event>(path)).body).toEqual(event);
  });

  it('are seen alone by who has a role for one event only', async () => {
    await openEvent();
    const { client } = await make.staff('event_organiser', unit, event.id);
    const listed = await client.get<Event[]>('/api/events');
    expect(listed.body.map((one) => one.id)).toEqual([event.id]);
    const campaigns = await client.get<Campaign[]>('/api/campaigns');
    expect(campaigns.body.map((one) => one.id)).toEqual([event.campaignId]);
    expect(
      (await client.patch(`/api/events/${event.id}`, { version: 1, title: 'Lễ ra quân 10/10' })).status,
    ).toBe(200);
  });

  it('run through their life one way, each step once', async () => {
    const to = (state: string) =>
      coordinator.post<Event & ErrorBody>(`/api/events/${event.id}/state`, { to: state });
    expect((await to('live')).body.code).toBe('wrong_state');
    // Two clicks at once: one of them makes the step.
    const answers = await Promise.all([to('open'), to('open')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await to('live')).body.state).toBe('live');
    expect((await to('closed')).body.state).toBe('closed');
    expect((await to('open')).body.code).toBe('wrong_state');
    const stream = await make.sql<{ detail: string }>(
      `SELECT detail FROM activities WHERE event_id = $1 AND kind = 'event_state' ORDER BY rev`,
      [event.id],
    );
    expect(stream.map((line) => line.detail)).toEqual(['open', 'live', 'closed']);
  });

  it('take no change once they are closed', async () => {
    const site = await make.site(event.id, commune);
    await make.sql(`UPDATE events SET state = 'closed' WHERE id = $1`, [event.id]);
    const path = `/api/events/${event.id}`;
    const attempts = await Promise.all([
      coordinator.patch<ErrorBody>(path, { version: 1, title: 'Khác' }),
      coordinator.post<ErrorBody>(`${path}/move`, { version: 1, startsAt: '2026-10-11T00:00:00Z' }),
      coordinator.post<ErrorBody>(`${path}/sites`, { name: 'Hội trường', communeId: commune }),
      coordinator.delete<ErrorBody>(`${path}/sites/${site.id}`),
      coordinator.post<ErrorBody>(`${path}/shifts`, { ...WINDOW, siteId: site.id, title: 'Ca' }),
      coordinator.post<ErrorBody>(`${path}/registrations`, {}),
      coordinator.post<ErrorBody>(`${path}/demand/rule`, { kind: 'per_commune', people: 5 }),
    ]);
    for (const { status, body } of attempts) expect([status, body.code]).toEqual([409, 'event_closed']);
  });

  it('keep a title in one spelling, however it was composed', async () => {
    const decomposed = '  Lễ ra quân  '.normalize('NFD');
    const { body } = await coordinator.patch<Event>(`/api/events/${event.id}`, {
      version: 1,
      title: decomposed,
    });
    expect(body).toMatchObject({ title: 'Lễ ra quân'.normalize('NFC'), rev: 1 });
  });

  it('refuse wrong fields one by one and write nothing', async () => {
    const good: Record<string, unknown> = {
      ...WINDOW,
      campaignId: event.campaignId,
      kind: 'training',
      title: 'Tập huấn',
    };
    const bad: [string, unknown][] = [
      ['title', ''],
      ['title', 'x'.repeat(201)],
      ['title', 'a\u0000b'],
      ['title', 7],
      ['kind', 'party'],
      ['campaignId', 'x'],
      ['startsAt', '10/10/2026'],
      ['startsAt', '0000-10-10T00:00:00Z'],
      ['endsAt', WINDOW.startsAt],
      ['endsAt', null],
      ['extra', 1],
    ];
    const before = await make.sql('SELECT id FROM events');
    for (const [field, value] of bad) {
      const { status, body } = await coordinator.post<ErrorBody>('/api/events', { ...good, [field]: value });
      expect([field, value, status, body.code]).toEqual([field, value, 400, 'invalid_input']);
    }
    for (const field of Object.keys(good)) {
      const rest = Object.fromEntries(Object.entries(good).filter(([name]) => name !== field));
      expect((await coordinator.post('/api/events', rest)).status).toBe(400);
    }
    expect(await make.sql('SELECT id FROM events')).toHaveLength(before.length);
    expect((await coordinator.get('/api/events/x')).status).toBe(400);
    expect((await coordinator.get('/api/events?campaignId=x')).status).toBe(400);
    expect((await coordinator.get(`/api/events/${newId()}`)).status).toBe(404);
    expect((await server.client().get(`/api/events/${event.id}`)).status).toBe(401);
  });
});

describe('sites and shifts', () => {
  let event: Event;
  let path: string;
  beforeEach(async () => {
    event = await openEvent();
    path = `/api/events/${event.id}`;
  });

  it('are made, listed and taken away again; each change raises the revision', async () => {
    const site = await coordinator.post<Site>(`${path}/sites`, {
      name: 'Nhà văn hoá',
      communeId: commune,
      lat: 19.8,
      lon: 105.77,
      contactName: 'Lê Thị Hoa',
    });
    expect(site.status).toBe(201);
    expect(site.body).toMatchObject({ communeName: 'Phường Hàm Rồng', address: null, lat: 19.8 });
    expect((await coordinator.get<Site[]>(`${path}/sites`)).body).toEqual([site.body]);

    const shift = await coordinator.post<Shift>(`${path}/shifts`, {
      ...WINDOW,
      siteId: site.body.id,
      title: 'Ca sáng',
    });
    expect(shift.status).toBe(201);
    const demand = [
      { skill: null, minimum: 3, target: 5, maximum: 8 },
      { skill: 'vneid', minimum: 0, target: 1, maximum: 2 },
    ];
    const set = await coordinator.put<Shift>(`${path}/shifts/${shift.body.id}/demand`, {
      version: 1,
      demand,
    });
    expect(set.body.demand).toEqual(demand);
    expect((await coordinator.get<Shift[]>(`${path}/shifts`)).body).toEqual([set.body]);
    const replaced = await coordinator.put<Shift>(`${path}/shifts/${shift.body.id}/demand`, {
      version: set.body.version,
      demand: [],
    });
    expect(replaced.body.demand).toEqual([]);

    const refused = await coordinator.delete<ErrorBody>(`${path}/sites/${site.body.id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'site_in_use']);
    expect((await coordinator.delete(`${path}/shifts/${shift.body.id}`)).body).toEqual({ ok: true });
    expect((await coordinator.delete(`${path}/shifts/${shift.body.id}`)).status).toBe(404);
    expect((await coordinator.delete(`${path}/sites/${site.body.id}`)).body).toEqual({ ok: true });
    expect((await coordinator.get<Event>(path)).body.rev).toBe(6);
  });

  it('stand only in communes of today in the event’s own province', async () => {
    const refusals = [
      [foreignCommune, 'foreign_unit'],
      ['38', 'unknown_unit'],
      ['99999', 'unknown_unit'],
      ['14758~202506', 'unknown_unit'],
    ];
    for (const [communeId, code] of refusals) {
      const { status, body } = await coordinator.post<ErrorBody>(`${path}/sites`, {
        name: 'Hội trường',
        communeId,
      });
      expect([communeId, status, body.code]).toEqual([communeId, 422, code]);
    }
  });

  it('keep shifts within the event and at its own sites', async () => {
    const site = await make.site(event.id, commune);
    const other = await make.site((await openEvent()).id, commune);
    const wish = { ...WINDOW, siteId: site.id, title: 'Ca sáng' };
    const refusals = [
      [{ ...wish, startsAt: '2026-10-10T06:59:59+07:00' }, 'outside_event_window'],
      [{ ...wish, endsAt: '2026-10-10T11:30:01+07:00' }, 'outside_event_window'],
      [{ ...wish, siteId: other.id }, 'unknown_site'],
      [{ ...wish, siteId: newId() }, 'unknown_site'],
    ] as const;
    for (const [body, code] of refusals) {
      const answer = await coordinator.post<ErrorBody>(`${path}/shifts`, body);
      expect([answer.status, answer.body.code]).toEqual([422, code]);
    }
  });

  it('are kept while people are assigned to them', async () => {
    const site = await make.site(event.id, commune);
    const window = {
      id: event.id,
      startsAt: new Date(event.startsAt),
      endsAt: new Date(event.endsAt),
    };
    const shift = await make.shift(window, site.id, [{ target: 1 }]);
    await make.assignment(window, shift, (await make.person({ unit })).id);
    const { status, body } = await coordinator.delete<ErrorBody>(`${path}/shifts/${shift.id}`);
    expect([status, body.code]).toEqual([409, 'shift_in_use']);
  });

  it('refuse a demand out of order, out of bounds or twice for one skill', async () => {
    const site = await make.site(event.id, commune);
    const shift = await make.shift(
      { id: event.id, startsAt: new Date(event.startsAt), endsAt: new Date(event.endsAt) },
      site.id,
    );
    const row = { skill: null, minimum: 1, target: 2, maximum: 3 };
    for (const demand of [
      [{ ...row, minimum: 3 }],
      [{ ...row, maximum: 1 }],
      [{ ...row, minimum: -1 }],
      [{ ...row, maximum: 10_001 }],
      [{ ...row, skill: 'cooking' }],
      [row, row],
      Array.from({ length: 21 }, () => row),
      'many',
    ]) {
      expect(
        (await coordinator.put(`${path}/shifts/${shift.id}/demand`, { version: 1, demand })).status,
      ).toBe(400);
    }
    expect(
      (await coordinator.put(`${path}/shifts/${newId()}/demand`, { version: 1, demand: [row] })).status,
    ).toBe(404);
  });
});

describe('registrations', () => {
  it('take in everybody below a unit once, and count them by their own unit', async () => {
    const event = await openEvent();
    const path = `/api/events/${event.id}/registrations`;
    const [first, second] = [await make.orgUnit({ parent: unit }), await make.orgUnit({ parent: unit })];
    const branch = await make.orgUnit({ parent: first, kind: 'branch' });
    const ours = [
      await make.person({ unit: first }),
      await make.person({ unit: branch }),
      await make.person({ unit: branch }),
      await make.person({ unit: second }),
    ];
    await make.person({ unit: second, simulated: true });

    const part = await coordinator.post(path, { orgUnitId: first.id });
    expect(part.body).toEqual({ added: 3, registered: 3 });
    const { body } = await coordinator.post<{ added: number; registered: number }>(path, {});
    const everybody = await make.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM people p JOIN org_units o ON o.id = p.org_unit_id
       WHERE o.ancestors @> ARRAY[$1::uuid] AND NOT p.simulated`,
      [unit.id],
    );
    expect(body.registered).toBe(everybody[0]?.n);
    expect(body.registered).toBeGreaterThanOrEqual(ours.length);
    expect((await coordinator.post(path, {})).body).toEqual({ added: 0, registered: body.registered });

    expect(await make.total(event.id, 'registered')).toBe(body.registered);
    const leaves = await make.sql<{ org_unit_id: string; value: number }>(
      `SELECT org_unit_id, value FROM event_counts WHERE event_id = $1 AND metric = 'registered'`,
      [event.id],
    );
    const leaf = new Map(leaves.map((one) => [one.org_unit_id, one.value]));
    expect([leaf.get(first.id), leaf.get(branch.id), leaf.get(second.id)]).toEqual([1, 2, 1]);
  });

  it('refuse a unit of another province, above the event, or of none', async () => {
    const event = await openEvent();
    const path = `/api/events/${event.id}/registrations`;
    const foreign = await make.orgUnit({ provinceId: '40' });
    const neighbour = await make.orgUnit({ provinceId: '38' });
    for (const [orgUnitId, code] of [
      [foreign.id, 'foreign_unit'],
      [neighbour.id, 'unknown_org_unit'],
      [newId(), 'unknown_org_unit'],
    ]) {
      const { status, body } = await coordinator.post<ErrorBody>(path, { orgUnitId });
      expect([status, body.code]).toEqual([422, code]);
    }
    expect(await make.total(event.id, 'registered')).toBe(0);
  });
});
