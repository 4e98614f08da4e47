import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '../src/contracts/people.js';
import { hashPassword, PersonalLinks, PHONE_HASH } from '../src/people/index.js';
import { Sealer } from '../src/platform/sealing/sealer.js';
import { newId } from '../src/kernel/ids.js';
import { SweepCodesJobs } from '../src/people/sessions/sweep-codes.jobs.js';
import { SharedCounts } from '../src/platform/shared-counts.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  unit = await make.orgUnit({ name: 'Tỉnh đoàn' });
});
afterAll(() => server.close());

const PASSWORD = 'mot-mat-khau-that-dai';

async function staffMember(login: string): Promise<string> {
  const id = newId();
  await make.sql(
    `INSERT INTO staff (id, login, full_name, password_hash, created_at) VALUES ($1, $2, 'Lê Thị Hạnh', $3, now())`,
    [id, login, await hashPassword(PASSWORD)],
  );
  await make.sql(
    `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at) VALUES ($1, $2, 'province_coordinator', $3, now() - interval '1 day')`,
    [newId(), id, unit.id],
  );
  return id;
}

/** How a number stands in the database. */
const hashOf = (phone: string) => server.get(Sealer).hash(PHONE_HASH, phone);

/** The code in the last text to this number, as a developer reads it. */
async function lastCode(phone: string): Promise<string> {
  const rows = await make.sql<{ body: string }>(
    `SELECT t.body FROM developer_texts t JOIN people p ON p.id = t.person_id WHERE p.phone_hash = $1
     ORDER BY t.created_at DESC, t.id DESC LIMIT 1`,
    [hashOf(phone)],
  );
  return /\d{6}/.exec(rows[0]?.body ?? '')?.[0] ?? 'none';
}

const ask = (client: HttpClient, phone: string) => client.post('/api/sessions/codes', { phone });
const enter = (client: HttpClient, phone: string, code: string) =>
  client.post<Session>('/api/sessions/volunteer', { phone, code });
const otherThan = (code: string) => (code === '000000' ? '111111' : '000000');

