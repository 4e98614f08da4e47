import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import { BreakdownSchema, type Figure, FigureSchema } from '../src/contracts/figures.js';
import type { BoardSnapshot } from '../src/contracts/live.js';
import { newId } from '../src/kernel/ids.js';
import { HAC_THANH, launchMorning, type Morning, SAM_SON } from './factories/launch-morning.js';
import type { HttpClient } from './support/http-client.js';
import { SetClock } from './support/set-clock.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let day: Morning;
let path: string;
/** The beginning of the first and of the second hour. */
let seven: string;
let eight: string;
let clock: SetClock;

/**
 * An (branch of Hạc Thành: vneid, driver) and Bình (same) at the hall at once, An in the square an
 * hour later too; Chi (Sầm Sơn: vneid) at the beach; Dũng (province's own, no skill) a walk-in at the hall.
 */
beforeAll(async () => {
  clock = new SetClock();
  server = await startTestServer({}, clock);
  day = await launchMorning(server, clock);
  path = `/api/events/${day.event.id}`;
  const an = await day.person(day.branch, 'Lê Thị An', 'driver', 'vneid');
  const binh = await day.person(day.branch, 'Trần Văn Bình', 'vneid');
  const chi = await day.person(day.samSon, 'Đỗ Thị Chi', 'vneid');
  const dung = await day.person(day.province, 'Hồ Dũng');
  await day.person(day.samSon, 'Vũ Em');
  await day.register();
  await day.place(an, day.branch, 'hall');
  await day.place(binh, day.branch, 'hall', 'offered');
  await day.place(chi, day.samSon, 'beach');
  seven = clock.turn(0).toISOString();
  clock.turn(5);
  await day.come(an, 'hall', 'own_code');
  await day.come(binh, 'hall', 'gate_code');
  clock.turn(5);
  await day.come(dung, 'hall', 'desk');
  clock.turn(49);
  await day.come(chi, 'beach', 'leader');
  eight = clock.turn(1).toISOString();
  clock.turn(30);
  // The hall's shift is over for her: she is sent to the square.
  await day.make.sql(`UPDATE assignments SET state = 'completed', ends_at = $2 WHERE person_id = $1`, [
    an.id,
    clock.now(),
  ]);
  await day.make.sql(
    `INSERT INTO assignments (id, event_id, shift_id, site_id, person_id, org_unit_id, simulated, state, starts_at, ends_at, created_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, false, 'accepted', $7, $7::timestamptz + interval '1 hour', $7, $7)`,
    [newId(), day.event.id, day.shifts.square.id, day.sites.square.id, an.id, day.branch.id, clock.now()],
  );
  await day.make.sql(
    `INSERT INTO event_counts (event_id, site_id, org_unit_id, metric, value, rev)
     SELECT $1, $2, $3, m, 1, 0 FROM unnest(ARRAY['offered', 'accepted']) m`,
    [day.event.id, day.sites.square.id, day.branch.id],
  );
  await day.come(an, 'square', 'leader');
});
afterAll(() => server.close());

async function figure(query: Record<string, string>, client = day.organiser): Promise<Figure> {
  const { status, body } = await client.get(`${path}/figures?${new URLSearchParams(query).toString()}`);
  expect({ status, body: status === 200 ? null : body }).toEqual({ status: 200, body: null });
  return FigureSchema.parse(body);
}
const names = (of: Figure) => of.rows.items.map((row) => row.fullName);
const statusOf = async (query: Record<string, string>, client: HttpClient = day.organiser) =>
  (await client.get(`${path}/figures?${new URLSearchParams(query).toString()}`)).status;

