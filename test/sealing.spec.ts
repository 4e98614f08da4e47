import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MIGRATIONS } from '../migrations/index.js';
import { ENTITIES } from '../src/app.module.js';
import type { MyAssignment } from '../src/contracts/assignments.js';
import type { Call, Person, RosterImport } from '../src/contracts/people.js';
import { fromBase32, stepAt, totp } from '../src/kernel/totp.js';
import { newId } from '../src/kernel/ids.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import { readEnv } from '../src/platform/env.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';
import { readKeyring } from '../src/platform/sealing/keyring.js';
import { factories } from './factories/index.js';
import { csv, type Value } from './factories/roster-files.js';
import { dumpOf, tablesWith } from './support/dump.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { createTestDatabase } from './support/test-database.js';
import { TEST_KEYS } from './support/test-keys.js';
import { startNode, startTestServer, type TestServer } from './support/test-server.js';

const OLD = TEST_KEYS;
const NEW = `2:${Buffer.alloc(32, 9).toString('base64')}`;

type People = { items: Person[]; total: number };
const found = async (client: HttpClient, q: string): Promise<string[]> =>
  (await client.get<People>(`/api/people?q=${encodeURIComponent(q)}`)).body.items.map((one) => one.fullName);

/** Reads a roster, and applies it when asked. */
async function importRoster(client: HttpClient, orgUnitId: string, rows: Value[][], apply = true) {
  const content = Buffer.from(csv([['Họ và tên', 'SĐT', 'Mã đoàn viên', 'Ngày sinh'], ...rows]));
  const { body } = await client.upload<RosterImport>(
    '/api/roster-imports',
    { name: 'a.csv', content },
    { orgUnitId },
  );
  const path = `/api/roster-imports/${body.id}`;
  const settled = (state: RosterImport['state']) =>
    eventually(async () => {
      const seen = (await client.get<RosterImport>(path)).body;
      return seen.state === state ? seen : null;
    });
  const ready = await settled('ready');
  if (!apply) return ready;
  await client.post(`${path}/apply`);
  return settled('applied');
}

describe('the database of a running event', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  it('holds no number, no member number and no secret in the clear, in no table', async () => {
    const make = factories(server);
    await make.place('38', 'province', 'Thanh Hóa');
    await make.place('14758', 'commune', 'Hàm Rồng');
    const unit = await make.orgUnit({ name: 'Tỉnh đoàn' });
    const coordinator = await make.staff('province_coordinator', unit);
    const { client } = coordinator;
    const secret = await client.post<{ secret: string }>('/api/account/second-factor');

    await importRoster(client, unit.id, [
      ['Nguyễn Thị Hạnh', '0912345601', 'DV-7700001', '1/1/2001'],
      ['Trần Văn Bình', '0912345602', '', '2/2/2002'],
      ['Không Tuổi', '0912345603', 'DV-7700003', '30/2/2001'],
    ]);
    await importRoster(client, unit.id, [['Đang Chờ', '0912345604', 'DV-7700004', '']], false);
    const event = await make.event({ unit, state: 'open' });
    const site = await client.post<{ id: string }>(`/api/events/${event.id}/sites`, {
      name: 'Nhà văn hoá',
      communeId: '14758',
      contactName: 'Lê Liên Hệ',
      contactPhone: '0912 345 605',
    });
    await client.post(`/api/events/${event.id}/shifts`, {
      siteId: site.body.id,
      title: 'Ca sáng',
      startsAt: event.startsAt.toISOString(),
      endsAt: event.endsAt.toISOString(),
    });
    await client.post(`/api/events/${event.id}/registrations`, {});
    await client.post(`/api/events/${event.id}/state`, { to: 'live' });
    for (const phone of ['0912345601', '0912345606']) {
      expect((await server.client().post('/api/sessions/codes', { phone })).status).toBe(200);
    }
    const scans = ['0912345602', '0912345607'].map((phone) => ({
      id: newId(),
      method: 'desk',
      phone,
      siteId: site.body.id,
      deviceTime: new Date().toISOString(),
    }));
    const sent = await client.post<{ receipts: { outcome: string }[] }>(`/api/events/${event.id}/check-ins`, {
      deviceId: 'device-0001',
      entries: scans,
    });
    expect(sent.body.receipts.map((one) => one.outcome)).toEqual(['counted', 'refused']);

    const dump = await dumpOf(server.dataSource);
    expect(dump.some((line) => line.startsWith('bullmq.'))).toBe(true);
    expect(tablesWith(dump, 'Nguyễn Thị Hạnh')).toEqual(['public.people']);
    for (let last = 1; last <= 7; last++) {
      for (const written of [`91234560${last}`, `912 345 60${last}`]) {
        expect([written, tablesWith(dump, written)]).toEqual([written, []]);
      }
    }
    for (const no of [1, 3, 4]) expect(tablesWith(dump, `DV-770000${no}`)).toEqual([]);
    const bytes = fromBase32(secret.body.secret).toString('hex');
    expect(dump.filter((line) => line.includes(bytes))).toEqual([]);

    // And all of it is still known to who may know it.
    expect(await found(client, '0912345601')).toEqual(['Nguyễn Thị Hạnh']);
    expect(await found(client, '5602')).toEqual(['Trần Văn Bình']);
    expect(await found(client, 'DV-7700001')).toEqual(['Nguyễn Thị Hạnh']);
    const code = totp(fromBase32(secret.body.secret), stepAt(new Date()));
    expect((await client.post('/api/account/second-factor/confirm', { code })).status).toBe(200);
    expect(await client.post<Call>(`/api/events/${event.id}/sites/${site.body.id}/call`)).toMatchObject({
      status: 200,
      body: { phone: '0912 345 605' },
    });
  });
});

