import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ErrorSchema } from '../src/contracts/common.js';
import { hashPassword } from '../src/people/passwords.js';
import { cookieName } from '../src/platform/sessions/cookies.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { RawSocket } from './faults/raw-socket.js';
import { eventually } from './support/eventually.js';
import { type Answer, HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { startNode, startTestServer, type TestServer } from './support/test-server.js';

const LIMITS = { session: 12, address: 20 };
/** Behind one proxy, with little allowed and hardly anything coming back. */
let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;

beforeAll(async () => {
  const rate = (atOnce: number) => `1/${atOnce}`;
  server = await startTestServer({
    ROLE: 'web',
    TRUSTED_PROXIES: '1',
    REQUEST_LIMITS: `session=${rate(LIMITS.session)},address=${rate(LIMITS.address)}`,
  });
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  unit = await make.orgUnit();
});
afterAll(() => server.close());

let addresses = 0;
const somewhere = () => `203.0.113.${(addresses += 1)}`;
/** Somebody at an address, as the proxy would pass it on. */
function at(address: string, cookies: Record<string, string> = {}, url = server.url): HttpClient {
  const client = new HttpClient(url, cookies);
  client.extra = { 'x-forwarded-for': address };
  return client;
}
const member = async (address: string) =>
  at(address, Object.fromEntries((await make.staff('viewer', unit)).client.cookies));

async function statusesOf(n: number, ask: () => Promise<Answer>): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < n; i++) statuses.push((await ask()).status);
  return statuses;
}
const nobody = (client: HttpClient) => client.get('/api/sessions/ways');
/** What comes back a second lets one more through now and then. */
const mostly = (statuses: number[], status: number) =>
  statuses.filter((one) => one === status).length >= statuses.length - 2;