describe('a number', () => {
  it('says the same as the board, counted again from its rows, for every metric, commune, site and unit', async () => {
    const board = (await day.organiser.get<BoardSnapshot>(`${path}/live/board`)).body;
    const said: [Record<string, string>, number][] = [];
    for (const metric of ['offered', 'accepted', 'turns', 'people'] as const) {
      said.push([{ metric }, board.totals[metric]]);
      for (const { communeId, counts } of board.communes) said.push([{ metric, communeId }, counts[metric]]);
      for (const { siteId, counts } of board.sites) said.push([{ metric, siteId }, counts[metric]]);
    }
    said.push([{ metric: 'registered' }, board.totals.registered]);
    for (const { orgUnitId, counts } of board.units) {
      for (const metric of ['registered', 'turns', 'people'] as const) {
        said.push([{ metric, orgUnitId }, counts[metric]]);
      }
    }
    expect(said.length).toBeGreaterThan(30);
    for (const [query, number] of said) {
      const { counted, shown, rows, rev } = await figure(query);
      expect([query, counted, shown, rows.total, rows.items.length, rev]).toEqual([
        query,
        number,
        number,
        number,
        number,
        board.rev,
      ]);
    }
    expect(board.totals).toEqual({ registered: 5, offered: 4, accepted: 4, turns: 5, people: 4 });
  });

  it('shows its rows in the order they were recorded, each person where he or she first came', async () => {
    const people = await figure({ metric: 'people' });
    expect(people.rows.items.map((row) => [row.fullName, row.siteName, row.method, row.skills])).toEqual([
      ['Lê Thị An', 'Hội trường', 'own_code', ['driver', 'vneid']],
      ['Trần Văn Bình', 'Hội trường', 'gate_code', ['vneid']],
      ['Hồ Dũng', 'Hội trường', 'desk', []],
      ['Đỗ Thị Chi', 'Bãi biển', 'leader', ['vneid']],
    ]);
    expect((await figure({ metric: 'turns' })).rows.items.at(-1)).toMatchObject({
      fullName: 'Lê Thị An',
      siteName: 'Quảng trường',
      communeId: HAC_THANH,
      communeName: 'Phường Hạc Thành',
      orgUnitName: 'Chi đoàn 1',
    });
    const second = await figure({ metric: 'turns', page: '2', pageSize: '2' });
    expect([names(second), second.rows.total]).toEqual([['Hồ Dũng', 'Đỗ Thị Chi'], 5]);
  });

  it.each([
    [{ metric: 'turns', skill: 'vneid' }, ['Lê Thị An', 'Trần Văn Bình', 'Đỗ Thị Chi', 'Lê Thị An']],
    [{ metric: 'people', skill: 'driver' }, ['Lê Thị An']],
    [{ metric: 'people', skill: 'none' }, ['Hồ Dũng']],
    [{ metric: 'turns', method: 'leader' }, ['Đỗ Thị Chi', 'Lê Thị An']],
    [{ metric: 'people', method: 'leader' }, ['Đỗ Thị Chi']],
    [{ metric: 'registered', skill: 'none' }, ['Hồ Dũng', 'Vũ Em']],
    [{ metric: 'turns', communeId: HAC_THANH, method: 'desk' }, ['Hồ Dũng']],
    [{ metric: 'people', communeId: SAM_SON, method: 'desk' }, []],
  ])('narrowed by %j has the right rows, and no counter beside it', async (query, expected) => {
    const found = await figure(query);
    expect(names(found).sort()).toEqual([...expected].sort());
    expect([found.counted, found.shown]).toEqual([expected.length, null]);
  });

  it('is narrowed to an hour, and to what had been recorded until a moment', async () => {
    expect((await figure({ metric: 'turns', hour: seven })).counted).toBe(4);
    expect(names(await figure({ metric: 'turns', hour: eight }))).toEqual(['Lê Thị An']);
    expect((await figure({ metric: 'people', hour: eight })).counted).toBe(0);
    const early = new Date(Date.parse(seven) + 6 * 60_000).toISOString();
    expect((await figure({ metric: 'people', asOf: early })).counted).toBe(2);
    expect((await figure({ metric: 'turns', asOf: seven })).counted).toBe(0);
  });

  it('says its question in words and as SQL that gives the same number when it is run', async () => {
    const found = await figure({
      metric: 'people',
      communeId: HAC_THANH,
      orgUnitId: day.hacThanh.id,
      skill: 'vneid',
      hour: seven,
    });
    expect(found.sentence.vi).toMatch(
      /^Số người có mặt.* “Lễ ra quân”, ở Phường Hạc Thành, của đơn vị Đoàn Hạc Thành, kỹ năng: VNeID, ghi nhận từ/,
    );
    expect(found.sentence.en).toMatch(
      /^People present.* “Lễ ra quân”, in Phường Hạc Thành, of the unit Đoàn Hạc Thành/,
    );
    expect(found.sentence.vi).toContain(`phiên bản ${found.rev}`);
    const run = await day.make.sql<{ n: number }>(
      found.sql.text,
      found.sql.values.map((parameter) => parameter.value),
    );
    expect([found.counted, run]).toEqual([2, [{ n: 2 }]]);
  });

  it('does not agree with a counter that was tampered with, and says both', async () => {
    const where = `event_id = $1 AND site_id = $2 AND metric = 'people'`;
    await day.make.sql(`UPDATE event_counts SET value = value + 7 WHERE ${where}`, [
      day.event.id,
      day.sites.beach.id,
    ]);
    expect(await figure({ metric: 'people', communeId: SAM_SON })).toMatchObject({ counted: 1, shown: 8 });
    await day.make.sql(`UPDATE event_counts SET value = value - 7 WHERE ${where}`, [
      day.event.id,
      day.sites.beach.id,
    ]);
  });

  it('is refused when it asks what cannot be', async () => {
    expect(await statusOf({})).toBe(400);
    expect(await statusOf({ metric: 'registered', communeId: SAM_SON })).toBe(400);
    expect(await statusOf({ metric: 'registered', method: 'desk' })).toBe(400);
    expect(await statusOf({ metric: 'accepted', method: 'desk' })).toBe(400);
    expect(await statusOf({ metric: 'turns', hour: '2026-10-10T07:30:00Z' })).toBe(400);
    expect(await statusOf({ metric: 'turns', siteId: newId() })).toBe(404);
    expect(await statusOf({ metric: 'turns', communeId: '99999' })).toBe(404);
    expect(await statusOf({ metric: 'turns', orgUnitId: newId() })).toBe(404);
  });
});