describe('what was kept before there were keys', () => {
  it('is sealed by the first start, and found as before', async () => {
    const database = await createTestDatabase();
    const before = createDataSource(database.url, { DATABASE_POOL: 2 }, ENTITIES, MIGRATIONS);
    await before.initialize();
    const columns = () =>
      before.query<unknown[]>(
        `SELECT 1 FROM information_schema.columns WHERE table_name = 'people' AND column_name = 'phone'`,
      );
    while ((await columns()).length === 0) await before.undoLastMigration({ transaction: 'each' });
    const [unit, person, eventId, siteId] = [newId(), newId(), newId(), newId()];
    await before.query(`
      INSERT INTO administrative_units (id, code, level, province_id, valid_from)
        VALUES ('38', '38', 'province', '38', '2025-07-01') ON CONFLICT DO NOTHING;
      INSERT INTO org_units (id, ancestors, kind, name, folded, province_id, created_at)
        VALUES ('${unit}', '{${unit}}', 'province', 'Tỉnh đoàn', 'tinh doan', '38', now());
      INSERT INTO people (id, simulated, full_name, folded, phone, member_no, org_unit_id, skills, has_vehicle,
          created_at, updated_at)
        VALUES ('${person}', false, 'Nguyễn Thị Cũ', 'nguyen thi cu', '+84912345611', 'DV-11', '${unit}', '[]',
          false, now(), now());
      INSERT INTO campaigns (id, org_unit_id, title, starts_on, ends_on, created_at)
        VALUES ('${unit}', '${unit}', 'Chiến dịch', now(), now(), now());
      INSERT INTO events (id, campaign_id, org_unit_id, province_id, kind, title, state, starts_at, ends_at,
          simulated, rev, code_key, created_at)
        VALUES ('${eventId}', '${unit}', '${unit}', '38', 'dx_day', 'Lễ', 'open', now(), now() + interval '1 hour',
          false, 0, '\\x00', now());
      INSERT INTO sites (id, event_id, name, commune_id, contact_phone, created_at)
        SELECT '${siteId}', '${eventId}', 'Điểm', '38', '+84912345612', now();
    `);
    const everything = before.query.bind(before);
    await before.runMigrations({ transaction: 'each' });
    expect(tablesWith(await dumpOf(before), '912345611')).toEqual(['public.to_seal']);
    const server = await startNode(database.url);
    try {
      expect(await everything('SELECT 1 FROM to_seal')).toEqual([]);
      expect(tablesWith(await dumpOf(server.dataSource), '91234561')).toEqual([]);
      const make = factories(server);
      const root = { id: unit, ancestors: [unit], provinceId: '38', name: 'Tỉnh đoàn' };
      const { client } = await make.staff('event_organiser', root);
      for (const q of ['0912345611', '5611', 'DV-11'])
        expect(await found(client, q)).toEqual(['Nguyễn Thị Cũ']);
      const answer = await client.post<Call>(`/api/events/${eventId}/sites/${siteId}/call`);
      expect(answer.body).toEqual({ phone: '+84912345612' });
    } finally {
      await server.close();
      await before.destroy();
      await database.drop();
    }
  });
});

