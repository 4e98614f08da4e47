import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role, Session } from '../src/contracts/people.js';
import type { Enrolled, Enrolment } from '../src/contracts/staff-account.js';
import { fromBase32, stepAt, totp } from '../src/kernel/totp.js';
import { hashPassword } from '../src/people/index.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { SetClock } from './support/set-clock.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const PASSWORD = 'mot-mat-khau-that-dai';
let server: TestServer;
let clock: SetClock;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow, commune: OrgUnitRow;
let hashed: string;

beforeAll(async () => {
  clock = new SetClock();
  server = await startTestServer({ REQUIRE_SECOND_FACTOR: 'on', TRUSTED_PROXIES: '1' }, clock);
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  commune = await make.orgUnit({ name: 'Đoàn xã', parent: province });
  hashed = await hashPassword(PASSWORD);
});
afterAll(() => server.close());

async function account(role: Role = 'unit_leader', unit = commune, passwordHash = hashed) {
  return { ...(await make.account(role, unit, passwordHash, clock.now())), password: PASSWORD };
}

type LogIn = { login: string; password: string; code?: unknown };
const enter = (client: HttpClient, { login, password, code }: LogIn) =>
  client.post<Session & { code?: string }>('/api/sessions/staff', {
    login,
    password,
    ...(typeof code === 'string' ? { code } : {}),
  });
/** A browser behind some other line: the proxy says so. */
const from = (address: string): HttpClient => {
  const client = server.client();
  client.extra = { 'x-forwarded-for': address };
  return client;
};
let addresses = 0;
const somewhereElse = () => from(`203.0.113.${++addresses}`);

async function enrolled(role: Role = 'province_coordinator', unit = province) {
  const who = await account(role, unit);
  const client = somewhereElse();
  const { login, password } = who;
  const begun = await client.post<Enrolment>('/api/sessions/staff/enrolment', { login, password });
  const secret = fromBase32(begun.body.secret);
  const code = () => totp(secret, stepAt(clock.now()));
  const done = await client.post<Enrolled>('/api/sessions/staff/enrolment/confirm', {
    login,
    password,
    code: code(),
  });
  expect(done.status).toBe(200);
  clock.turn(1);
  return { ...who, client, secret, code, recoveryCodes: done.body.recoveryCodes };
}