describe('a check-in that was voided', () => {
  it('counts until its void and not after; its person counts where he or she came next', async () => {
    const gia = await day.person(day.branch, 'Lý Gia');
    await day.register();
    const wrong = await day.come(gia, 'hall', 'desk');
    const before = clock.turn(1);
    const right = await day.come(gia, 'square', 'desk');
    clock.turn(1);
    await day.strike(wrong);
    const ofGia = async (query: Record<string, string>) =>
      (await figure(query)).rows.items
        .filter((row) => row.fullName === 'Lý Gia')
        .map((row) => [row.id, row.siteName]);

    expect(await ofGia({ metric: 'turns' })).toEqual([[right, 'Quảng trường']]);
    expect(await ofGia({ metric: 'people' })).toEqual([[right, 'Quảng trường']]);
    expect(await ofGia({ metric: 'people', asOf: before.toISOString() })).toEqual([[wrong, 'Hội trường']]);
    for (const site of [day.sites.hall, day.sites.square]) {
      for (const metric of ['turns', 'people']) {
        const { counted, shown } = await figure({ metric, siteId: site.id });
        expect([site.id, metric, counted]).toEqual([site.id, metric, shown]);
      }
    }
    await day.strike(right);
    expect(await ofGia({ metric: 'people' })).toEqual([]);
    expect((await figure({ metric: 'turns' })).counted).toBe(5);
  });
});

describe('the rows as a file', () => {
  it('stand in the same order as CSV and XLSX, below the number and its question', async () => {
    const found = await figure({ metric: 'turns', method: 'leader' });
    const csv = await day.organiser.get<Buffer>(`${path}/figures.csv?metric=turns&method=leader`);
    const lines = csv.body.toString().split('\r\n');
    expect(lines[0]).toBe('\ufeffCon số,2');
    expect(lines[1]).toContain('Số lượt điểm danh');
    expect(lines.slice(6, 8).map((line) => line.split(',').slice(0, 4))).toEqual([
      ['1', 'Đỗ Thị Chi', 'Đoàn Sầm Sơn', 'Bãi biển'],
      ['2', 'Lê Thị An', 'Chi đoàn 1', 'Quảng trường'],
    ]);
    const xlsx = await day.organiser.get<Buffer>(`${path}/figures.xlsx?metric=turns&method=leader`);
    const sheet = await readSheet(xlsx.body, 'Con số');
    expect(sheet.slice(6).map((row) => row[1])).toEqual(names(found));
    expect(sheet[0]?.slice(0, 2)).toEqual(['Con số', 2]);
  });
});