describe('requests of a session', () => {
  it('are so many; more are told in words when to come again, and others go on', async () => {
    const address = somewhere();
    const [hasty, calm] = [await member(address), await member(address)];
    const own = () => hasty.get('/api/sessions/me?kind=staff');
    expect(await statusesOf(LIMITS.session, own)).toEqual(Array<number>(LIMITS.session).fill(200));
    const over: Answer[] = [];
    for (let i = 0; i < 8; i++) over.push(await own());
    expect(
      mostly(
        over.map(({ status }) => status),
        429,
      ),
    ).toBe(true);
    const refused = over.find(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect(ErrorSchema.parse(refused?.body)).toMatchObject({
      code: 'too_many_requests',
      message: { vi: expect.stringContaining('Hãy đợi'), en: expect.stringContaining('Wait') },
      retryAfter: 1,
    });
    expect((await calm.get('/api/sessions/me?kind=staff')).status).toBe(200);
    expect((await nobody(at(address))).status).toBe(200);
  });
});

describe('requests of nobody', () => {
  it('are counted by address, and stop nobody there who has a session', async () => {
    const address = somewhere();
    const guest = at(address);
    expect(await statusesOf(LIMITS.address, () => nobody(guest))).toEqual(
      Array<number>(LIMITS.address).fill(200),
    );
    expect(mostly(await statusesOf(8, () => nobody(guest)), 429)).toBe(true);
    expect((await (await member(address)).get('/api/sessions/me?kind=staff')).status).toBe(200);
    expect((await nobody(at(somewhere()))).status).toBe(200);
  });

  it('are those with made-up sessions too, each another', async () => {
    const address = somewhere();
    let made = 0;
    const forged = () =>
      at(address, { rq_staff: String((made += 1)).padStart(43, 'x') }).get('/api/sessions/me?kind=staff');
    expect(await statusesOf(LIMITS.address, forged)).toEqual(Array<number>(LIMITS.address).fill(401));
    expect(mostly(await statusesOf(8, forged), 429)).toBe(true);
  });

  it('are those of one household, whichever of its IPv6 addresses they name', async () => {
    let n = 0;
    const one = () => nobody(at(`2001:db8:7:7::${(n += 1).toString(16)}`));
    expect(await statusesOf(LIMITS.address, one)).toEqual(Array<number>(LIMITS.address).fill(200));
    expect(mostly(await statusesOf(8, one), 429)).toBe(true);
  });
});

describe('the address of a client', () => {
  const PASSWORD = 'Sông Mã chảy qua cầu Hàm Rồng';

  /** The address a log-in is kept with. */
  async function keptOf(proxies: number, headers: [string, string][]): Promise<string | null> {
    const node = await startNode(server.databaseUrl, { ROLE: 'web', TRUSTED_PROXIES: String(proxies) });
    try {
      const staff = await make.staff('viewer', unit);
      const { id } = staff;
      await make.sql('UPDATE staff SET login = $1, password_hash = $2 WHERE id = $3', [
        id,
        await hashPassword(PASSWORD),
        id,
      ]);
      await make.sql('DELETE FROM sessions WHERE subject_id = $1', [id]);
      const answer = await fetch(`${node.url}/api/sessions/staff`, {
        method: 'POST',
        headers: [['content-type', 'application/json'], ...headers],
        body: JSON.stringify({ login: id, password: PASSWORD }),
      });
      expect(answer.status).toBe(200);
      const [kept] = await make.sql<{ address: string | null }>(
        'SELECT address FROM sessions WHERE subject_id = $1',
        [id],
      );
      return kept?.address ?? null;
    } finally {
      await node.close();
    }
  }
  const forwarded = (...chain: string[]): [string, string][] =>
    chain.map((value) => ['x-forwarded-for', value]);

  it('is what the last trusted proxy has heard, whatever the client says before', async () => {
    expect(await keptOf(0, forwarded('198.51.100.1'))).toBe('127.0.0.1');
    expect(await keptOf(1, forwarded('198.51.100.1, 203.0.113.9'))).toBe('203.0.113.9');
    expect(await keptOf(1, forwarded('198.51.100.1', '203.0.113.9'))).toBe('203.0.113.9');
    expect(await keptOf(2, forwarded('198.51.100.1, 203.0.113.9, 10.0.0.1'))).toBe('203.0.113.9');
  });

  it('cannot be changed by a header to get more tries, over HTTP or in a handshake', async () => {
    const address = somewhere();
    let n = 0;
    const lying = () => nobody(at(`198.51.100.${(n += 1)}, ${address}`));
    await statusesOf(LIMITS.address, lying);
    expect(mostly(await statusesOf(6, lying), 429)).toBe(true);
    const client = at(`198.51.100.200, ${address}`, { rq_staff: 'x'.repeat(43) });
    const faults: string[] = [];
    for (let i = 0; i < 3; i++) {
      await LiveClient.connect(server.url, client, 'staff').catch((thrown: unknown) => {
        faults.push(thrown instanceof Error ? thrown.message : '');
      });
    }
    expect(faults).toContain('too_many_requests');
  });
});

describe('bodies', () => {
  it('are of a size: small where one is nobody yet', async () => {
    const long = (length: number) => JSON.stringify({ login: 'x'.repeat(length), password: 'x' });
    const guest = at(somewhere());
    expect((await guest.post('/api/sessions/staff', long(20_000))).status).toBe(413);
    expect((await guest.post('/api/sessions/staff', long(10_000))).status).toBe(400);
    const staff = at(
      somewhere(),
      Object.fromEntries((await make.staff('province_coordinator', unit)).client.cookies),
    );
    expect((await staff.post('/api/campaigns', long(20_000))).status).toBe(400);
    expect((await staff.post('/api/campaigns', long(1_100_000))).status).toBe(413);
  });
});

describe('a connection', () => {
  let generous: TestServer;
  beforeAll(async () => {
    generous = await startNode(server.databaseUrl, { ROLE: 'web' });
  });
  afterAll(() => generous.close());

  const cookieOf = (client: HttpClient) =>
    `${cookieName('staff')}=${client.cookies.get(cookieName('staff')) ?? ''}`;

  /** Says who it is if it is somebody, then sends one frame so many times. @returns when the server has hung up */
  function flood(cookie: string | null, frame: string, times: number): Promise<void> {
    return new Promise((resolve) => {
      const begins = cookie === null ? '0' : '40';
      const socket = new RawSocket(Number(new URL(generous.url).port), cookie ?? '', {
        gone: resolve,
        text: (text) => {
          if (text.startsWith(begins)) for (let i = 0; i < times; i++) socket.send(frame);
          else if (text.startsWith('0')) socket.send('40{"kind":"staff"}');
        },
      });
    });
  }

  it('is hung up on when it sends too much of anything, signed in or not', async () => {
    const { client } = await make.staff('province_coordinator', unit);
    await flood(null, '3', 400); // answers to pings that nobody sent
    await flood(null, '40/other,', 400); // each would be answered
    await flood(cookieOf(client), '42["nothing"]', 400);
    await flood(cookieOf(client), `42["nothing","${'x'.repeat(60_000)}"]`, 20); // few, but long
    // And the next one is served.
    (await LiveClient.connect(generous.url, client, 'staff')).close();
  }, 20_000); // who is silent is hung up on after 55 s

  it('is one person’s: who speaks twice over it is heard once', async () => {
    const { client } = await make.staff('province_coordinator', unit);
    const answers = await new Promise<string[]>((resolve) => {
      const heard: string[] = [];
      const socket = new RawSocket(Number(new URL(generous.url).port), cookieOf(client), {
        gone: () => resolve(heard),
        text: (text) => {
          if (text.startsWith('0')) for (let i = 0; i < 3; i++) socket.send('40{"kind":"staff"}');
          else if (heard.push(text) === 3) socket.close();
        },
      });
    });
    expect(answers.filter((text) => text.startsWith('40{"sid"'))).toHaveLength(1);
    expect(answers.filter((text) => text.startsWith('44') && text.includes('not_allowed'))).toHaveLength(2);
    (await LiveClient.connect(generous.url, client, 'staff')).close();
  });

  it('is one of a hundred of its session at most', async () => {
    const { client } = await make.staff('province_coordinator', unit);
    const open = () => LiveClient.connect(generous.url, client, 'staff');
    const all = await Promise.all(Array.from({ length: 100 }, open));
    await expect(open()).rejects.toThrow('too_many_requests');
    const [first] = all;
    first?.close();
    // As soon as the server has seen one go, there is room.
    let again: LiveClient | null = null;
    while (again === null) again = await open().catch(() => null);
    for (const one of [...all, again]) one.close();
  });

  it('takes no place of its session when it goes while it is looked up', async () => {
    const { client } = await make.staff('province_coordinator', unit);
    const database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
    try {
      await database.query('BEGIN; LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE');
      const gone = await Promise.all(Array.from({ length: 100 }, () => asking(cookieOf(client))));
      await eventually(async () => {
        const { rows } = await database.query<{ n: number }>(
          "SELECT count(*)::int AS n FROM pg_locks WHERE relation = 'sessions'::regclass AND NOT granted",
        );
        return rows[0]!.n > 0;
      });
      for (const socket of gone) socket.close();
    } finally {
      await database.end(); // and its lock with it
    }
    const open = () => LiveClient.connect(generous.url, client, 'staff');
    for (const one of await Promise.all(Array.from({ length: 100 }, open))) one.close();
  });

  /** A connection that has just said who it is. */
  function asking(cookie: string): Promise<RawSocket> {
    return new Promise((resolve) => {
      const socket = new RawSocket(Number(new URL(generous.url).port), cookie, {
        gone: () => undefined,
        text: (text) => {
          if (!text.startsWith('0')) return;
          socket.send('40{"kind":"staff"}');
          resolve(socket);
        },
      });
    });
  }
});