describe('a second factor', () => {
  it('is set up before anything else by who reaches a whole province', async () => {
    const who = await account('auditor', province);
    const client = somewhereElse();
    const refused = await enter(client, who);
    expect(refused.status).toBe(403);
    expect(refused.body.code).toBe('enrolment_needed');
    expect(client.cookies.size).toBe(0);
    const { login, password } = who;
    const { body } = await client.post<Enrolment>('/api/sessions/staff/enrolment', { login, password });
    expect(body.uri).toContain(`secret=${body.secret}`);
    const path = '/api/sessions/staff/enrolment/confirm';
    const wrong = await client.post(path, { login, password, code: '000000' });
    expect(wrong.status).toBe(401);
    const code = totp(fromBase32(body.secret), stepAt(clock.now()));
    const done = await client.post<Enrolled>(path, { login, password, code });
    expect(done.body.session).toMatchObject({ subjectId: who.id, roles: ['auditor'] });
    expect(done.body.recoveryCodes).toHaveLength(10);
    expect((await client.get('/api/staff')).status).toBe(200);
    // Not a second time: whoever has the password alone cannot put another app in its place.
    const again = await client.post('/api/sessions/staff/enrolment', { login, password });
    expect(again.body).toMatchObject({ code: 'second_factor_exists' });
  });

  it('is asked for at each log-in, after the password and not before', async () => {
    const who = await enrolled();
    const client = somewhereElse();
    expect((await enter(client, who)).body.code).toBe('second_factor_needed');
    expect((await enter(client, { ...who, password: 'sai', code: who.code() })).body.code).toBe(
      'wrong_credentials',
    );
    expect((await enter(client, { ...who, code: '123456' })).body.code).toBe('wrong_second_factor');
    expect((await enter(client, { ...who, code: who.code() })).status).toBe(200);
  });

  it('takes no code twice, also not when both come at once, nor an older one', async () => {
    const who = await enrolled();
    const code = who.code();
    const both = await Promise.all([1, 2, 3, 4].map(() => enter(somewhereElse(), { ...who, code })));
    expect(both.map((one) => one.status).sort()).toEqual([200, 401, 401, 401]);
    const older = totp(who.secret, stepAt(clock.now()) - 1);
    expect((await enter(somewhereElse(), { ...who, code: older })).body.code).toBe('wrong_second_factor');
  });

  it('is not needed by who works in a commune with a long password', async () => {
    expect((await enter(somewhereElse(), await account('unit_leader', commune))).status).toBe(200);
  });

  it('is needed with a password of eight letters, in whatever role', async () => {
    const short = {
      ...(await account('gate_keeper', commune, await hashPassword('k9#Lp2vQ'))),
      password: 'k9#Lp2vQ',
    };
    expect((await enter(somewhereElse(), short)).body.code).toBe('enrolment_needed');
  });

  it('has recovery codes, each good once', async () => {
    const who = await enrolled();
    const [first = '', second = ''] = who.recoveryCodes;
    expect((await enter(somewhereElse(), { ...who, code: first })).status).toBe(200);
    expect((await enter(somewhereElse(), { ...who, code: first })).body.code).toBe('wrong_second_factor');
    const typed = second.toUpperCase().replaceAll('-', ' ');
    expect((await enter(somewhereElse(), { ...who, code: typed })).status).toBe(200);
    const other = await enrolled();
    const [foreign = ''] = other.recoveryCodes;
    expect((await enter(somewhereElse(), { ...who, code: foreign })).body.code).toBe('wrong_second_factor');
    const kept = await make.sql<{ row: string }>('SELECT c::text AS row FROM recovery_codes c');
    expect(JSON.stringify(kept)).not.toContain(second);
  });
});

describe('a role that asks for a second factor', () => {
  it('ends what is open when it is given, and what would still be open when it begins', async () => {
    const giver = await enrolled();
    const who = await account('viewer');
    const client = somewhereElse();
    const status = async () => (await client.get('/api/account')).status;
    const give = (more: object) =>
      giver.client.post(`/api/staff/${who.id}/grants`, { orgUnitId: province.id, ...more });
    await enter(client, who);
    expect((await give({ role: 'viewer' })).status).toBe(201);
    expect(await status()).toBe(200);
    const startsAt = new Date(clock.now().getTime() + 30 * 60_000).toISOString();
    expect((await give({ role: 'auditor', startsAt })).status).toBe(201);
    expect(await status()).toBe(401);
    expect((await enter(client, who)).status).toBe(200);
    clock.turn(29);
    expect(await status()).toBe(200);
    clock.turn(1);
    expect(await status()).toBe(401);
    expect((await enter(client, who)).body.code).toBe('enrolment_needed');
  });
});