describe('the breakdown', () => {
  it('adds up by hour, method and unit, and says who stands in several skills', async () => {
    const breakdown = BreakdownSchema.parse((await day.organiser.get(`${path}/breakdown`)).body);
    const { turns: allTurns, people: allPeople } = breakdown.totals;
    expect(breakdown.totals).toMatchObject({ offered: 4, accepted: 4, turns: 5, people: 4 });
    expect(breakdown.totals.registered).toBe((await figure({ metric: 'registered' })).counted);
    for (const list of [breakdown.hours, breakdown.methods, breakdown.units]) {
      const turns = list.reduce((sum, part) => sum + part.turns, 0);
      const people = list.reduce((sum, part) => sum + part.people, 0);
      expect({ turns, people }).toEqual({ turns: allTurns, people: allPeople });
    }
    expect(breakdown.hours).toEqual([
      { hour: seven, turns: 4, people: 4 },
      { hour: eight, turns: 1, people: 0 },
    ]);
    expect(breakdown.units.map((unit) => [unit.name, unit.turns, unit.people])).toEqual(
      expect.arrayContaining([
        ['Đoàn Hạc Thành', 3, 2],
        ['Đoàn Sầm Sơn', 1, 1],
        [day.province.name, 1, 1],
      ]),
    );
    const skills = Object.fromEntries(breakdown.skills.map(({ skill, ...counts }) => [skill, counts]));
    expect(skills).toMatchObject({
      vneid: { turns: 4, people: 3 },
      driver: { turns: 2, people: 1 },
      none: { turns: 1, people: 1 },
      media: { turns: 0, people: 0 },
    });
    expect(breakdown.severalSkills).toBe(1);
  });

  it('says of each part what the figure behind it says', async () => {
    const breakdown = BreakdownSchema.parse((await day.organiser.get(`${path}/breakdown`)).body);
    const parts: [Record<string, string>, { turns: number; people: number }][] = [
      ...breakdown.skills.map(
        (part) => [{ skill: part.skill }, part] as [Record<string, string>, typeof part],
      ),
      ...breakdown.hours.map((part) => [{ hour: part.hour }, part] as [Record<string, string>, typeof part]),
      ...breakdown.methods.map(
        (part) => [{ method: part.method }, part] as [Record<string, string>, typeof part],
      ),
      ...breakdown.units.map(
        (part) => [{ orgUnitId: part.orgUnitId }, part] as [Record<string, string>, typeof part],
      ),
    ];
    for (const [filter, part] of parts) {
      for (const metric of ['turns', 'people'] as const) {
        expect([filter, metric, (await figure({ ...filter, metric })).counted]).toEqual([
          filter,
          metric,
          part[metric],
        ]);
      }
    }
  });
});

describe('within one’s scope', () => {
  it('a unit’s leader counts own people and own sites, and is told no other name', async () => {
    const { client } = await day.make.staff('unit_leader', day.samSon);
    const own = await figure({ metric: 'people' }, client);
    expect([own.within, own.counted, own.shown, names(own)]).toEqual(['own', 1, null, ['Đỗ Thị Chi']]);
    expect(own.sentence.vi).toContain('trong phạm vi');
    expect((await figure({ metric: 'registered', skill: 'vneid' }, client)).counted).toBe(1);
    expect((await figure({ metric: 'people', communeId: HAC_THANH }, client)).counted).toBe(0);
    expect((await figure({ metric: 'people', orgUnitId: day.branch.id }, client)).rows.items).toEqual([]);

    const { client: host } = await day.make.staff('unit_leader', day.hacThanh);
    expect(names(await figure({ metric: 'people' }, host)).sort()).toEqual([
      'Hồ Dũng',
      'Lê Thị An',
      'Trần Văn Bình',
    ]);
    const parts = BreakdownSchema.parse((await host.get(`${path}/breakdown`)).body);
    expect(parts).toMatchObject({ within: 'own', totals: { offered: 3, accepted: 3, turns: 4, people: 3 } });
  });

  it('a viewer sees every number and no name', async () => {
    const { client } = await day.make.staff('viewer', day.province);
    const found = await figure({ metric: 'people' }, client);
    expect([found.counted, found.shown, found.rows.items.length]).toEqual([4, 4, 4]);
    expect(found.rows.items.every((row) => row.fullName === null && row.personId === null)).toBe(true);
    const file = await client.get<Buffer>(`${path}/figures.csv?metric=people`);
    expect(file.body.toString()).not.toContain('Lê Thị An');
  });

  it('a viewer who leads one unit is told the names of that unit alone', async () => {
    const { id, client } = await day.make.staff('viewer', day.province);
    await day.make.sql(
      `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at) VALUES ($1, $2, 'unit_leader', $3, now() - interval '1 day')`,
      [newId(), id, day.samSon.id],
    );
    expect(names(await figure({ metric: 'people' }, client))).toEqual([null, null, null, 'Đỗ Thị Chi']);
  });

  it('is closed to other provinces, gates, volunteers, screens and strangers', async () => {
    const abroad = await day.make.staff('province_coordinator', await day.make.orgUnit({ provinceId: '40' }));
    const gate = await day.make.staff('gate_keeper', day.province);
    const person = await day.make.person({ unit: day.branch });
    const volunteer = await day.make.signedIn('volunteer', { subjectId: person.id });
    const screen = await day.make.signedIn('screen', { eventId: day.event.id });
    for (const address of [
      'figures?metric=people',
      'figures.csv?metric=people',
      'figures.xlsx?metric=people',
      'breakdown',
    ]) {
      const statuses = [];
      for (const client of [abroad.client, gate.client, volunteer, screen, server.client()]) {
        statuses.push((await client.get(`${path}/${address}`)).status);
      }
      expect([address, statuses]).toEqual([address, [404, 403, 403, 403, 401]]);
    }
  });
});