describe('another key', () => {
  it('is read beside the old one, takes everything over, and then stands alone', async () => {
    const database = await createTestDatabase();
    const start = (SEALING_KEYS: string) => startNode(database.url, { SEALING_KEYS });
    let server = await start(OLD);
    const roster: Value[][] = [
      ['Nguyễn Thị Một', '0912345621', 'DV-21', ''],
      ['Trần Văn Hai', '0912345622', '', ''],
    ];
    try {
      const make = factories(server);
      await make.place('38', 'province', 'Thanh Hóa');
      const unit = await make.orgUnit({ name: 'Tỉnh đoàn' });
      const staff = await make.staff('unit_leader', unit);
      const cookies = Object.fromEntries(staff.client.cookies);
      await importRoster(staff.client, unit.id, roster);
      await server.close();

      // Both are known: what is new is sealed with the new one, and nobody becomes two people.
      server = await start(`${NEW},${OLD}`);
      let client = server.client(cookies);
      const again = await importRoster(client, unit.id, [...roster, ['Lê Ba', '0912345623', 'DV-23', '']]);
      expect(again.counts).toEqual({ new: 1, changed: 0, unchanged: 2, rejected: 0 });
      for (const [q, name] of [
        ['0912345621', 'Nguyễn Thị Một'],
        ['5621', 'Nguyễn Thị Một'],
        ['DV-21', 'Nguyễn Thị Một'],
        ['5623', 'Lê Ba'],
      ] as const)
        expect(await found(client, q)).toEqual([name]);
      await expect(start(OLD)).rejects.toThrow('sealed with key 2');

      const said = await rotate(database.url, `${NEW},${OLD}`);
      expect(said).toContain('Nothing needs any more: key 1.');
      expect(await rotate(database.url, `${NEW},${OLD}`)).toContain('0 values sealed anew with key 2.');
      expect(await found(client, '0912345621')).toEqual(['Nguyễn Thị Một']);
      await server.close();

      server = await start(NEW);
      client = server.client(cookies);
      for (const q of ['0912345621', '5621', 'DV-21'])
        expect(await found(client, q)).toEqual(['Nguyễn Thị Một']);
      const unchanged = await importRoster(client, unit.id, roster);
      expect(unchanged.counts).toEqual({ new: 0, changed: 0, unchanged: 2, rejected: 0 });
      await expect(start(`2:${Buffer.alloc(32, 3).toString('base64')}`)).rejects.toThrow('another key 2');
    } finally {
      await server.close();
      await database.drop();
    }
  });

  async function rotate(DATABASE_URL: string, SEALING_KEYS: string): Promise<string> {
    const file = join(PROJECT_ROOT, 'dist/src/rotate-keys.main.js');
    const env = { PATH: process.env['PATH'], DATABASE_URL, SEALING_KEYS };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
    return stdout;
  }
});

