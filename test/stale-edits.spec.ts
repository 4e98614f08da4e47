import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Campaign } from '../src/contracts/campaigns.js';
import { type ErrorBody, ErrorSchema } from '../src/contracts/common.js';
import type { Event, Shift, Site } from '../src/contracts/events.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { Answer, HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const HAC_THANH = '14797';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let hanh: HttpClient, minh: HttpClient;
let event: { id: string; campaignId: string; startsAt: Date; endsAt: Date };
let path: string;
let site: { id: string }, shift: { id: string; siteId: string };

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  province = await make.orgUnit();
  hanh = (await make.staff('province_coordinator', province)).client;
  minh = (await make.staff('province_coordinator', province)).client;
});
afterAll(() => server.close());

beforeEach(async () => {
  event = await make.event({ unit: province, state: 'open' });
  path = `/api/events/${event.id}`;
  site = await make.site(event.id, HAC_THANH, 'Hội trường');
  shift = await make.shift(event, site.id, [{ minimum: 1, target: 2 }]);
});

interface Kind {
  read: () => Promise<{ version: number }>;
  send: (client: HttpClient, version: number, name: string) => Promise<Answer>;
  /** Where the name then stands. */
  named: (name: string) => object;
}
const found = async <T extends { id: string }>(list: string, id: string) => {
  const one = (await hanh.get<T[]>(list)).body.find((row) => row.id === id);
  if (!one) throw new Error('it is gone');
  return one;
};
const readShift = () => found<Shift>(`${path}/shifts`, shift.id);
const inHours = (hours: number) => new Date(event.startsAt.getTime() + hours * 3_600_000).toISOString();

const KINDS: Record<string, Kind> = {
  'an event': {
    read: async () => (await hanh.get<Event>(path)).body,
    send: (client, version, title) => client.patch(path, { version, title }),
    named: (title) => ({ title }),
  },
  'a campaign': {
    read: async () => (await hanh.get<Campaign>(`/api/campaigns/${event.campaignId}`)).body,
    send: (client, version, title) =>
      client.patch(`/api/campaigns/${event.campaignId}`, {
        version,
        title,
        theme: null,
        startsOn: '2020-01-01',
        endsOn: '2099-12-31',
      }),
    named: (title) => ({ title }),
  },
  'a site': {
    read: () => found<Site>(`${path}/sites`, site.id),
    send: (client, version, name) =>
      client.patch(`${path}/sites/${site.id}`, { version, name, address: null, contactName: null }),
    named: (name) => ({ name }),
  },
  'a shift': {
    read: readShift,
    send: (client, version, title) =>
      client.patch(`${path}/shifts/${shift.id}`, {
        version,
        title,
        startsAt: inHours(0),
        endsAt: inHours(1),
        minimumAge: null,
      }),
    named: (title) => ({ title }),
  },
  'the demand of a shift': {
    read: readShift,
    send: (client, version, name) =>
      client.put(`${path}/shifts/${shift.id}/demand`, {
        version,
        demand: [{ skill: null, minimum: 0, target: name.length, maximum: 50 }],
      }),
    named: (name) => ({ demand: [{ skill: null, minimum: 0, target: name.length, maximum: 50 }] }),
  },
};

