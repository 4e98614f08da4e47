import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Breakdown, BreakdownSchema, type Figure } from '../src/contracts/figures.js';
import type { BoardSnapshot } from '../src/contracts/live.js';
import type {
  MergedUnit,
  OrgUnit,
  OrgUnitMerge,
  Person,
  RosterImport,
  Staff,
} from '../src/contracts/people.js';
import { newId } from '../src/kernel/ids.js';
import { RecountRepository } from '../src/participation/recount.repository.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { launchMorning, type Morning, SAM_SON } from './factories/launch-morning.js';
import { xlsx } from './factories/roster-files.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { SetClock } from './support/set-clock.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let clock: SetClock;
let make: ReturnType<typeof factories>;
let day: Morning;
let coordinator: HttpClient;
let coordinatorId: string;
let path: string;

beforeAll(async () => {
  clock = new SetClock();
  server = await startTestServer({}, clock);
  make = factories(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  day = await launchMorning(server, clock, make);
  ({ client: coordinator, id: coordinatorId } = await day.make.staff('province_coordinator', day.province));
  path = `/api/events/${day.event.id}`;
});

const merge = (from: { id: string }, into: { id: string }, client = coordinator) =>
  client.post<OrgUnitMerge>(`/api/org-units/${from.id}/merge`, { intoId: into.id });
const preview = (from: { id: string }, into: { id: string }) =>
  coordinator.get<OrgUnitMerge>(`/api/org-units/${from.id}/merge?intoId=${into.id}`);
async function merged(from: { id: string }, into: { id: string }): Promise<OrgUnitMerge> {
  const { status, body } = await merge(from, into);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}
const units = async (client = coordinator) => (await client.get<OrgUnit[]>('/api/org-units')).body;
const board = async () => (await day.organiser.get<BoardSnapshot>(`${path}/live/board`)).body;
const differences = () => server.get(RecountRepository).differences(server.dataSource.manager, day.event.id);
/** Those present of each unit that the board tells of. */
const presentBy = async () =>
  new Map((await board()).units.map(({ orgUnitId, counts }) => [orgUnitId, counts.people]));
async function figure(query: Record<string, string>, client = day.organiser): Promise<Figure> {
  const { status, body } = await client.get<Figure>(
    `${path}/figures?${new URLSearchParams(query).toString()}`,
  );
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}
const branchOf = (parent: OrgUnitRow, name: string) => day.make.orgUnit({ parent, kind: 'branch', name });

/** An of Chi đoàn 1 and Bình of Hạc Thành itself at the hall, Chi of Sầm Sơn at the beach; all registered. */
async function threeCome() {
  const an = await day.person(day.branch, 'Lê Thị An');
  const binh = await day.person(day.hacThanh, 'Trần Văn Bình');
  const chi = await day.person(day.samSon, 'Đỗ Thị Chi');
  const late = await day.person(day.branch, 'Vũ Em');
  await day.register();
  await day.place(an, day.branch, 'hall');
  await day.place(binh, day.hacThanh, 'hall');
  await day.place(chi, day.samSon, 'beach');
  await day.come(an, 'hall');
  await day.come(binh, 'hall');
  await day.come(chi, 'beach');
  return { an, binh, chi, late };
}

describe('a unit that becomes part of another', () => {
  it('takes over its people, the units below, its roles, campaigns and events; the old one is history', async () => {
    const ofBranch = await day.person(day.branch, 'Lê Thị An');
    const own = await day.person(day.hacThanh, 'Trần Văn Bình');
    const { id: leaderId } = await day.make.staff('unit_leader', day.hacThanh);
    const ended = await day.make.staff('viewer', day.hacThanh);
    await day.make.sql(`UPDATE role_grants SET ends_at = starts_at + interval '1 hour' WHERE staff_id = $1`, [
      ended.id,
    ]);
    const local = await day.make.event({ unit: day.hacThanh, state: 'open' });
    const past = await day.make.event({ unit: day.hacThanh, state: 'closed' });

    const expected = {
      id: day.hacThanh.id,
      name: 'Đoàn Hạc Thành',
      intoId: day.samSon.id,
      intoName: 'Đoàn Sầm Sơn',
      people: 2,
      units: 1,
      roles: 1,
      renamed: [],
    };
    expect((await preview(day.hacThanh, day.samSon)).body).toEqual(expected);
    clock.turn(1);
    expect(await merged(day.hacThanh, day.samSon)).toEqual(expected);

    const shown = await units();
    expect(shown.map(({ name, parentId, people }) => [name, parentId, people])).toEqual([
      [day.province.name, null, 2],
      ['Đoàn Sầm Sơn', day.province.id, 2],
      ['Chi đoàn 1', day.samSon.id, 1],
    ]);
    const unitOf = async (id: string) =>
      (await coordinator.get<Person>(`/api/people/${id}`)).body.orgUnitName;
    expect([await unitOf(own.id), await unitOf(ofBranch.id)]).toEqual(['Đoàn Sầm Sơn', 'Chi đoàn 1']);
    const staff = (await coordinator.get<Staff[]>('/api/staff')).body;
    const grantsOf = (id: string) =>
      staff.find((one) => one.id === id)?.grants.map((grant) => [grant.role, grant.orgUnitName]);
    expect(grantsOf(leaderId)).toEqual([['unit_leader', 'Đoàn Sầm Sơn']]);
    expect(grantsOf(ended.id)).toEqual([]);
    const ownersOf = (table: string) =>
      day.make.sql<{ id: string; org_unit_id: string }>(
        `SELECT id, org_unit_id FROM ${table} WHERE id = ANY ($1::uuid[])`,
        [[local.id, past.id, local.campaignId]],
      );
    expect(new Map((await ownersOf('events')).map((row) => [row.id, row.org_unit_id]))).toEqual(
      new Map([
        [local.id, day.samSon.id],
        [past.id, day.hacThanh.id],
      ]),
    );
    expect(await ownersOf('campaigns')).toEqual([{ id: local.campaignId, org_unit_id: day.samSon.id }]);
    const history = (await coordinator.get<MergedUnit[]>('/api/org-units/merged')).body;
    expect(history).toEqual([
      {
        id: day.hacThanh.id,
        name: 'Đoàn Hạc Thành',
        kind: 'commune',
        intoName: 'Đoàn Sầm Sơn',
        at: clock.now().toISOString(),
        by: 'Cán bộ',
      },
    ]);
  });

  it('gives a unit below another name where its own is taken', async () => {
    await branchOf(day.samSon, 'Chi đoàn 1');
    const { renamed } = await merged(day.hacThanh, day.samSon);
    expect(renamed).toEqual([{ from: 'Chi đoàn 1', to: 'Chi đoàn 1 (Đoàn Hạc Thành)' }]);
    expect((await units()).map((unit) => unit.name)).toContain('Chi đoàn 1 (Đoàn Hạc Thành)');
  });

  it('may be one that has taken over another before', async () => {
    const third = await day.make.orgUnit({ parent: day.province, name: 'Đoàn Quảng Phú' });
    await day.person(day.branch, 'Lê Thị An');
    await merged(day.hacThanh, day.samSon);
    await merged(day.samSon, third);
    expect((await units()).map(({ name, people }) => [name, people])).toEqual([
      [day.province.name, 1],
      ['Đoàn Quảng Phú', 1],
      ['Chi đoàn 1', 1],
    ]);
    // A branch goes into its sister: also into one that came from elsewhere.
    const sister = await branchOf(third, 'Chi đoàn 2');
    const [moved] = (await units()).filter((unit) => unit.name === 'Chi đoàn 1');
    await merged(moved!, sister);
    expect((await units()).at(-1)).toMatchObject({ name: 'Chi đoàn 2', people: 1 });
  });

  it('gives nobody the same role twice, and nobody less than he or she had', async () => {
    const both = await day.make.staff('unit_leader', day.hacThanh);
    const until = clock.turn(60);
    clock.turn(-60);
    await day.make.sql(
      `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at) VALUES ($1, $2, 'unit_leader', $3, $4)`,
      [newId(), both.id, day.samSon.id, clock.turn(-1)],
    );
    clock.turn(1);
    const short = await day.make.staff('viewer', day.hacThanh);
    await day.make.sql(
      `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at, ends_at) VALUES ($1, $2, 'viewer', $3, $4, $5)`,
      [newId(), short.id, day.samSon.id, clock.now(), until],
    );
    await merged(day.hacThanh, day.samSon);
    const staff = (await coordinator.get<Staff[]>('/api/staff')).body;
    const grants = (id: string) =>
      staff.find((one) => one.id === id)?.grants.map((grant) => [grant.orgUnitId, grant.endsAt]);
    expect(grants(both.id)).toEqual([[day.samSon.id, null]]);
    expect(grants(short.id)).toHaveLength(2);
    expect(grants(short.id)).toContainEqual([day.samSon.id, null]);
  });
});

describe('a merge is refused', () => {
  it('into itself, into what stands below, to another level or parent, to another province, and twice', async () => {
    const branch = await branchOf(day.samSon, 'Chi đoàn 2');
    const other = await day.make.orgUnit({ parent: day.province, name: 'Đoàn Quảng Phú' });
    const foreign = await day.make.orgUnit({ provinceId: '40', name: 'Tỉnh đoàn Nghệ An' });
    const there = await day.make.orgUnit({ parent: foreign, name: 'Đoàn Thành Vinh' });
    await day.make.sql(
      `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at) VALUES ($1, $2, 'province_coordinator', $3, $4)`,
      [newId(), coordinatorId, foreign.id, clock.turn(-1)],
    );
    clock.turn(1);
    const refused = async (from: OrgUnitRow, into: OrgUnitRow) => {
      const { status, body } = await merge(from, into);
      expect((await preview(from, into)).body).toMatchObject(body);
      return [status, 'code' in body ? body.code : null];
    };
    await eventually(async () => (await units()).some((unit) => unit.id === there.id));
    expect(await refused(day.samSon, day.samSon)).toEqual([422, 'merge_into_itself']);
    expect(await refused(day.samSon, branch)).toEqual([422, 'merge_into_descendant']);
    expect(await refused(branch, day.hacThanh)).toEqual([422, 'not_sister_units']);
    expect(await refused(branch, day.branch)).toEqual([422, 'not_sister_units']);
    expect(await refused(day.samSon, there)).toEqual([422, 'foreign_unit']);
    await merged(day.hacThanh, day.samSon);
    expect(await refused(day.hacThanh, other)).toEqual([409, 'org_unit_merged']);
    expect(await refused(other, day.hacThanh)).toEqual([409, 'org_unit_merged']);
  });

  it('to whom both units are not, and to who only leads one', async () => {
    const half = (await day.make.staff('province_coordinator', day.hacThanh)).client;
    expect(await merge(day.hacThanh, day.samSon, half)).toMatchObject({
      status: 422,
      body: { code: 'unknown_org_unit' },
    });
    expect((await merge(day.samSon, day.hacThanh, half)).status).toBe(404);
    const leader = (await day.make.staff('unit_leader', day.province)).client;
    expect((await merge(day.hacThanh, day.samSon, leader)).status).toBe(403);
  });
});

describe('what is history', () => {
  it('takes nothing new: no unit, no role, no campaign', async () => {
    await merged(day.hacThanh, day.samSon);
    const gone = { status: 409, body: { code: 'org_unit_merged' } };
    const unit = { parentId: day.hacThanh.id, kind: 'branch', name: 'Chi đoàn 9' };
    expect(await coordinator.post('/api/org-units', unit)).toMatchObject(gone);
    const { id } = await day.make.staff('viewer', day.samSon);
    const role = { role: 'viewer', orgUnitId: day.hacThanh.id };
    expect(await coordinator.post(`/api/staff/${id}/grants`, role)).toMatchObject(gone);
    const campaign = {
      orgUnitId: day.hacThanh.id,
      title: 'Chiến dịch',
      startsOn: '2026-10-01',
      endsOn: '2026-10-31',
    };
    expect(await coordinator.post('/api/campaigns', campaign)).toMatchObject(gone);
    // The name is free again.
    const again = { parentId: day.province.id, kind: 'commune', name: 'Đoàn Hạc Thành' };
    expect((await coordinator.post('/api/org-units', again)).status).toBe(201);
  });

  it('may still be named by a roster: its people join the successor', async () => {
    const leader = (await day.make.staff('unit_leader', day.province)).client;
    const content = await xlsx([
      ['Họ và tên', 'Điện thoại', 'Đoàn xã/phường', 'Chi đoàn'],
      ['Phạm Thị Giang', '0977000001', 'Đoàn Hạc Thành', null],
      ['Phạm Văn Hải', '0977000002', 'Đoàn Hạc Thành', 'Chi đoàn 1'],
    ]);
    const settled = (id: string) =>
      eventually(async () => {
        const { body } = await leader.get<RosterImport>(`/api/roster-imports/${id}`);
        return body.state === 'reading' || body.state === 'applying' ? null : body;
      }, 60_000);
    const upload = async (unit: OrgUnitRow) => {
      const file = { name: 'a.xlsx', content };
      const sent = await leader.upload<RosterImport>('/api/roster-imports', file, { orgUnitId: unit.id });
      return settled(sent.body.id);
    };
    const apply = async ({ id }: RosterImport) => {
      await leader.post(`/api/roster-imports/${id}/apply`);
      return settled(id);
    };
    const unitsOf = async () => {
      const { body } = await leader.get<{ items: Person[] }>('/api/people?q=pham');
      return body.items.map((person) => person.orgUnitName).sort();
    };
    // Read before the merge and applied after it; and once more, all of it after.
    const readBefore = await upload(day.hacThanh);
    await merged(day.hacThanh, day.samSon);
    expect(await apply(readBefore)).toMatchObject({ state: 'applied', counts: { new: 2 } });
    expect(await unitsOf()).toEqual(['Chi đoàn 1', 'Đoàn Sầm Sơn']);
    expect(await upload(day.province)).toMatchObject({ counts: { unchanged: 2, rejected: 0 } });
  });
});

describe('the counts of an event that goes on', () => {
  it('stand under the successor from the next revision on; every sum and the recount stay true', async () => {
    const { late } = await threeCome();
    const before = await board();
    expect(await presentBy()).toEqual(
      new Map([
        [day.hacThanh.id, 2],
        [day.samSon.id, 1],
      ]),
    );
    await merged(day.hacThanh, day.samSon);
    const after = await board();
    expect(after.rev).toBeGreaterThan(before.rev);
    expect({ totals: after.totals, sites: after.sites }).toEqual({
      totals: before.totals,
      sites: before.sites,
    });
    expect(await presentBy()).toEqual(new Map([[day.samSon.id, 3]]));

    // Who comes later is counted there too, whether registered with the old unit or the new.
    await day.come(late, 'hall');
    expect(await presentBy()).toEqual(new Map([[day.samSon.id, 4]]));
    expect(await differences()).toEqual([]);
    for (const metric of ['registered', 'offered', 'accepted', 'turns', 'people'] as const) {
      const { counts } = (await board()).units[0]!;
      const behind = await figure({ metric, orgUnitId: day.samSon.id });
      expect([behind.counted, behind.shown]).toEqual([counts[metric], counts[metric]]);
    }
    const { units: parts } = BreakdownSchema.parse((await day.organiser.get(`${path}/breakdown`)).body);
    expect(parts).toEqual([{ orgUnitId: day.samSon.id, name: 'Đoàn Sầm Sơn', turns: 4, people: 4 }]);
    // The row says the unit of that moment.
    const rows = (await figure({ metric: 'people', siteId: day.sites.hall.id })).rows.items;
    expect(rows.map((row) => row.orgUnitName)).toEqual(['Chi đoàn 1', 'Đoàn Hạc Thành', 'Chi đoàn 1']);
  });

  it('stay true while people come, and whether it is merged or closed first', async () => {
    const people = [];
    for (let n = 0; n < 24; n++)
      people.push(await day.person(n % 2 ? day.branch : day.hacThanh, `Người ${n}`));
    await day.register();
    const [done, closing] = await Promise.all([
      merge(day.hacThanh, day.samSon),
      day.organiser.post(`${path}/state`, { to: 'closed' }),
      ...people.map((person) => day.come(person, 'hall').catch(() => null)),
    ]);
    expect([done.status, closing.status]).toEqual([200, 200]);
    expect(await differences()).toEqual([]);
    const { units: parts, totals } = BreakdownSchema.parse(
      (await day.organiser.get(`${path}/breakdown`)).body,
    );
    expect(parts.reduce((sum, part) => sum + part.people, 0)).toBe(totals.people);
    const shown = await presentBy();
    for (const part of parts) expect(shown.get(part.orgUnitId)).toBe(part.people);
  });
});

describe('a closed event', () => {
  it('is told as it was: its signed figure, its seal, and its counts by unit', async () => {
    await threeCome();
    await day.organiser.post(`${path}/state`, { to: 'closed' });
    const closing = async () =>
      (await day.organiser.get<{ closing: object; amendments: object }>(`${path}/closing`)).body;
    const byUnit = async () =>
      BreakdownSchema.parse((await day.organiser.get<Breakdown>(`${path}/breakdown`)).body).units;
    const before = { closing: await closing(), by: await byUnit(), board: await board() };
    clock.turn(5);
    await merged(day.hacThanh, day.samSon);
    clock.turn(5);
    const { closing: signed, amendments } = await closing();
    expect({ signed, amendments }).toEqual({
      signed: before.closing.closing,
      amendments: before.closing.amendments,
    });
    expect(await byUnit()).toEqual(before.by);
    expect((await board()).units).toEqual(before.board.units);
    for (const [unit, n] of [
      [day.hacThanh, 2],
      [day.samSon, 1],
    ] as const) {
      expect(await figure({ metric: 'people', orgUnitId: unit.id })).toMatchObject({ counted: n, shown: n });
    }
    // What is counted after all counts there as well.
    const [row] = (await figure({ metric: 'people', orgUnitId: day.hacThanh.id })).rows.items;
    await day.strike(row!.id);
    await day.organiser.post(`${path}/check-ins/${row!.id}/restore`);
    expect(await presentBy()).toEqual(
      new Map([
        [day.hacThanh.id, 2],
        [day.samSon.id, 1],
      ]),
    );
    expect(await differences()).toEqual([]);
  });
});

describe('who was responsible', () => {
  it('for the old unit answers for all of the new one; who was of neither still sees neither', async () => {
    const { an } = await threeCome();
    const old = (await day.make.staff('unit_leader', day.hacThanh)).client;
    const ofBranch = (await day.make.staff('unit_leader', day.branch)).client;
    const other = await day.make.orgUnit({ parent: day.province, name: 'Đoàn Quảng Phú' });
    const stranger = (await day.make.staff('unit_leader', other)).client;
    await day.come(await walkIn(day.hacThanh), 'square');
    await merged(day.hacThanh, day.samSon);

    const seen = async (client: HttpClient) => (await figure({ metric: 'people' }, client)).counted;
    await eventually(async () => (await seen(old)) === 4, 15_000);
    expect((await units(old)).map((unit) => unit.name)).toEqual(['Đoàn Sầm Sơn', 'Chi đoàn 1']);
    // Sites of the old unit's commune too: Bình and the walk-in are not the branch's, but its commune's gate.
    expect((await figure({ metric: 'people', siteId: day.sites.hall.id }, old)).counted).toBe(2);
    expect(await seen(ofBranch)).toBe(1);
    expect((await ofBranch.get(`/api/people/${an.id}`)).status).toBe(200);
    expect(await seen(stranger)).toBe(0);
    expect((await stranger.get(`/api/people/${an.id}`)).status).toBe(404);
  });

  it('goes on at the gates of the old unit’s commune', async () => {
    const { late } = await threeCome();
    const keeper = (await day.make.staff('gate_keeper', day.hacThanh)).client;
    await merged(day.hacThanh, day.samSon);
    const scan = (siteId: string, personId: string) =>
      keeper.post<{ receipts: { outcome: string }[] }>(`${path}/check-ins`, {
        deviceId: 'device-0002',
        entries: [{ id: newId(), siteId, deviceTime: clock.now().toISOString(), method: 'leader', personId }],
      });
    const guest = await day.person(day.province, 'Hồ Dũng');
    await day.register();
    const both = await eventually(async () => {
      const answers = [await scan(day.sites.hall.id, guest.id), await scan(day.sites.beach.id, late.id)];
      return answers.every((answer) => answer.status === 200) ? answers : null;
    }, 15_000);
    expect(both.map((answer) => answer.body.receipts[0]?.outcome)).toEqual(['counted', 'counted']);
  });

  async function walkIn(unit: OrgUnitRow) {
    const person = await day.person(unit, 'Ngô Văn Khách');
    await day.register();
    return person;
  }
});

describe('a site’s commune', () => {
  it('is no part of a merge of units', async () => {
    await merged(day.hacThanh, day.samSon);
    const unit = (await units()).find((one) => one.id === day.samSon.id);
    expect(unit?.communeId).toBe(SAM_SON);
  });
});