describe('the keys', () => {
  it('lie in a file for its owner alone, made once, and are never invented for a database of one’s own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ra-quan-keys-'));
    try {
      const own = { DATA_DIR: folder, DATABASE_URL: 'postgres://127.0.0.1/none' };
      await expect(readKeyring(readEnv(own))).rejects.toThrow('SEALING_KEYS is missing');
      const made = await readKeyring(readEnv({ DATA_DIR: folder }));
      const file = join(folder, 'sealing.keys');
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(await readFile(file, 'utf8')).toBe(made.current.toString());
      const again = await readKeyring(readEnv({ DATA_DIR: folder }));
      expect(again.current.fingerprint).toEqual(made.current.fingerprint);
      expect(() => readEnv({ SEALING_KEYS: '1:short' })).toThrow('SEALING_KEYS');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a phone number', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  it('stands masked wherever it is listed, and is told to who calls, one at a time', async () => {
    const make = factories(server);
    await make.place('38', 'province', 'Thanh Hóa');
    await make.place('14758', 'commune', 'Hàm Rồng');
    const province = await make.orgUnit({ name: 'Tỉnh đoàn' });
    const unit = await make.orgUnit({ parent: province, communeId: '14758' });
    const sister = await make.orgUnit({ parent: province });
    const person = await make.person({ unit, phone: '+84912345123' });
    const event = await make.event({ unit: province });
    const site = await make.site(event.id, '14758');
    const shift = await make.shift(event, site.id, [{ target: 1 }]);
    const { id } = await make.assignment(event, shift, person.id);
    const leader = await make.staff('unit_leader', unit);
    const organiser = await make.staff('event_organiser', province, event.id);

    const assignments = `/api/events/${event.id}/assignments`;
    const lists = [
      await leader.client.get(assignments),
      await organiser.client.get(assignments),
      await leader.client.get('/api/people'),
      await leader.client.get(`/api/people/${person.id}`),
      await (await make.staff('auditor', province)).client.get('/api/people'),
    ];
    for (const { body } of lists) {
      expect(JSON.stringify(body)).toContain('09•• ••• 123');
      expect(JSON.stringify(body)).not.toContain('345123');
    }
    for (const { client } of [leader, organiser]) {
      expect((await client.post<Call>(`${assignments}/${id}/call`)).body).toEqual({ phone: person.phone });
    }
    expect((await leader.client.post<Call>(`/api/people/${person.id}/call`)).body).toEqual({
      phone: person.phone,
    });
    const stranger = await make.staff('unit_leader', sister);
    expect((await stranger.client.post(`${assignments}/${id}/call`)).status).toBe(404);
    expect((await stranger.client.post(`/api/people/${person.id}/call`)).status).toBe(404);
    for (const role of ['auditor', 'gate_keeper', 'viewer'] as const) {
      const { client } = await make.staff(role, province);
      expect((await client.post(`${assignments}/${id}/call`)).status).toBe(403);
    }

    // To himself or herself nothing is masked: neither the own number nor whom to call.
    await organiser.client.post(`/api/events/${event.id}/sites`, {
      name: 'Hội trường',
      communeId: '14758',
      contactPhone: '0912345999',
    });
    const [hall] = await make.sql<{ id: string }>(`SELECT id FROM sites WHERE name = 'Hội trường'`);
    const afterwards = {
      id: event.id,
      startsAt: event.endsAt,
      endsAt: new Date(event.endsAt.getTime() + 60_000),
    };
    const hallShift = await make.shift(afterwards, hall?.id ?? '');
    await make.assignment(afterwards, { ...hallShift, siteId: hall?.id ?? '' }, person.id, 'offered');
    const phone = await make.signedIn('volunteer', { subjectId: person.id });
    expect((await phone.get<Person>('/api/me')).body.phone).toBe(person.phone);
    const mine = (await phone.get<MyAssignment[]>('/api/me/assignments')).body;
    expect(mine.map((one) => one.contactPhone).filter(Boolean)).toEqual(['0912345999']);
    const sites = await leader.client.get(`/api/events/${event.id}/sites`);
    expect(JSON.stringify(sites.body)).toContain('09•• ••• 999');
    expect((await phone.post(`${assignments}/${id}/call`)).status).toBe(403);
  });
});
