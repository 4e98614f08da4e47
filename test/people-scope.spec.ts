import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Inbox as InboxAnswer, OrgUnit, Person, Staff } from '../src/contracts/people.js';
import { newId } from '../src/kernel/ids.js';
import { Inbox } from '../src/people/index.js';
import { SignalBus } from '../src/platform/signals.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow, hacThanh: OrgUnitRow, dongTien: OrgUnitRow, branch: OrgUnitRow, foreign: OrgUnitRow;
const PASSWORD = 'mot-mat-khau-that-dai';

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14797', 'commune', 'Hạc Thành', '38');
  await make.place('40', 'province', 'Nghệ An');
  await make.place('16681', 'commune', 'Thành Vinh', '40');
  province = await make.orgUnit({ name: 'Tỉnh đoàn Thanh Hóa' });
  hacThanh = await make.orgUnit({ parent: province, name: 'Đoàn phường Hạc Thành', communeId: '14797' });
  dongTien = await make.orgUnit({ parent: province, name: 'Đoàn phường Đông Tiến' });
  branch = await make.orgUnit({ parent: hacThanh, kind: 'branch', name: 'Chi đoàn 1' });
  foreign = await make.orgUnit({ name: 'Tỉnh đoàn Nghệ An', provinceId: '40' });
});
afterAll(() => server.close());

const as = async (role: Parameters<typeof make.staff>[0], unit: OrgUnitRow) =>
  (await make.staff(role, unit)).client;

describe('a leader of one Đoàn phường', () => {
  it('sees the own unit and those below, and neither sibling nor parent', async () => {
    const leader = await as('unit_leader', hacThanh);
    const { body } = await leader.get<OrgUnit[]>('/api/org-units');
    expect(body.map((u) => [u.name, u.parentId])).toEqual([
      ['Đoàn phường Hạc Thành', null],
      ['Chi đoàn 1', hacThanh.id],
    ]);
  });

  it('finds only the own people, by any way of asking', async () => {
    const mine = await make.person({ unit: branch, name: 'Nguyễn Thị Hoà', phone: '+84355000001' });
    const theirs = await make.person({ unit: dongTien, name: 'Nguyễn Thị Hòa' });
    const above = await make.person({ unit: province, name: 'Nguyễn Thị Hoa' });
    const leader = await as('unit_leader', hacThanh);
    const found = await leader.get<{ items: Person[]; total: number }>('/api/people?q=nguyen%20thi%20hoa');
    expect(found.body.items.map((p) => p.id)).toEqual([mine.id]);
    expect(found.body.total).toBe(1);
    await make.person({ unit: dongTien, phone: '+84356000001' });
    for (const q of ['0355000001', '+84355000001', '0001']) {
      const byPhone = await leader.get<{ items: Person[] }>(`/api/people?q=${encodeURIComponent(q)}`);
      expect(byPhone.body.items.map((p) => p.id)).toEqual([mine.id]);
    }
    expect((await leader.get<Person>(`/api/people/${mine.id}`)).body).toMatchObject({
      fullName: 'Nguyễn Thị Hoà',
      orgUnitName: 'Chi đoàn 1',
    });
    for (const other of [theirs, above, { id: newId() }]) {
      expect((await leader.get(`/api/people/${other.id}`)).status).toBe(404);
      expect((await leader.post(`/api/people/${other.id}/links`)).status).toBe(404);
    }
    expect((await leader.get(`/api/people?orgUnitId=${dongTien.id}`)).status).toBe(422);
    expect((await leader.get(`/api/people?orgUnitId=${branch.id}`)).status).toBe(200);
  });

  it('may not make units, and gives no role but a gate keeper’s', async () => {
    const leader = await as('unit_leader', hacThanh);
    const unit = { parentId: hacThanh.id, kind: 'branch', name: 'Chi đoàn 2' };
    expect((await leader.post('/api/org-units', unit)).status).toBe(403);
    const { body } = await leader.get<Staff[]>('/api/staff');
    const seen = body.flatMap(({ grants }) => grants.map((grant) => grant.orgUnitId));
    expect(new Set(seen)).toEqual(new Set([hacThanh.id]));
    const viewer = {
      login: 'mai',
      fullName: 'Lê Mai',
      password: PASSWORD,
      role: 'viewer',
      orgUnitId: hacThanh.id,
    };
    expect((await leader.post('/api/staff', viewer)).body).toMatchObject({ code: 'may_not_grant' });
  });

  it('makes a personal link for one of the own people', async () => {
    const person = await make.person({ unit: branch });
    const leader = await as('unit_leader', hacThanh);
    const link = await leader.post<{ token: string; path: string }>(`/api/people/${person.id}/links`);
    expect(link.status).toBe(201);
    expect(link.body.path).toBe(`/phone/#link=${link.body.token}`);
    const phone = server.client();
    expect((await phone.post('/api/sessions/link', { token: link.body.token })).status).toBe(200);
    expect((await phone.get<Person>('/api/me')).body).toMatchObject({ id: person.id });
  });
});

