import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role, Staff } from '../src/contracts/people.js';
import type { Account, Confirmation, Enrolment, RecoveryCodes } from '../src/contracts/staff-account.js';
import { newId } from '../src/kernel/ids.js';
import { fromBase32, stepAt, totp } from '../src/kernel/totp.js';
import { hashPassword } from '../src/people/index.js';
import { SessionService } from '../src/platform/sessions/session.service.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { SetClock } from './support/set-clock.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const PASSWORD = 'mot-mat-khau-that-dai';
const NEXT = 'ba-con-vit-qua-cau-tre';
let server: TestServer;
let clock: SetClock;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow, commune: OrgUnitRow;
let hashed: string;

beforeAll(async () => {
  clock = new SetClock();
  server = await startTestServer({}, clock);
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  commune = await make.orgUnit({ name: 'Đoàn xã', parent: province });
  hashed = await hashPassword(PASSWORD);
});
afterAll(() => server.close());

const account = (role: Role, unit: OrgUnitRow) => make.account(role, unit, hashed, clock.now());

async function signIn(login: string, more: { password?: string; agent?: string; code?: string } = {}) {
  const client = server.client();
  client.extra = { 'user-agent': more.agent ?? 'Firefox' };
  const code = more.code === undefined ? {} : { code: more.code };
  const { status } = await client.post('/api/sessions/staff', {
    login,
    password: more.password ?? PASSWORD,
    ...code,
  });
  expect(status).toBe(200);
  return client;
}

const statusOf = async (client: HttpClient) => (await client.get('/api/account')).status;
const show = async (client: HttpClient) => (await client.get<Account>('/api/account')).body;

describe('one’s own sessions', () => {
  it('are listed with where they are, and ended one by one, sockets too', async () => {
    const { login } = await account('event_organiser', province);
    const [here, there, third] = [
      await signIn(login, { agent: 'Here' }),
      await signIn(login, { agent: 'There' }),
      await signIn(login),
    ];
    const { sessions } = await show(here);
    expect(sessions.map((one) => [one.current, one.address])).toEqual([
      [true, '127.0.0.1'],
      [false, '127.0.0.1'],
      [false, '127.0.0.1'],
    ]);
    const socket = await LiveClient.connect(server.url, there, 'staff');
    const other = sessions.find((one) => one.agent === 'There');
    expect((await here.delete(`/api/account/sessions/${other?.id}`)).status).toBe(200);
    await eventually(() => Promise.resolve(!socket.socket.connected), 5_000);
    expect(await statusOf(there)).toBe(401);
    expect(await statusOf(third)).toBe(200);
    expect((await here.delete('/api/account/sessions')).status).toBe(200);
    expect([await statusOf(here), await statusOf(third)]).toEqual([200, 401]);
    socket.close();
  });

  it('of others are nobody’s business', async () => {
    const [mine, theirs] = [await account('viewer', province), await account('viewer', province)];
    const [me, them] = [await signIn(mine.login), await signIn(theirs.login)];
    const [session] = (await show(them)).sessions;
    expect((await me.delete(`/api/account/sessions/${session?.id}`)).status).toBe(404);
    expect(await statusOf(them)).toBe(200);
  });

  it('end when they are idle, by the strictest role, and at their end however busy', async () => {
    const { login } = await account('auditor', province);
    const [idle, busy] = [await signIn(login), await signIn(login)];
    await server.get(SessionService).writeSeen(); // the log-ins themselves
    for (let hour = 0; hour < 7; hour++) {
      clock.turn(59);
      expect(await statusOf(busy)).toBe(200);
      await server.get(SessionService).writeSeen();
      expect((await show(busy)).sessions).toHaveLength(hour === 0 ? 2 : 1);
    }
    expect(await statusOf(idle)).toBe(401);
    clock.turn(59);
    expect(await statusOf(busy)).toBe(200);
    await server.get(SessionService).writeSeen();
    clock.turn(10); // eight hours
    expect(await statusOf(busy)).toBe(401);
  });

  it('carry names that only this host may set, behind https', async () => {
    const secure = await startTestServer({
      PUBLIC_URL: 'https://raquan.example.vn',
      REQUIRE_SECOND_FACTOR: 'off',
    });
    try {
      const made = factories(secure);
      await made.place('38', 'province', 'Thanh Hóa');
      const unit = await made.orgUnit();
      const staff = await made.staff('viewer', unit);
      await made.sql('UPDATE staff SET login = $2, password_hash = $3 WHERE id = $1', [
        staff.id,
        'xem',
        hashed,
      ]);
      const client = secure.client();
      const opened = await client.post('/api/sessions/staff', { login: 'xem', password: PASSWORD });
      const cookies = opened.headers.getSetCookie();
      expect(cookies).toHaveLength(2);
      for (const cookie of cookies) {
        expect(cookie).toMatch(
          /^__Host-rq_(staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict|device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax); Expires=[^;]+; Secure$/,
        );
      }
      expect((await client.get('/api/account')).status).toBe(200);
      // A plain cookie, which another host of the domain could have set, is nothing here.
      const token = client.cookies.get('__Host-rq_staff') ?? '';
      expect((await secure.client({ rq_staff: token }).get('/api/account')).status).toBe(401);
    } finally {
      await secure.close();
    }
  });
});

