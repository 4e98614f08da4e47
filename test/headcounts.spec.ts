import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GateRoster,
  GateRosterSchema,
  HeadcountListSchema,
  HeadcountSchema,
} from '../src/contracts/gate.js';
import type { BoardSnapshot } from '../src/contracts/live.js';
import { newId } from '../src/kernel/ids.js';
import { factories } from './factories/index.js';
import { type LedgerDay, ledgerDay } from './factories/ledger-day.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let day: LedgerDay;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  day = await ledgerDay(server, make);
});
afterAll(() => server.close());

const headcount = (people: number, values: object = {}) => ({
  deviceId: 'may-o-cong-1',
  id: newId(),
  reason: 'no_phone',
  people,
  deviceTime: '2026-10-10T07:42:00+07:00',
  ...values,
});
const at = (site: { id: string }) => `${day.path}/sites/${site.id}`;
const send = (people: number, values: object = {}, client = day.gate, site = day.sites.hall) =>
  client.post(`${at(site)}/headcounts`, headcount(people, values));
const listed = async (client = day.organiser.client) =>
  HeadcountListSchema.parse((await client.get(`${day.path}/headcounts`)).body);
const roster = async (have = '', client: HttpClient = day.gate): Promise<GateRoster> =>
  GateRosterSchema.parse((await client.get(`${at(day.sites.hall)}/roster${have}`)).body);
const rows = async () =>
  Number((await make.sql<{ n: string }>('SELECT count(*) AS n FROM headcounts'))[0]!.n);
const board = async () => (await day.organiser.client.get<BoardSnapshot>(`${day.path}/live/board`)).body;

describe('a headcount', () => {
  it('stands beside the count of a site, with who and when, and never in it', async () => {
    const person = await day.volunteer('hall');
    await day.tick(person.id, 'hall');
    const before = await board();
    const sent = HeadcountSchema.parse((await send(12)).body);
    expect(sent).toMatchObject({ siteId: day.sites.hall.id, reason: 'no_phone', people: 12 });
    expect(sent.deviceTime).toBe('2026-10-10T00:42:00.000Z');
    expect(await listed()).toMatchObject([
      { siteName: 'Nhà văn hóa Hạc Thành', people: 12, by: 'Cán bộ', recordedAt: sent.recordedAt },
    ]);
    const after = await board();
    expect(after).toMatchObject({ rev: before.rev, totals: before.totals, sites: before.sites });
    expect((await roster()).headcounts).toMatchObject([{ reason: 'no_phone', people: 12 }]);
  });

  it('sent again is the same; a new one takes its place, and 0 takes it back; nothing is lost', async () => {
    const before = await rows();
    const same = { id: newId(), reason: 'guests' };
    const first = await send(5, same);
    expect((await send(5, same)).body).toEqual(first.body);
    expect(await rows()).toBe(before + 1);
    const guests = async () => (await listed()).filter(({ reason }) => reason === 'guests');
    expect(await guests()).toMatchObject([{ people: 5 }]);
    await send(8, { reason: 'guests' });
    expect(await guests()).toMatchObject([{ people: 8 }]);
    await send(0, { reason: 'guests' });
    expect(await guests()).toEqual([]);
    expect((await listed()).map(({ reason }) => reason)).toEqual(['no_phone']);
    expect(await rows()).toBe(before + 3);
  });

  it('is sent by who stands at the site, and by nobody else', async () => {
    const unit = await make.orgUnit({ parent: day.province, communeId: '14800' });
    const leader = (await make.staff('unit_leader', unit)).client;
    expect((await send(3, {}, leader, day.sites.beach)).status).toBe(201);
    expect((await send(3, {}, leader)).status).toBe(404);
    const device = newId();
    await make.sql(
      `INSERT INTO devices (id, event_id, site_id, kind, name, enrolled_by, enrolled_at)
       VALUES ($1, $2, $3, 'gate', 'Cổng A', $1, now())`,
      [device, day.event.id, day.sites.hall.id],
    );
    const tablet = await make.signedIn('gate', {
      subjectId: device,
      eventId: day.event.id,
      siteId: day.sites.hall.id,
    });
    expect((await send(4, { reason: 'helpers' }, tablet)).status).toBe(201);
    expect((await send(4, {}, tablet, day.sites.beach)).status).toBe(404);
    expect((await listed()).find(({ reason }) => reason === 'helpers')?.by).toBe('Cổng A');
    expect((await tablet.get(`${day.path}/headcounts`)).status).toBe(403);
    const phone = await make.signedIn('volunteer', { subjectId: (await day.volunteer('hall')).id });
    expect((await send(1, {}, phone)).status).toBe(403);
    expect((await send(1, {}, day.gate, { id: newId(), communeId: '14758' })).status).toBe(404);
  });

  it('that is no number of people, or of a day that has not begun, is refused', async () => {
    for (const people of [-1, 1.5, 20_001]) expect((await send(people)).status).toBe(400);
    const early = await make.event({ unit: day.province, state: 'open' });
    const site = await make.site(early.id, '14758');
    const path = `/api/events/${early.id}/sites/${site.id}/headcounts`;
    expect((await day.gate.post(path, headcount(3))).body).toMatchObject({ code: 'event_not_live' });
  });
});

describe('the roster of a gate', () => {
  it('sends its people again only when something about them has changed', async () => {
    const whole = await roster();
    expect(whole.people).not.toBeNull();
    const have = `?have=${whole.version}`;
    expect(await roster(have)).toMatchObject({ version: whole.version, people: null });
    const person = await day.volunteer('hall');
    const more = await roster(have);
    expect(more.people).toHaveLength(whole.people!.length + 1);
    await day.tick(person.id, 'hall');
    expect((await roster(`?have=${more.version}`)).people).toContainEqual(
      expect.objectContaining({ personId: person.id, state: 'checked_in' }),
    );
  });

  it('says until when it may be kept, and nothing of a person that a gate does not need', async () => {
    const { keepUntil, event, people } = await roster();
    expect(Date.parse(keepUntil) - Date.parse(event.endsAt)).toBe(6 * 3_600_000);
    expect(Object.keys(people![0]!).sort()).toEqual([
      'fullName',
      'personId',
      'phoneLast4',
      'presentAt',
      'shiftId',
      'skill',
      'state',
      'unitName',
    ]);
  });
});