describe.each(Object.entries(KINDS))('an edit of %s', (_, { read, send, named }) => {
  it('that is based on what somebody else has changed is refused, with both versions', async () => {
    const { version } = await read();
    expect(await send(hanh, version, 'Bản của Hạnh')).toMatchObject({
      status: 200,
      body: named('Bản của Hạnh'),
    });
    const late = await send(minh, version, 'Bản Minh');
    const body = ErrorSchema.parse(late.body);
    expect([late.status, body.code]).toEqual([409, 'stale_edit']);
    expect(body.stale).toMatchObject({
      theirs: { ...named('Bản của Hạnh'), version: version + 1 },
      mine: { ...named('Bản Minh'), version },
    });
    expect(await read()).toMatchObject(named('Bản của Hạnh'));
    // Who has seen theirs may write over it.
    expect((await send(minh, version + 1, 'Bản Minh')).status).toBe(200);
    expect(await read()).toMatchObject({ ...named('Bản Minh'), version: version + 2 });
  });

  it('by two at the same moment is that of one of them', async () => {
    const { version } = await read();
    const answers = await Promise.all([
      send(hanh, version, 'Một'),
      send(minh, version, 'Hai hai'),
      send(hanh, version, 'Ba ba ba'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await read()).version).toBe(version + 1);
  });

  it('has to say what it is based on', async () => {
    const { status } = await send(hanh, Number.NaN, 'Không rõ');
    expect(status).toBe(400);
  });
});

describe('what changes by other ways', () => {
  it('makes an edit stale too: a rule for the demand, an event that moves beyond its campaign', async () => {
    const { version } = await readShift();
    await hanh.post(`${path}/demand/rule`, { kind: 'per_commune', people: 3 });
    const changed = await readShift();
    expect(changed.version).toBeGreaterThan(version);
    const at = (await hanh.get<Event>(path)).body.version;
    const campaign = async () => (await hanh.get<Campaign>(`/api/campaigns/${event.campaignId}`)).body;
    await make.sql(`UPDATE campaigns SET ends_on = $2 WHERE id = $1`, [event.campaignId, event.startsAt]);
    const before = await campaign();
    const startsAt = new Date(event.startsAt.getTime() + 5 * 86_400_000).toISOString();
    expect((await hanh.post(`${path}/move`, { version: at, startsAt })).status).toBe(200);
    expect((await campaign()).version).toBe(before.version + 1);
    expect((await readShift()).version).toBeGreaterThan(changed.version);
    const late = await minh.post<ErrorBody>(`${path}/move`, {
      version: at,
      startsAt: event.startsAt.toISOString(),
    });
    expect([late.status, late.body.code]).toEqual([409, 'stale_edit']);
  });

  it('does not: who checks in, accepts, or opens the event', async () => {
    const before = (await hanh.get<Event>(path)).body;
    await hanh.post(`${path}/state`, { to: 'live' });
    const after = (await hanh.get<Event>(path)).body;
    expect(after.version).toBe(before.version);
    expect(after.rev).toBeGreaterThan(before.rev);
  });
});

describe('a changed', () => {
  it('shift keeps its time once somebody has a place in it', async () => {
    const person = await make.person({ unit: province });
    await make.assignment(event, shift, person.id, 'offered');
    const { version, startsAt, endsAt } = await readShift();
    const wish = { title: 'Ca sớm', minimumAge: 18 };
    const sent = (times: object, at: number) =>
      hanh.patch<Shift & ErrorBody>(`${path}/shifts/${shift.id}`, { version: at, ...wish, ...times });
    expect((await sent({ startsAt, endsAt }, version)).body).toMatchObject({ ...wish, version: version + 1 });
    const moved = await sent({ startsAt, endsAt: inHours(1) }, version + 1);
    expect([moved.status, moved.body.code]).toEqual([409, 'shift_in_use']);
    const outside = await sent({ startsAt: inHours(-2), endsAt: inHours(1) }, version + 1);
    expect(outside.body.code).toBe('outside_event_window');
  });

  it('site keeps the number of its contact unless another is named', async () => {
    const change = async (more: object) => {
      const { version } = await found<Site>(`${path}/sites`, site.id);
      const wish = { version, name: 'Nhà văn hóa', address: 'Số 1', contactName: 'Lê Thị Hạnh', ...more };
      const { body } = await hanh.patch<Site>(`${path}/sites/${site.id}`, wish);
      return body.contactPhone;
    };
    const masked = await change({ contactPhone: '0912 345 678' });
    expect(masked).toMatch(/678$/);
    expect(await change({})).toBe(masked);
    expect(await change({ contactPhone: null })).toBeNull();
  });

  it('campaign holds all its events', async () => {
    const { version } = (await hanh.get<Campaign>(`/api/campaigns/${event.campaignId}`)).body;
    const wish = { version, title: 'Ngắn', theme: 'Mới', startsOn: '2020-01-01', endsOn: '2020-01-02' };
    const { status, body } = await hanh.patch<ErrorBody>(`/api/campaigns/${event.campaignId}`, wish);
    expect([status, body.code]).toEqual([422, 'events_outside']);
  });
});