describe('guessing', () => {
  it('has five tries of a thousand that come at once, and then waits that grow', async () => {
    const who = await account();
    const client = somewhereElse();
    const wrong = { ...who, password: 'sai' };
    const tries = await Promise.all(Array.from({ length: 40 }, () => enter(client, wrong)));
    expect(tries.filter((one) => one.status === 401)).toHaveLength(5);
    expect(tries.filter((one) => one.status === 429)).toHaveLength(35);
    const refused = await enter(client, who);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      clock.turn(minutes - 0.1);
      expect((await enter(client, wrong)).status).toBe(429);
      clock.turn(0.1);
      expect((await enter(client, wrong)).status).toBe(401);
    }
    clock.turn(15);
    expect((await enter(client, who)).status).toBe(200);
    expect((await enter(client, wrong)).status).toBe(401);
  });

  it('the code by who knows the password goes no faster', async () => {
    const who = await enrolled();
    const client = somewhereElse();
    const answers: (string | undefined)[] = [];
    for (let i = 0; i < 8; i++) {
      await enter(client, who); // the right password alone does not wipe the count
      answers.push((await enter(client, { ...who, code: '999999' })).body.code);
    }
    expect(answers).toEqual([
      ...Array<string>(5).fill('wrong_second_factor'),
      ...Array<string>(3).fill('too_many_requests'),
    ]);
  });

  it('by strangers does not lock a browser that has signed in before', async () => {
    const who = await account();
    const home = somewhereElse();
    expect((await enter(home, who)).status).toBe(200);
    // From many networks, and from the very address of the office too.
    home.cookies.delete('rq_staff');
    const office = from(home.extra['x-forwarded-for'] ?? '');
    for (let i = 0; i < 12; i++) {
      await enter(office, { ...who, password: 'sai' });
      for (let j = 0; j < 5; j++) await enter(from(`198.51.100.${i}`), { ...who, password: 'sai' });
    }
    expect((await enter(office, who)).status).toBe(429);
    expect((await enter(somewhereElse(), who)).status).toBe(429);
    expect((await enter(home, who)).status).toBe(200);
  });

  it('in one’s own browser is not unlimited either, and a cookie is good for its owner alone', async () => {
    const [who, other] = [await account(), await account()];
    const home = somewhereElse();
    await enter(home, who);
    const statuses = [];
    for (let i = 0; i < 7; i++) statuses.push((await enter(home, { ...who, password: 'sai' })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const rows = await make.sql<{ staff_id: string }>(
      'SELECT staff_id FROM staff_devices WHERE staff_id = $1',
      [other.id],
    );
    expect(rows).toEqual([]);
  });

  it('counts a /64 of IPv6 as one network', async () => {
    const who = await account();
    const statuses = [];
    for (let i = 0; i < 6; i++) {
      statuses.push((await enter(from(`2001:db8:1:2::${i}`), { ...who, password: 'sai' })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await enter(from('2001:db8:1:3::1'), who)).status).toBe(200);
  });

  it('is counted by all nodes together, and stops when it cannot be counted', async () => {
    const who = await account();
    const client = somewhereElse();
    expect(JSON.stringify(await make.sql('SELECT key::text FROM log_in_attempts'))).not.toContain(who.login);
    await server.asOwner('ALTER TABLE log_in_attempts RENAME TO gone');
    try {
      expect((await enter(client, who)).status).toBe(503);
    } finally {
      await server.asOwner('ALTER TABLE gone RENAME TO log_in_attempts');
    }
    expect((await enter(client, who)).status).toBe(200);
  });

  it('takes as long for a name that nobody has', async () => {
    const who = await account();
    const times: Record<string, number[]> = { [who.login]: [], 'khong.co.ai': [] };
    for (let i = 0; i < 12; i++) {
      for (const [login, taken] of Object.entries(times)) {
        const since = performance.now();
        await enter(somewhereElse(), { login, password: 'sai' });
        taken.push(performance.now() - since);
      }
    }
    const [known = 0, unknown = 0] = Object.values(times).map((taken) => taken.sort((a, b) => a - b)[6] ?? 0);
    // The hash takes tens of milliseconds; without it the answer would come in three or four.
    expect(unknown).toBeGreaterThan(known * 0.5);
    expect(unknown).toBeLessThan(known * 2);
  });
});

describe('an account that nobody uses', () => {
  it('opens no session after 45 days, until a coordinator enables it', async () => {
    const who = await account();
    const used = await account();
    clock.turn(40 * 24 * 60);
    expect((await enter(somewhereElse(), used)).status).toBe(200);
    clock.turn(6 * 24 * 60);
    const refused = await enter(somewhereElse(), who);
    expect(refused.status).toBe(403);
    expect(refused.body.code).toBe('account_dormant');
    // It is told only to who knows the password.
    expect((await enter(somewhereElse(), { ...who, password: 'sai' })).body.code).toBe('wrong_credentials');
    expect((await enter(somewhereElse(), used)).status).toBe(200);

    const { client } = await make.staff('province_coordinator', province);
    const list = await client.get<{ id: string; dormant: boolean }[]>('/api/staff');
    expect(list.body.find((one) => one.id === who.id)?.dormant).toBe(true);
    expect((await client.post(`/api/staff/${who.id}/enable`)).status).toBe(200);
    expect((await enter(somewhereElse(), who)).status).toBe(200);
  });
});