describe('staff', () => {
  it('sign in by name and password, and out again', async () => {
    const id = await staffMember('hanh');
    const client = server.client();
    const opened = await client.post<Session>('/api/sessions/staff', { login: ' HANH ', password: PASSWORD });
    expect(opened.status).toBe(200);
    expect(opened.body).toMatchObject({
      kind: 'staff',
      subjectId: id,
      name: 'Lê Thị Hạnh',
      roles: ['province_coordinator'],
    });
    expect(opened.headers.get('set-cookie')).toMatch(
      /rq_staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/,
    );
    const token = client.cookies.get('rq_staff') ?? '';
    expect((await client.get('/api/sessions/me?kind=staff')).body).toEqual(opened.body);
    expect((await client.get('/api/sessions/me?kind=volunteer')).status).toBe(401);

    expect((await client.delete('/api/sessions/me?kind=staff')).status).toBe(200);
    expect(client.cookies.get('rq_staff')).toBe('');
    expect((await server.client({ rq_staff: token }).get('/api/sessions/me?kind=staff')).status).toBe(401);
  });

  it('are told the same for a wrong password and an unknown name', async () => {
    await staffMember('binh');
    const wrong = await server.client().post('/api/sessions/staff', { login: 'binh', password: 'sai' });
    const unknown = await server.client().post('/api/sessions/staff', { login: 'nobody', password: 'sai' });
    expect(wrong.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
  });

  it('have five tries, also when they come at once', async () => {
    await staffMember('chi');
    const tries = await Promise.all(
      Array.from({ length: 12 }, () =>
        server.client().post('/api/sessions/staff', { login: 'chi', password: 'sai' }),
      ),
    );
    expect(tries.map((t) => t.status).sort()).toEqual([
      ...Array<number>(5).fill(401),
      ...Array<number>(7).fill(429),
    ]);
    const right = await server.client().post('/api/sessions/staff', { login: 'chi', password: PASSWORD });
    expect(right.status).toBe(429);
  });

  it('are refused what is not a log-in with a 400', async () => {
    for (const body of [
      {},
      { login: 'x' },
      { login: 1, password: [] },
      { login: 'hanh', password: 'p', role: 'a' },
    ]) {
      expect((await server.client().post('/api/sessions/staff', body)).status).toBe(400);
    }
  });

  it('need a secure cookie when the server is behind https', async () => {
    const secure = await startTestServer({ SECURE_COOKIES: 'true' });
    try {
      const asked = await secure.client().post('/api/sessions/codes', { phone: '0912345678' });
      expect(asked.headers.get('set-cookie')).toContain('Secure');
    } finally {
      await secure.close();
    }
  });
});

describe('a one-time code', () => {
  it('opens a session once, in the browser that asked for it', async () => {
    const person = await make.person({ unit, phone: '+84912000001', name: 'Phạm Văn Dũng' });
    const client = server.client();
    expect((await ask(client, '0912 000 001')).status).toBe(200);
    const code = await lastCode(person.phone);

    expect((await enter(server.client(), '0912000001', code)).status).toBe(401);
    const opened = await enter(client, '84912000001', code);
    expect(opened.status).toBe(200);
    expect(opened.body).toMatchObject({ kind: 'volunteer', subjectId: person.id, name: 'Phạm Văn Dũng' });
    expect((await enter(client, '0912000001', code)).status).toBe(401);
  });

  it('is lost after five wrong tries, and when a new one is asked for', async () => {
    const { phone } = await make.person({ unit, phone: '+84912000002' });
    const client = server.client();
    await ask(client, phone);
    const first = await lastCode(phone);
    for (let i = 0; i < 5; i++) expect((await enter(client, phone, otherThan(first))).status).toBe(401);
    expect((await enter(client, phone, first)).status).toBe(401);

    await ask(client, phone);
    const second = await lastCode(phone);
    await ask(client, phone);
    const third = await lastCode(phone);
    if (second !== third) expect((await enter(client, phone, second)).status).toBe(401);
    expect((await enter(client, phone, third)).status).toBe(200);
  });

  it('is dead after five minutes', async () => {
    const { phone } = await make.person({ unit, phone: '+84912000003' });
    const client = server.client();
    await ask(client, phone);
    await make.sql(
      `UPDATE one_time_codes SET expires_at = now() - interval '1 second' WHERE phone_hash = $1`,
      [hashOf(phone)],
    );
    expect((await enter(client, phone, await lastCode(phone))).status).toBe(401);
  });

  it('answers the same whether the number is known or not, and five times an hour', async () => {
    const { phone } = await make.person({ unit, phone: '+84912000004' });
    for (const asked of [phone, '+84912999999']) {
      const client = server.client();
      const answers = await Promise.all(Array.from({ length: 7 }, () => ask(client, asked)));
      expect(answers.map((a) => a.status).sort()).toEqual([...Array<number>(5).fill(200), 429, 429]);
      expect(Object.keys(answers.find((a) => a.status === 200)?.body as object)).toEqual(['expiresAt']);
    }
    expect(await lastCode('+84912999999')).toBe('none');
    expect((await ask(server.client(), '02373852246')).status).toBe(422);
  });

  it('is not sent, to known and unknown numbers alike, when the day’s texts are used up', async () => {
    const poor = await startTestServer({ TEXTS_PER_DAY: '1' });
    try {
      const there = factories(poor);
      await there.place('38', 'province', 'Thanh Hóa');
      const home = await there.orgUnit();
      const [first, second] = [await there.person({ unit: home }), await there.person({ unit: home })];
      // Numbers on no roster cost nothing.
      expect((await ask(poor.client(), '0987654321')).status).toBe(200);
      expect((await ask(poor.client(), first.phone)).status).toBe(200);
      const answers = await Promise.all(
        [second.phone, '0987654322'].map((phone) => ask(poor.client(), phone)),
      );
      expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
        Array(2).fill({ status: 503, body: expect.objectContaining({ code: 'no_more_texts' }) }),
      );
    } finally {
      await poor.close();
    }
  });

  it('is neither sent nor tried while tries cannot be counted', async () => {
    const { phone } = await make.person({ unit, phone: '+84912000044' });
    const client = server.client();
    await ask(client, phone);
    const code = await lastCode(phone);
    await server.asOwner('ALTER TABLE shared_counts RENAME TO shared_counts_away');
    try {
      const closed = { status: 503, body: { code: 'overloaded' } };
      expect(await ask(server.client(), phone)).toMatchObject(closed);
      expect(await enter(client, phone, code)).toMatchObject(closed);
      expect(await lastCode(phone)).toBe(code);
    } finally {
      await server.asOwner('ALTER TABLE shared_counts_away RENAME TO shared_counts');
    }
    expect((await enter(client, phone, code)).status).toBe(200);
  });

  it('is refused to who goes through numbers in a row, and to who guesses from one address', async () => {
    const counts = server.get(SharedCounts);
    const used = async (of: string[], windowMs: number, most: number) => {
      for (let i = 0; i < most; i++) await counts.take([{ of, windowMs, most }]);
    };
    await used(['code asked', '+8497531'], 3_600_000, 200);
    const refused = await ask(server.client(), '0975 310 001');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(3_600);
    expect((await ask(server.client(), '0975 320 001')).status).toBe(200);

    const { phone } = await make.person({ unit, phone: '+84912000007' });
    const client = server.client();
    await ask(client, phone);
    await used(['code wrong', '127.0.0.1'], 600_000, 300);
    expect((await enter(client, phone, await lastCode(phone))).status).toBe(429);
    await make.sql('DELETE FROM shared_counts');
    expect((await enter(client, phone, await lastCode(phone))).status).toBe(200);
  });

  it('is answered no sooner for a number on no roster', async () => {
    const began = performance.now();
    await ask(server.client(), '0986 000 001');
    expect(performance.now() - began).toBeGreaterThan(140);
  });

  it('goes into the developer outbox, which a coordinator reads for the own province', async () => {
    const { phone } = await make.person({ unit, phone: '+84912000005' });
    await ask(server.client(), phone);
    const other = await make.orgUnit({ name: 'Tỉnh đoàn khác' });
    const mine = await (await make.staff('province_coordinator', unit)).client.get('/api/developer/texts');
    const theirs = await (await make.staff('province_coordinator', other)).client.get('/api/developer/texts');
    expect(mine.body).toContainEqual({
      phone: '09•• ••• 005',
      body: expect.stringContaining(await lastCode(phone)),
      createdAt: expect.any(String),
    });
    expect(theirs.body).toEqual([]);
    expect((await (await make.staff('unit_leader', unit)).client.get('/api/developer/texts')).status).toBe(
      403,
    );
  });

  it('is forgotten after a day, with the number it was for', async () => {
    await ask(server.client(), '0912 888 888');
    const hash = hashOf('+84912888888');
    const count = () => make.sql(`SELECT 1 FROM one_time_codes WHERE phone_hash = $1`, [hash]);
    await server.get(SweepCodesJobs).sweep();
    expect(await count()).toHaveLength(1);
    await make.sql(
      `UPDATE one_time_codes SET created_at = now() - interval '25 hours' WHERE phone_hash = $1`,
      [hash],
    );
    await server.get(SweepCodesJobs).sweep();
    expect(await count()).toHaveLength(0);
  });

  it('leaves no readable code in the database but in the outbox', async () => {
    const { phone } = await make.person({ unit, phone: '+84912000006' });
    await ask(server.client(), phone);
    const rows = await make.sql<{ row: string }>(
      'SELECT c::text AS row FROM one_time_codes c WHERE phone_hash = $1',
      [hashOf(phone)],
    );
    expect(rows[0]?.row).not.toMatch(new RegExp(`\\b${await lastCode(phone)}\\b`));
  });
});