describe('a new password', () => {
  it('is long, or short with a second factor, and not what everybody tries', async () => {
    const { login } = await account('viewer', commune);
    const client = await signIn(login);
    const change = (next: string, current = PASSWORD) =>
      client.post<{ code?: string }>('/api/account/password', { current, next });
    expect((await change('Matkhau@1234567')).body.code).toBe('common_password');
    expect((await change('k9#Lp2vQ')).body.code).toBe('short_password');
    expect((await change(NEXT, 'sai')).body.code).toBe('wrong_credentials');
    const { body } = await client.post<Enrolment>('/api/account/second-factor');
    const code = totp(fromBase32(body.secret), stepAt(clock.now()));
    const done = await client.post<RecoveryCodes>('/api/account/second-factor/confirm', { code });
    expect(done.body.recoveryCodes).toHaveLength(10);
    expect((await change('k9#Lp2vQ')).status).toBe(200);
    expect((await show(client)).secondFactor).toMatchObject({ required: false, recoveryCodesLeft: 10 });
  });

  it('ends the other sessions and forgets the other browsers', async () => {
    const { id, login } = await account('viewer', commune);
    const [here, there] = [await signIn(login), await signIn(login)];
    expect((await here.post('/api/account/password', { current: PASSWORD, next: NEXT })).status).toBe(200);
    expect([await statusOf(here), await statusOf(there)]).toEqual([200, 401]);
    expect(await make.sql('SELECT 1 FROM staff_devices WHERE staff_id = $1', [id])).toHaveLength(1);
    await signIn(login, { password: NEXT });
  });

  it('cannot be reached by guessing the old one from a stolen session', async () => {
    const { login } = await account('viewer', commune);
    const client = await signIn(login);
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => client.post('/api/account/password', { current: 'sai', next: NEXT })),
    );
    expect(tries.filter((one) => one.status === 401)).toHaveLength(5);
    expect(tries.filter((one) => one.status === 429)).toHaveLength(7);
  });
});

describe('an export or a change of roles', () => {
  it('asks again who speaks when that was proved more than ten minutes ago', async () => {
    const { login } = await account('province_coordinator', province);
    const event = await make.event({ unit: province });
    const client = await signIn(login);
    const exported = async () =>
      (await client.get<{ code?: string }>(`/api/events/${event.id}/export.json`)).body.code ?? 'given';
    expect(await exported()).toBe('given');
    clock.turn(10);
    expect(await exported()).toBe('confirmation_needed');
    const other = await account('viewer', commune);
    const grant = { role: 'viewer', orgUnitId: commune.id };
    expect((await client.post(`/api/staff/${other.id}/grants`, grant)).status).toBe(403);
    expect((await client.get(`/api/events/${event.id}`)).status).toBe(200);

    const path = '/api/account/confirmation';
    expect((await client.get<Confirmation>(path)).body).toEqual({ until: null, by: 'password' });
    expect((await client.post(path, { proof: 'sai' })).status).toBe(401);
    expect((await client.post<Confirmation>(path, { proof: PASSWORD })).status).toBe(200);
    expect(await exported()).toBe('given');
    expect((await client.post(`/api/staff/${other.id}/grants`, grant)).status).toBe(201);
  });

  it('asks for the second factor where there is one, and takes no code of the log-in again', async () => {
    const { login } = await account('province_coordinator', province);
    const first = await signIn(login);
    const { body } = await first.post<Enrolment>('/api/account/second-factor');
    const code = () => totp(fromBase32(body.secret), stepAt(clock.now()));
    await first.post('/api/account/second-factor/confirm', { code: code() });
    clock.turn(1);
    const used = code();
    const client = await signIn(login, { code: used });
    const path = '/api/account/confirmation';
    expect((await client.post(path, { proof: PASSWORD })).status).toBe(401);
    expect((await client.post(path, { proof: used })).status).toBe(401);
    clock.turn(1);
    expect((await client.post<Confirmation>(path, { proof: code() })).body.by).toBe('code');
  });
});

