import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Event } from '../src/contracts/events.js';
import type { BoardSnapshot, ScreenSnapshot } from '../src/contracts/live.js';
import {
  EventResultsSchema,
  MyResultsSchema,
  type ResultRowPage,
  ResultRowPageSchema,
} from '../src/contracts/results.js';
import { newId } from '../src/kernel/ids.js';
import { Random } from '../src/kernel/random.js';
import { Auditor } from '../src/participation/index.js';
import { ResultsRecount } from '../src/results/index.js';
import { factories } from './factories/index.js';
import { type ResultsDay, resultsDay } from './factories/results-day.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let day: ResultsDay;

beforeAll(async () => {
  server = await startTestServer({ ROLE: 'web' });
  make = factories(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  day = await resultsDay(server, make);
});

const path = (rest = '') => `/api/events/${day.event.id}/results${rest}`;
const shown = async (client: HttpClient = day.organiser) =>
  EventResultsSchema.parse((await client.get(path())).body);
const valueOf = async (code: string, client?: HttpClient) => {
  const found = (await shown(client)).indicators.find((one) => one.code === code);
  return { amount: found?.amount, people: found?.people };
};
const rows = async (query = '', client = day.organiser): Promise<ResultRowPage> =>
  ResultRowPageSchema.parse((await client.get(path(`/rows?${query}`))).body);
const ledger = () => make.sql('SELECT * FROM results WHERE event_id = $1', [day.event.id]);
const differences = () => server.get(ResultsRecount).differences(server.dataSource.manager, day.event.id);

describe('a report', () => {
  it('is counted at its site, in its commune and in all, with turns and people apart', async () => {
    const [one, two] = [await day.reporter('here'), await day.reporter('there')];
    await day.report(one, 'people_helped', 3, 2);
    const receipt = await day.report(two, 'people_helped', 4, 4);
    expect(receipt).toMatchObject({ outcome: 'counted', refusal: null, mine: { amount: 4, people: 4 } });
    await day.report(two, 'files_online', 5);
    const results = await shown();
    expect(results.rev).toBe(receipt.rev + 1);
    expect(await valueOf('people_helped')).toEqual({ amount: 7, people: 6 });
    expect(results.communes).toMatchObject([
      { communeId: '14758', reporters: 1, values: [{ amount: 3, people: 2 }, {}, { amount: 0 }, {}, {}, {}] },
      { communeId: '14800', reporters: 1, values: [{ amount: 4, people: 4 }, {}, { amount: 5 }, {}, {}, {}] },
    ]);
    expect(results.hours).toMatchObject([
      { values: [{ amount: 7, people: 6 }, {}, { amount: 5 }, {}, {}, {}] },
    ]);
    expect(await differences()).toEqual([]);
  });

  it('sent again, alone or beside itself, is the same report with the same receipt', async () => {
    const who = await day.reporter();
    const entry = day.entry(who, 'files_online', 2);
    const [first] = await day.send(who, entry, entry);
    const again = await day.send(who, entry);
    expect(again).toEqual([first]);
    await Promise.all([day.send(who, entry), day.send(who, entry)]);
    expect(await ledger()).toHaveLength(1);
    expect(await valueOf('files_online')).toMatchObject({ amount: 2 });
  });

  it('is taken off by another with a minus, and never below nothing', async () => {
    const who = await day.reporter();
    await day.report(who, 'files_online', 2);
    expect(await day.report(who, 'files_online', -1)).toMatchObject({
      outcome: 'counted',
      mine: { amount: 1 },
    });
    expect(await day.report(who, 'files_online', -2)).toMatchObject({
      refusal: 'below_zero',
      mine: { amount: 1 },
    });
    expect(await day.report(who, 'people_helped', 1, 2)).toMatchObject({ refusal: 'more_people_than_turns' });
    expect(await day.report(who, 'files_online', 1, 1)).toMatchObject({ refusal: 'more_people_than_turns' });
    expect(await valueOf('files_online')).toEqual({ amount: 1, people: 0 });
  });

  it('that is refused is kept with its reason, told to the board, and counts nothing', async () => {
    const who = await day.reporter();
    const away = await day.reporter('here', 'accepted');
    const other = await day.reporter('there');
    expect(await day.report(away, 'files_online', 1)).toMatchObject({ refusal: 'not_present' });
    expect(await day.report({ ...who, assignmentId: other.assignmentId }, 'files_online', 1)).toMatchObject({
      refusal: 'not_assigned',
    });
    expect(await day.report(who, 'files_online', 101)).toMatchObject({ refusal: 'too_much' });
    const unknown = { ...day.entry(who, 'files_online', 1), indicatorId: newId() };
    const [receipt] = await day.send(who, unknown);
    expect(receipt).toMatchObject({ refusal: 'unknown_indicator', mine: { amount: 0 } });
    expect(receipt?.message.vi).toContain('Chỉ tiêu');
    expect(await ledger()).toHaveLength(4);
    const results = await shown();
    expect(results.refused.reduce((n, one) => n + one.n, 0)).toBe(4);
    expect(results.indicators.every((one) => one.amount === 0)).toBe(true);
  });

  it('counts only while the event is live, and until a day after the shift', async () => {
    const who = await day.reporter();
    await make.sql(
      `UPDATE assignments SET ends_at = now() - interval '25 hours', starts_at = now() - interval '29 hours'
      WHERE id = $1`,
      [who.assignmentId],
    );
    expect(await day.report(who, 'files_online', 1)).toMatchObject({ refusal: 'too_late' });
    for (const [state, refusal] of [
      ['open', 'event_not_live'],
      ['closed', 'event_closed'],
    ]) {
      await make.sql('UPDATE events SET state = $2 WHERE id = $1', [day.event.id, state]);
      expect(await day.report(who, 'files_online', 1)).toMatchObject({ refusal });
    }
  });

  it('is nothing of somebody who has no place in the event', async () => {
    const who = await day.reporter();
    const stranger = await make.person({ unit: day.province });
    const client = await make.signedIn('volunteer', { subjectId: stranger.id });
    expect((await day.post({ ...who, client }, [day.entry(who, 'files_online', 1)])).status).toBe(404);
    expect((await day.organiser.post(path(), {})).status).toBe(403);
    expect(await ledger()).toEqual([]);
  });
});

describe('what a volunteer sees', () => {
  it('is what stands of the own place, and what may be counted there before anybody has come', async () => {
    const who = await day.reporter('here', 'accepted');
    const mine = async () => MyResultsSchema.parse((await who.client.get('/api/me/results')).body);
    expect((await mine())[0]?.indicators.map((one) => one.amount)).toEqual([0, 0, 0, 0, 0, 0]);
    await make.sql(`UPDATE assignments SET state = 'checked_in' WHERE id = $1`, [who.assignmentId]);
    await day.report(who, 'people_helped', 3, 1);
    await day.report(await day.reporter(), 'people_helped', 9, 9);
    expect((await mine())[0]).toMatchObject({
      assignmentId: who.assignmentId,
      indicators: [{ amount: 3, people: 1, counts: 'turns_people' }, {}, {}, {}, {}, { needsPhoto: true }],
    });
  });
});

describe('a report taken back by an organiser', () => {
  it('stands in the ledger, counts no more, and is told in the audit', async () => {
    const who = await day.reporter();
    await day.report(who, 'files_online', 4);
    await day.report(who, 'files_online', 1);
    const four = (await rows()).items.find((row) => row.amount === 4)!;
    const voiding = () => day.organiser.post(path(`/${four.id}/void`), { reason: 'slip' });
    const first = await voiding();
    expect(first).toMatchObject({ status: 200, body: { resultId: four.id, reason: 'slip' } });
    expect((await voiding()).body).toEqual(first.body);
    expect(await valueOf('files_online')).toEqual({ amount: 1, people: 0 });
    const listed = await rows();
    expect(listed).toMatchObject({ total: 2, sum: { amount: 1 } });
    expect(listed.items.find((row) => row.id === four.id)?.voided?.reason).toBe('slip');
    expect(await differences()).toEqual([]);
    expect(await make.sql(`SELECT FROM audit_entries WHERE table_name = 'result_voids'`)).not.toEqual([]);
  });

  it('is refused when its person has taken it off already', async () => {
    const who = await day.reporter();
    await day.report(who, 'files_online', 2);
    await day.report(who, 'files_online', -2);
    const two = (await rows()).items.find((row) => row.amount === 2)!;
    const { status, body } = await day.organiser.post(path(`/${two.id}/void`), { reason: 'slip' });
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'result_below_zero' } });
  });
});

