import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import writeXlsx from 'write-excel-file/node';
import type { ErrorBody } from '../src/contracts/common.js';
import type { DemandApplied, Shift, Site } from '../src/contracts/events.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
let coordinator: HttpClient;
let stranger: HttpClient;
let event: Awaited<ReturnType<ReturnType<typeof factories>['event']>>;
let path: string;

/** Thanh Hóa has 166 communes. */
const COMMUNES = 166;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  unit = await make.orgUnit({ provinceId: '38' });
  coordinator = (await make.staff('province_coordinator', unit)).client;
  stranger = (await make.staff('province_coordinator', await make.orgUnit({ provinceId: '40' }))).client;
});
afterAll(() => server.close());
beforeEach(async () => {
  event = await make.event({ unit, state: 'draft' });
  path = `/api/events/${event.id}`;
});

const shiftsOf = async () => (await coordinator.get<Shift[]>(`${path}/shifts`)).body;
const sitesOf = async () => (await coordinator.get<Site[]>(`${path}/sites`)).body;

describe('demand by a rule', () => {
  it('makes a site, a shift and its demand in every commune, once', async () => {
    const rule = { kind: 'per_commune', people: 5 };
    const applied = await coordinator.post<DemandApplied>(`${path}/demand/rule`, rule);
    expect(applied.body).toEqual({
      sitesCreated: COMMUNES,
      shiftsCreated: COMMUNES,
      shiftsChanged: COMMUNES,
      people: 5 * COMMUNES,
    });
    const sites = await sitesOf();
    expect(new Set(sites.map((site) => site.communeId)).size).toBe(COMMUNES);
    expect(sites.map((site) => site.name)).toContain('Điểm ra quân phường Hàm Rồng');
    const shifts = await shiftsOf();
    expect(shifts[0]).toMatchObject({
      startsAt: event.startsAt.toISOString(),
      endsAt: event.endsAt.toISOString(),
      demand: [{ skill: null, minimum: 5, target: 5, maximum: 5 }],
    });

    const again = await coordinator.post<DemandApplied>(`${path}/demand/rule`, rule);
    expect(again.body).toEqual({ ...applied.body, sitesCreated: 0, shiftsCreated: 0, shiftsChanged: 0 });
    expect(await shiftsOf()).toEqual(shifts);
  });

  it('twice at one moment makes everything once', async () => {
    const rule = { kind: 'per_commune', people: 3 };
    const answers = await Promise.all([1, 2, 3].map(() => coordinator.post(`${path}/demand/rule`, rule)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(await sitesOf()).toHaveLength(COMMUNES);
    expect(await shiftsOf()).toHaveLength(COMMUNES);
  });

  it('by population asks each commune for its share, beside what other skills need', async () => {
    await coordinator.post(`${path}/demand/rule`, { kind: 'per_commune', people: 1, skill: 'leader' });
    const rule = { kind: 'per_population', people: 2, per: 10_000 };
    const { body } = await coordinator.post<DemandApplied>(`${path}/demand/rule`, rule);
    const expected = await make.sql<{ people: number }>(
      `SELECT sum(ceil(2 * coalesce(population, 10000) / 10000.0))::int AS people FROM administrative_units
       WHERE province_id = '38' AND level = 'commune' AND valid_to IS NULL`,
    );
    expect(body).toEqual({
      sitesCreated: 0,
      shiftsCreated: 0,
      shiftsChanged: COMMUNES,
      people: expected[0]?.people,
    });
    const [shift] = await shiftsOf();
    expect(shift?.demand.map((row) => row.skill)).toEqual([null, 'leader']);
  });

  it('that would need an army in one commune is refused', async () => {
    const rule = { kind: 'per_population', people: 1000, per: 100 };
    const { status, body } = await coordinator.post<ErrorBody>(`${path}/demand/rule`, rule);
    expect([status, body.code]).toEqual([422, 'demand_too_large']);
    expect(await sitesOf()).toEqual([]);
  });

  it('refuses wrong rules', async () => {
    for (const rule of [
      { kind: 'per_commune' },
      { kind: 'per_commune', people: 0 },
      { kind: 'per_commune', people: 1.5 },
      { kind: 'per_commune', people: 5, per: 100 },
      { kind: 'per_population', people: 5 },
      { kind: 'per_population', people: 5, per: 1 },
      { kind: 'per_moon', people: 5 },
      { kind: 'per_commune', people: 5, skill: 'cooking' },
      [],
    ]) {
      expect((await coordinator.post(`${path}/demand/rule`, rule)).status).toBe(400);
    }
  });
});

describe('demand from a file', () => {
  const send = <T>(content: string | Uint8Array, client = coordinator) =>
    client.upload<T>(`${path}/demand/import`, { name: 'nhu-cau.csv', content: Buffer.from(content) });

  it('is read from CSV by name and by code, and again changes nothing', async () => {
    const file = [
      'Nhu cầu ngày ra quân;;;;',
      'Xã/phường;Tối thiểu;Chỉ tiêu;Tối đa;Kỹ năng',
      'Phường Hàm Rồng;3;5;8;',
      '(1);(2);(3);(4);(5)',
      'Hàm Rồng;1;1;2;VNeID',
      '15229;2;4;4;',
      'Tổng cộng;6;10;14;',
    ].join('\r\n');
    const applied = await send<DemandApplied>(`\ufeff${file}`);
    expect(applied.body).toEqual({ sitesCreated: 2, shiftsCreated: 2, shiftsChanged: 2, people: 10 });
    const hamRong = (await sitesOf()).find((site) => site.communeId === '14758');
    const shift = (await shiftsOf()).find((one) => one.siteId === hamRong?.id);
    expect(shift?.demand).toEqual([
      { skill: null, minimum: 3, target: 5, maximum: 8 },
      { skill: 'vneid', minimum: 1, target: 1, maximum: 2 },
    ]);
    const again = await send<DemandApplied>(file);
    expect(again.body).toEqual({ sitesCreated: 0, shiftsCreated: 0, shiftsChanged: 0, people: 10 });
  });

  it('is read from XLSX, numbers as numbers', async () => {
    const file = await writeXlsx([
      [{ value: 'Mã xã' }, { value: 'Chỉ tiêu' }],
      [{ value: 14758 }, { value: 5 }],
    ]).toBuffer();
    expect((await send<DemandApplied>(file)).body).toMatchObject({ sitesCreated: 1, people: 5 });
  });

  it('with a wrong row writes nothing and names the row', async () => {
    const { status, body } = await send<ErrorBody>(
      'Xã/phường,Chỉ tiêu\nPhường Hàm Rồng,5\nPhường Bến Nghé,5\nPhường Hàm Rồng,x\n',
    );
    expect([status, body.code]).toEqual([422, 'bad_demand_rows']);
    expect(body.fields?.map((field) => field.path)).toEqual(['rows.3.commune', 'rows.4.target']);
    expect(body.fields?.[0]?.problem).toContain('Không có xã, phường này trong tỉnh.');
    expect(await sitesOf()).toEqual([]);
  });

  it('that is no table is refused', async () => {
    const refusals: [string | Uint8Array, string][] = [
      ['xin chào', 'no_demand_header'],
      ['', 'unreadable_file'],
      [Buffer.from('PK\u0003\u0004 but no zip'), 'unreadable_file'],
    ];
    for (const [content, code] of refusals) {
      const { status, body } = await send<ErrorBody>(content);
      expect([status, body.code]).toEqual([422, code]);
    }
    const noForm = await coordinator.post<ErrorBody>(`${path}/demand/import`, {});
    expect([noForm.status, noForm.body.code]).toEqual([400, 'no_file']);
    const huge = await send<ErrorBody>(Buffer.alloc(21 * 1024 * 1024, 'a,'));
    expect([huge.status, huge.body.code]).toEqual([413, 'too_large']);
  });

  it('cannot be sent into another province', async () => {
    expect((await send('Xã/phường,Chỉ tiêu\n14758,5\n', stranger)).status).toBe(404);
  });
});