describe('a coordinator', () => {
  it('signs somebody out everywhere and takes a lost second factor away', async () => {
    const { client } = await make.staff('province_coordinator', province);
    const { id, login } = await account('unit_leader', commune);
    const leader = await signIn(login);
    const { body } = await leader.post<Enrolment>('/api/account/second-factor');
    const code = totp(fromBase32(body.secret), stepAt(clock.now()));
    await leader.post('/api/account/second-factor/confirm', { code });
    const shown = async () => (await client.get<Staff[]>('/api/staff')).body.find((one) => one.id === id);
    expect((await shown())?.secondFactor).toBe(true);
    expect((await client.delete(`/api/staff/${id}/second-factor`)).status).toBe(200);
    expect(await statusOf(leader)).toBe(401);
    expect((await shown())?.secondFactor).toBe(false);
    const again = await signIn(login);
    expect((await client.delete(`/api/staff/${id}/sessions`)).status).toBe(200);
    expect(await statusOf(again)).toBe(401);
  });

  it('replaces a forgotten password by a good one, and leaves the second factor', async () => {
    const { client } = await make.staff('province_coordinator', province);
    const { id, login } = await account('unit_leader', commune);
    const leader = await signIn(login);
    const { body } = await leader.post<Enrolment>('/api/account/second-factor');
    const code = () => totp(fromBase32(body.secret), stepAt(clock.now()));
    await leader.post('/api/account/second-factor/confirm', { code: code() });
    const replace = (password: string) =>
      client.post<{ code?: string }>(`/api/staff/${id}/password`, { password });
    expect((await replace('matkhau123')).body.code).toBe('common_password');
    expect(await statusOf(leader)).toBe(200);
    expect((await replace(NEXT)).status).toBe(200);
    expect(await statusOf(leader)).toBe(401);
    const elsewhere = server.client();
    const enter = async (password: string, more = {}) =>
      (await elsewhere.post<{ code?: string }>('/api/sessions/staff', { login, password, ...more })).body
        .code;
    expect(await enter(PASSWORD)).toBe('wrong_credentials');
    expect(await enter(NEXT)).toBe('second_factor_needed');
    clock.turn(1);
    expect(await enter(NEXT, { code: code() })).toBeUndefined();
  });

  it('does so for nobody who holds more than the coordinator covers, nor for the own account', async () => {
    const below = await make.staff('province_coordinator', commune);
    const above = await account('province_coordinator', province);
    await make.sql(
      `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at) VALUES ($1, $2, 'viewer', $3, $4)`,
      [newId(), above.id, commune.id, new Date(clock.now().getTime() - 1000)],
    );
    expect((await below.client.delete(`/api/staff/${above.id}/second-factor`)).status).toBe(404);
    expect((await below.client.delete(`/api/staff/${above.id}/sessions`)).status).toBe(404);
    expect((await below.client.post(`/api/staff/${above.id}/password`, { password: NEXT })).status).toBe(404);
    expect((await below.client.delete(`/api/staff/${below.id}/sessions`)).status).toBe(409);
    const leader = await make.staff('unit_leader', commune);
    expect((await leader.client.delete(`/api/staff/${below.id}/sessions`)).status).toBe(403);
  });
});
