import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErrorBody } from '../src/contracts/common.js';
import {
  OutlineSchema,
  ResolveAnswerSchema,
  UnitDetailSchema,
  UnitListSchema,
  type AdministrativeUnit,
  type Outline,
  type ResolveAnswer,
  type UnitDetail,
} from '../src/contracts/places.js';
import { importGazetteer, PlacesService } from '../src/places/index.js';
import { factories } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let staff: HttpClient;
beforeAll(async () => {
  server = await startTestServer();
  const make = factories(server);
  staff = (await make.staff('viewer', await make.orgUnit())).client;
});
afterAll(() => server.close());

async function list(path: string): Promise<AdministrativeUnit[]> {
  const { status, body } = await staff.get(path);
  expect(status).toBe(200);
  return UnitListSchema.parse(body);
}
const search = (query: Record<string, string>) =>
  list(`/api/places/search?${new URLSearchParams(query).toString()}`);
async function resolve(code: string, on: string): Promise<ResolveAnswer> {
  const { status, body } = await staff.get(`/api/places/resolve?code=${code}&on=${on}`);
  expect(status).toBe(200);
  return ResolveAnswerSchema.parse(body);
}
async function detail(id: string): Promise<UnitDetail> {
  return UnitDetailSchema.parse((await staff.get(`/api/places/units/${id}`)).body);
}

describe('the sets of units', () => {
  it('holds 34 provinces with 3,321 communes today, in Vietnamese order', async () => {
    const provinces = await list('/api/places/provinces');
    expect(provinces).toHaveLength(34);
    const names = provinces.map((p) => p.name);
    expect(names.slice(0, 4)).toEqual(['An Giang', 'Bắc Ninh', 'Cà Mau', 'Cao Bằng']);
    // Đ is a letter of its own, after D.
    expect(names.indexOf('Đà Nẵng')).toBeGreaterThan(names.indexOf('Cần Thơ'));
    expect(names.indexOf('Gia Lai')).toBeGreaterThan(names.indexOf('Đồng Tháp'));
    const counts = await Promise.all(
      provinces.map(async (p) => (await list(`/api/places/provinces/${p.id}/communes`)).length),
    );
    expect(counts.reduce((a, b) => a + b)).toBe(3_321);
    expect(await list('/api/places/provinces/38/communes')).toHaveLength(166);
  });

  it('holds 63 provinces with 10,035 communes on 30 June 2025', async () => {
    const provinces = await list('/api/places/provinces?on=2025-06-30');
    expect(provinces).toHaveLength(63);
    const counts = await Promise.all(
      provinces.map(
        async (p) => (await list(`/api/places/provinces/${p.code}/communes?on=2025-06-30`)).length,
      ),
    );
    expect(counts.reduce((a, b) => a + b)).toBe(10_035);
    expect(await list('/api/places/provinces/38/communes?on=2025-06-30')).toHaveLength(547);
  });

  it('imports the same files only once', async () => {
    expect(await importGazetteer(server.dataSource)).toBe(false);
  });

  it('calls a unit what it was called on the date', async () => {
    const on = async (date: string) => (await search({ q: 'Bố Hạ', province: '24', on: date }))[0];
    expect((await on('2026-09-19'))?.fullName).toBe('Xã Bố Hạ');
    expect((await on('2026-09-20'))?.fullName).toBe('Phường Bố Hạ');
    const province = async (date: string) =>
      (await list(`/api/places/provinces?on=${date}`)).find((p) => p.code === '24')?.fullName;
    expect(await province('2026-09-19')).toBe('Tỉnh Bắc Ninh');
    expect(await province('2026-09-20')).toBe('Thành phố Bắc Ninh');
  });
});

describe('search', () => {
  it.each(['thanh hoa', 'Thanh Hoá', 'Thanh Hóa', 'THANH HÓA', 'Thanh Ho\u0301a', 'tỉnh  thanh hóa'])(
    'finds the province for %s first',
    async (q) => {
      expect((await search({ q }))[0]?.id).toBe('38');
    },
  );

  it('puts the same marks first and keeps the others', async () => {
    const ids = async (q: string) => (await search({ q, province: '38', level: 'commune' })).map((u) => u.id);
    expect((await ids('Đồng Tiến')).slice(0, 2)).toEqual(['15724', '15853']);
    expect((await ids('Đông Tiến')).slice(0, 2)).toEqual(['15853', '15724']);
    expect((await ids('xã dong tien'))[0]).toBe('15724');
  });

  it('searches the old set, districts too', async () => {
    const found = await search({ q: 'Huyện Mường Lát', on: '2025-06-30' });
    expect(found[0]).toMatchObject({
      level: 'district',
      fullName: 'Huyện Mường Lát',
      provinceId: '38~202506',
    });
    expect(await search({ q: 'Mường Lát', level: 'district' })).toEqual([]);
  });

  it('takes signs of patterns as they are', async () => {
    expect(await search({ q: '%' })).toEqual([]);
    expect(await search({ q: "'; DROP TABLE" })).toEqual([]);
    expect(await search({ q: '' })).toHaveLength(20);
  });
});