describe('units', () => {
  it('count their people and everybody below, but nobody simulated', async () => {
    const root = await make.orgUnit({ name: 'Tỉnh đoàn đếm' });
    const commune = await make.orgUnit({ parent: root });
    const leaf = await make.orgUnit({ parent: commune, kind: 'branch' });
    await make.person({ unit: commune });
    await make.person({ unit: leaf });
    await make.person({ unit: leaf, simulated: true });
    const { body } = await (await as('viewer', root)).get<OrgUnit[]>('/api/org-units');
    expect(body.map((u) => u.people)).toEqual([2, 2, 1]);
  });

  it('are made where they belong', async () => {
    const coordinator = await as('province_coordinator', province);
    const wanted = { parentId: province.id, kind: 'commune', name: ' Đoàn  xã Mới ', communeId: '14797' };
    const created = await coordinator.post<OrgUnit>('/api/org-units', wanted);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ name: 'Đoàn xã Mới', provinceId: '38', people: 0 });
    const statusOf = async (change: object) =>
      (await coordinator.post('/api/org-units', { ...wanted, name: 'Đoàn xã Khác', ...change })).status;
    expect(await statusOf({ name: 'Đoàn xã Mới' })).toBe(409);
    expect(await statusOf({ communeId: '16681' })).toBe(422);
    expect(await statusOf({ communeId: '99999' })).toBe(422);
    expect(await statusOf({ parentId: foreign.id })).toBe(422);
    expect(await statusOf({ parentId: newId() })).toBe(422);
    expect(await statusOf({ parentId: created.body.id })).toBe(422);
    expect(await statusOf({ kind: 'province' })).toBe(400);
    expect(await statusOf({ name: '' })).toBe(400);
  });
});