describe('whoever asks', () => {
  it('sees rows with names as far as the own scope goes, and a viewer numbers alone', async () => {
    const [mine, theirs] = [await day.reporter('here'), await day.reporter('there')];
    await day.report(mine, 'files_online', 1);
    await day.report(theirs, 'files_online', 2);
    const leader = (await make.staff('unit_leader', day.units.here)).client;
    expect((await rows('', leader)).items).toMatchObject([{ amount: 1, fullName: mine.name }]);
    expect(await valueOf('files_online', leader)).toMatchObject({ amount: 1 });
    expect(await shown(leader)).toMatchObject({
      within: 'own',
      communes: [{ communeId: '14758' }],
      refused: [],
    });
    const viewer = (await make.staff('viewer', day.province)).client;
    const seen = await rows('', viewer);
    expect(seen.items.map((row) => row.fullName)).toEqual([null, null]);
    expect(seen.sum.amount).toBe(3);
    const all = await rows(`communeId=14800&indicatorId=${day.indicator('files_online')}`);
    expect(all.items).toMatchObject([{ amount: 2, fullName: theirs.name, communeName: 'Xã Sầm Sơn' }]);
  });

  it('gets the sums in the frames of board and screen, at their revision', async () => {
    const who = await day.reporter();
    await make.sql('UPDATE indicators SET target = 500 WHERE id = $1', [day.indicator('files_online')]);
    const { rev } = await day.report(who, 'files_online', 3);
    const live = (topic: string) => day.organiser.get(`/api/events/${day.event.id}/live/${topic}`);
    const board = (await live('board')).body as BoardSnapshot;
    const screen = (await live('screen')).body as ScreenSnapshot;
    expect(board.rev).toBe(rev);
    const files = { code: 'files_online', amount: 3, target: 500, name: { en: 'Files submitted online' } };
    expect(board.results[2]).toMatchObject(files);
    expect(screen.results[2]).toMatchObject(files);
    // Of a campaign with another event, one event's sum is not what the target is for.
    await make.sql(
      `INSERT INTO events (id, campaign_id, org_unit_id, province_id, kind, title, state, starts_at, ends_at, simulated, rev, code_key, created_at)
       SELECT $2, campaign_id, org_unit_id, province_id, kind, title, 'draft', starts_at, ends_at, false, 0, code_key, now()
       FROM events WHERE id = $1`,
      [day.event.id, newId()],
    );
    const { indicators } = await shown();
    expect(indicators[2]).toMatchObject({ target: null, campaign: { amount: 3, target: 500 } });
  });
});