describe('which unit was this, and what is it now', () => {
  it('is the same', async () => {
    expect(await resolve('14848', '2025-06-30')).toMatchObject({
      then: { id: '14848~202506', fullName: 'Xã Tam Chung' },
      now: { kind: 'same', unit: { id: '14848' } },
    });
    expect(await resolve('14758', '2026-01-01')).toMatchObject({
      then: { id: '14758' },
      now: { kind: 'same', unit: { id: '14758' } },
    });
    expect(await resolve('38', '2025-06-30')).toMatchObject({ now: { kind: 'same', unit: { id: '38' } } });
  });

  it('went into one other', async () => {
    // A code's meaning is dated: 14797 was the ward Đông Hải, and is the ward Hạc Thành.
    expect(await resolve('14797', '2025-06-30')).toMatchObject({
      then: { fullName: 'Phường Đông Hải' },
      now: { kind: 'merged', unit: { id: '14797', fullName: 'Phường Hạc Thành' } },
    });
    expect(await resolve('27', '2025-06-30')).toMatchObject({ now: { kind: 'merged', unit: { id: '24' } } });
  });

  it('was split: somebody has to choose', async () => {
    const { now } = await resolve('14758', '2025-06-30');
    expect(now.kind === 'split_choose' ? now.candidates.map((c) => c.id).sort() : now).toEqual([
      '14758',
      '14797',
    ]);
  });

  it('answers from the oldest set for dates before it, and says since when that set is known', async () => {
    const { then } = await resolve('14848', '1900-01-01');
    expect(then.validFrom).toBe('2025-03-01');
  });

  it('says what a unit was called and where it came from', async () => {
    const ward = await detail('07294');
    expect(ward.names.map((n) => [n.type, n.validFrom, n.validTo])).toEqual([
      ['xã', '2025-07-01', '2026-09-19'],
      ['phường', '2026-09-20', null],
    ]);
    expect(ward.predecessors.map((p) => p.id)).toContain('07294~202506');
    const old = await detail('14758~202506');
    expect(old.successors.map((s) => [s.id, s.isDefault])).toEqual([
      ['14797', false],
      ['14758', false],
    ]);
  });
});

describe('outlines', () => {
  it('gives the border of a commune, of a province, and of the archipelagos', async () => {
    for (const id of ['14758', '38', '20333', '22736']) {
      const { status, body } = await staff.get<Outline>(`/api/places/units/${id}/outline`);
      expect(status).toBe(200);
      expect(OutlineSchema.parse(body).id).toBe(id);
    }
  });

  it('has none for units of the old set', async () => {
    expect((await staff.get('/api/places/units/14758~202506/outline')).status).toBe(404);
  });
});

describe('input that is not right', () => {
  it.each([
    ['/api/places/units/99999', 404, 'not_found'],
    ['/api/places/units/abc', 400, 'invalid_input'],
    ['/api/places/units/14758~202507', 400, 'invalid_input'],
    ['/api/places/units/99999/outline', 404, 'not_found'],
    ['/api/places/provinces/99/communes', 404, 'not_found'],
    ['/api/places/provinces/138/communes', 400, 'invalid_input'],
    ['/api/places/provinces?on=2025-02-30', 400, 'invalid_input'],
    ['/api/places/search?q=%00', 400, 'invalid_input'],
    [`/api/places/search?q=${'a'.repeat(81)}`, 400, 'invalid_input'],
    ['/api/places/search?q=a&q=b', 400, 'invalid_input'],
    ['/api/places/search?level=hamlet', 400, 'invalid_input'],
    ['/api/places/search?limit=0', 400, 'invalid_input'],
    ['/api/places/search?limit=201', 400, 'invalid_input'],
    ['/api/places/search?unknown=1', 400, 'invalid_input'],
    ['/api/places/resolve?code=14758', 400, 'invalid_input'],
    ['/api/places/resolve?code=1&on=2025-06-30', 400, 'invalid_input'],
    ['/api/places/resolve?code=99999&on=2025-06-30', 422, 'unknown_unit'],
  ])('%s → %i %s', async (path, status, code) => {
    const answer = await staff.get<ErrorBody>(path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is asked for a session first', async () => {
    expect((await server.client().get('/api/places/provinces')).status).toBe(401);
  });
});

describe('names in lists', () => {
  const places = () => server.get(PlacesService);

  it('finds today’s communes, and those that older lists name', async () => {
    const found = async (text: string) => {
      const answer = await places().findByName('38', text);
      return answer.kind === 'found' ? answer.commune.id : answer.kind;
    };
    expect(await found('P. Hạc Thành')).toBe('14797');
    expect(await found('phường Đông Tiến')).toBe('15853');
    expect(await found('ĐỒNG TIẾN')).toBe('15724');
    expect(await found('dong tien')).toBe('ambiguous');
    expect(await found('xa dong tien')).toBe('15724');
    expect(await found('Phường Trường Thi')).toBe('14797'); // merged into Hạc Thành
    expect(await found('TT. Mường Lát')).toBe('14845'); // renamed
    expect(await found('Phường Đông Thọ')).toBe('ambiguous'); // split
    expect(await found('Hà Nội')).toBe('unknown');
    expect(await found('  ')).toBe('unknown');
  });

  it('knows today’s communes only', async () => {
    expect((await places().requireCommune('14797')).fullName).toBe('Phường Hạc Thành');
    await expect(places().requireCommune('38')).rejects.toMatchObject({ code: 'unknown_unit' });
    await expect(places().requireCommune('14797~202506')).rejects.toMatchObject({ code: 'unknown_unit' });
    await expect(places().requireCommune('00000')).rejects.toMatchObject({ code: 'unknown_unit' });
    expect(await places().communesOf('80')).toHaveLength(96);
  });
});