describe('roles', () => {
  const newStaff = (login: string, orgUnitId: string) => ({
    login,
    fullName: 'Trần Văn Nam',
    password: PASSWORD,
    role: 'unit_leader',
    orgUnitId,
  });

  it('are given within the own scope only', async () => {
    const coordinator = await as('province_coordinator', province);
    const created = await coordinator.post<Staff>('/api/staff', newStaff('nam', hacThanh.id));
    expect(created.status).toBe(201);
    expect(created.body.grants).toMatchObject([
      { role: 'unit_leader', orgUnitName: 'Đoàn phường Hạc Thành' },
    ]);
    expect((await coordinator.post('/api/staff', newStaff('nam', hacThanh.id))).body).toMatchObject({
      code: 'login_taken',
    });
    expect((await coordinator.post('/api/staff', newStaff('lan', foreign.id))).status).toBe(422);
    const stranger = await as('province_coordinator', foreign);
    const grant = { role: 'viewer', orgUnitId: foreign.id };
    expect((await stranger.post(`/api/staff/${created.body.id}/grants`, grant)).status).toBe(404);
    expect((await stranger.get<Staff[]>('/api/staff')).body.map((s) => s.login)).not.toContain('nam');
    const event = await make.event({ unit: foreign });
    const forEvent = { role: 'gate_keeper', orgUnitId: hacThanh.id, eventId: event.id };
    expect((await coordinator.post(`/api/staff/${created.body.id}/grants`, forEvent)).body).toMatchObject({
      code: 'unknown_event',
    });
    const past = { role: 'viewer', orgUnitId: hacThanh.id, endsAt: '2020-01-01T00:00:00Z' };
    expect((await coordinator.post(`/api/staff/${created.body.id}/grants`, past)).status).toBe(400);
  });

  it('that end are gone within five seconds, also for a session that is open', async () => {
    const admin = await make.staff('province_coordinator', province);
    await admin.client.post('/api/staff', newStaff('hoa', hacThanh.id));
    const hoa = server.client();
    const opened = await hoa.post<{ subjectId: string }>('/api/sessions/staff', {
      login: 'hoa',
      password: PASSWORD,
    });
    expect((await hoa.get('/api/people')).status).toBe(200);
    const heard: string[] = [];
    server.get(SignalBus).on('accessChanged', ({ subjectIds }) => void heard.push(...subjectIds));

    const { body } = await admin.client.get<Staff[]>('/api/staff');
    const staff = body.find((s) => s.login === 'hoa');
    const path = `/api/staff/${staff?.id}/grants/${staff?.grants[0]?.id}`;
    const ended = await admin.client.delete<Staff>(path);
    const since = Date.now();
    expect(ended.body.grants).toEqual([]);
    expect(heard).toContain(opened.body.subjectId);
    while ((await hoa.get('/api/people')).status !== 403) {
      expect(Date.now() - since).toBeLessThan(5_000);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await admin.client.delete(`/api/staff/${staff?.id}/grants/${newId()}`)).status).toBe(404);
  });

  it('are not ended by their own holder', async () => {
    const admin = await make.staff('province_coordinator', province);
    const { body } = await admin.client.get<Staff[]>('/api/staff');
    const grant = body.find((s) => s.id === admin.id)?.grants[0];
    expect((await admin.client.delete(`/api/staff/${admin.id}/grants/${grant?.id}`)).status).toBe(409);
  });
});

describe('the inbox', () => {
  it('numbers its letters without gaps, and remembers what was seen', async () => {
    const person = await make.person({ unit: branch });
    const other = await make.person({ unit: branch });
    const letter = {
      kind: 'note' as const,
      eventId: null,
      assignmentId: null,
      text: { vi: 'Chào', en: 'Hello' },
    };
    for (const personId of [person.id, person.id, other.id]) {
      await server.transactions.run((tx) => server.get(Inbox).deliver(tx, [{ personId, ...letter }]));
    }
    const phone = await make.signedIn('volunteer', { subjectId: person.id });
    const all = (await phone.get<InboxAnswer>('/api/me/inbox')).body;
    expect(all).toMatchObject({ lastSeq: 2, unseen: 2 });
    expect(all.items.map((i) => i.seq)).toEqual([1, 2]);
    expect(all.items[0]?.at).toMatch(/Z$/);
    expect((await phone.get<InboxAnswer>('/api/me/inbox?after=1')).body.items.map((i) => i.seq)).toEqual([2]);
    const seen = await phone.post<InboxAnswer>('/api/me/inbox/seen', { seq: 1 });
    expect(seen.body).toMatchObject({ lastSeq: 2, unseen: 1 });
    const theirs = await make.signedIn('volunteer', { subjectId: other.id });
    expect((await theirs.get<InboxAnswer>('/api/me/inbox')).body).toMatchObject({ lastSeq: 1, unseen: 1 });
  });

  it('is nobody’s but a volunteer’s', async () => {
    expect((await server.client().get('/api/me/inbox')).status).toBe(401);
    expect((await (await as('province_coordinator', province)).get('/api/me/inbox')).status).toBe(403);
  });
});