describe('the file that is sent upward', () => {
  it('says the numbers of the board, commune by commune, with what was promised', async () => {
    await make.sql('UPDATE indicators SET target = 500 WHERE id = $1', [day.indicator('people_helped')]);
    await day.report(await day.reporter('here'), 'people_helped', 3, 2);
    await day.report(await day.reporter('there'), 'people_helped', 4, 1);
    const { status, body } = await day.organiser.get<Buffer>(`/api/events/${day.event.id}/results.csv`);
    expect(status).toBe(200);
    const lines = body.toString().trim().split('\r\n').slice(-6);
    expect(lines.slice(1).map((text) => text.split(',').slice(2, 5))).toEqual([
      ['3', '2', '0'],
      ['4', '1', '0'],
      ['7', '3', '0'],
      ['7', '3', '0'],
      ['500', '', ''],
    ]);
    expect(lines[0]).toMatch(/^STT,"Xã, phường, đặc khu",Người dân được hỗ trợ \(lượt\),/);
  });
});

describe('the sums', () => {
  it('are what the ledger says after any mixture of reports, repeats and voids', async () => {
    const random = new Random(20_261_010);
    const crowd = await Promise.all(
      Array.from({ length: 8 }, (_, i) => day.reporter(i % 2 === 0 ? 'here' : 'there')),
    );
    const codes = ['people_helped', 'files_online', 'households_visited'];
    const sent: { who: (typeof crowd)[number]; entries: ReturnType<typeof day.entry>[] }[] = [];
    for (let round = 0; round < 12; round++) {
      const uploads = Array.from({ length: 6 }, () => {
        const again = sent.length > 0 && random.chance(0.2);
        if (again) return random.pick(sent);
        const who = random.pick(crowd);
        const entries = Array.from({ length: random.between(1, 4) }, () =>
          day.entry(who, random.pick(codes), random.between(-3, 6), random.between(-1, 2)),
        ).filter((entry) => entry.amount !== 0 || entry.people !== 0);
        const upload = { who, entries: entries.length > 0 ? entries : [day.entry(who, 'files_online', 1)] };
        sent.push(upload);
        return upload;
      });
      await Promise.all(uploads.map(({ who, entries }) => day.send(who, ...entries)));
      const standing = (await rows('pageSize=500')).items.filter((row) => row.voided === null);
      if (standing.length > 0)
        await day.organiser.post(path(`/${random.pick(standing).id}/void`), { reason: 'trial' });
      expect(await differences()).toEqual([]);
    }
    const [results, listed] = [await shown(), await rows('pageSize=500')];
    const total = results.indicators.reduce((n, one) => n + one.amount, 0);
    expect(total).toBeGreaterThan(0);
    expect(listed.sum.amount).toBe(total);
    for (const parts of [results.communes, results.hours]) {
      expect(parts.flatMap((part) => part.values).reduce((n, value) => n + value.amount, 0)).toBe(total);
    }
    expect(
      await make.sql('SELECT FROM results WHERE event_id = $1 AND refusal IS NOT NULL', [day.event.id]),
    ).not.toEqual([]);
  });

  it('that differ from the ledger are found', async () => {
    const who = await day.reporter();
    await day.report(who, 'files_online', 3);
    await make.sql('UPDATE result_counts SET amount = 4 WHERE event_id = $1', [day.event.id]);
    expect(await differences()).toMatchObject([{ counted: { amount: 4 }, recounted: { amount: 3 } }]);
    const said = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    await server.get(Auditor).auditAll();
    expect(said.mock.calls).toContainEqual([
      expect.objectContaining({ event: day.event.id, differingResults: 1 }),
    ]);
    said.mockRestore();
  });

  it('stay when the event moves and its people are another unit’s', async () => {
    await make.sql(`UPDATE events SET state = 'open' WHERE id = $1`, [day.event.id]);
    await make.sql(`UPDATE events SET state = 'live' WHERE id = $1`, [day.event.id]);
    const who = await day.reporter();
    await day.report(who, 'files_online', 3);
    const startsAt = new Date(day.event.startsAt.getTime() + 3_600_000).toISOString();
    const moved = await day.organiser.post<{ event: Event }>(`/api/events/${day.event.id}/move`, {
      version: 1,
      startsAt,
    });
    expect(moved.status).toBe(200);
    const coordinator = (await make.staff('province_coordinator', day.province)).client;
    const merged = await coordinator.post(`/api/org-units/${day.units.here.id}/merge`, {
      intoId: day.units.there.id,
    });
    expect(merged.status).toBe(200);
    expect(await valueOf('files_online')).toMatchObject({ amount: 3 });
    expect(await day.report(who, 'files_online', 1)).toMatchObject({
      outcome: 'counted',
      mine: { amount: 4 },
    });
    expect(await differences()).toEqual([]);
  });
});