describe('a personal link', () => {
  async function linked() {
    const person = await make.person({ unit });
    const [link] = await server.transactions.run((tx) =>
      server.get(PersonalLinks).createMany(tx, [person.id]),
    );
    return { person, token: link!.token };
  }
  const open = (client: HttpClient, body: { token: string; browser?: string }) =>
    client.post<Session>('/api/sessions/link', body);

  it('opens in one browser only, also when two are there at once', async () => {
    const { token } = await linked();
    const browsers = Array.from({ length: 6 }, () => server.client());
    const answers = await Promise.all(browsers.map((browser) => open(browser, { token })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403, 403, 403]);
    const refused = answers.find(({ status }) => status === 403)!;
    expect(refused.body).toMatchObject({ code: 'link_bound' });
  });

  it('whose first answer was lost opens in the browser that asked, by the token it kept', async () => {
    const { person, token } = await linked();
    const browser = 'b'.repeat(43);
    expect((await open(server.client(), { token, browser })).status).toBe(200);
    expect((await open(server.client(), { token, browser })).body).toMatchObject({ subjectId: person.id });
    expect((await open(server.client(), { token, browser: 'c'.repeat(43) })).status).toBe(403);
  });

  it('ends, with what it has opened, when another one is issued', async () => {
    const { person, token } = await linked();
    const thief = server.client();
    await open(thief, { token });
    const leader = (await make.staff('unit_leader', unit)).client;
    const { body } = await leader.post<{ token: string }>(`/api/people/${person.id}/links`);
    expect((await thief.get('/api/me')).status).toBe(401);
    expect((await open(thief, { token })).body).toMatchObject({ code: 'unknown_link' });
    expect((await open(server.client(), { token: body.token })).status).toBe(200);
  });

  it('signs its owner in, and may be used again', async () => {
    const { person, ...link } = await linked();
    const client = server.client();
    for (let i = 0; i < 2; i++) {
      const { status, body } = await client.post<Session>('/api/sessions/link', link);
      expect(status).toBe(200);
      expect(body).toMatchObject({ kind: 'volunteer', subjectId: person.id });
      expect((await client.get('/api/sessions/me?kind=volunteer')).status).toBe(200);
    }
  });

  it('that is unknown is refused in words', async () => {
    const { status, body } = await server.client().post('/api/sessions/link', { token: 'A'.repeat(43) });
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'unknown_link' });
    expect((await server.client().post('/api/sessions/link', { token: 'short' })).status).toBe(400);
  });
});
