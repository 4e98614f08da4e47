import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventListSchema, ShiftListSchema, SiteListSchema } from '../src/contracts/events.js';
import { type Call, OrgUnitListSchema, PeoplePageSchema, PhoneSchema } from '../src/contracts/people.js';
import { Clock } from '../src/kernel/clock.js';
import { DemoService, type DemoLogIn } from '../src/demo/index.js';
import { readEnv } from '../src/platform/env.js';
import { startServer } from '../src/server.js';
import { welcome } from '../src/welcome.js';
import { factories } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { createTestDatabase } from './support/test-database.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const PEOPLE = 300;
const now = new Date('2026-11-22T08:00:00Z');
class FixedClock extends Clock {
  override now = () => now;
}

const servers: TestServer[] = [];
async function demoServer(province: string, people: number) {
  const server = await startTestServer({}, new FixedClock());
  servers.push(server);
  const kept: DemoLogIn[] = [];
  const create = () =>
    server.get(DemoService).createIfEmpty({ province, people }, (logIn) => {
      kept.push(logIn);
      return Promise.resolve();
    });
  return { server, kept, create, created: await create() };
}

let demo: Awaited<ReturnType<typeof demoServer>>;
let admin: HttpClient;
beforeAll(async () => {
  demo = await demoServer('80', PEOPLE);
  admin = demo.server.client();
  await admin.post('/api/sessions/staff', demo.created);
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

/** Everything invented, without the ids, which differ from one database to the next. */
function content(server: TestServer): Promise<unknown[]> {
  return factories(server).sql(
    `SELECT p.full_name, p.phone_hash, p.birth_date::text, p.home_commune_id, p.skills, p.has_vehicle,
       p.max_distance_km, o.name, o.commune_id
     FROM people p JOIN org_units o ON o.id = p.org_unit_id ORDER BY p.phone_hash`,
  );
}

describe('the demo province', () => {
  it('gives its coordinator a log-in that works', async () => {
    expect(demo.created).toEqual(demo.kept[0]);
    expect(demo.created?.password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    expect((await admin.get('/api/org-units')).status).toBe(200);
  });

  it('has the tree of the Youth Union down to the branches', async () => {
    const units = OrgUnitListSchema.parse((await admin.get('/api/org-units')).body);
    expect(units[0]).toMatchObject({ kind: 'province', name: 'Tỉnh đoàn Tây Ninh', people: PEOPLE });
    const communes = units.filter((u) => u.kind === 'commune');
    expect(communes).toHaveLength(96);
    expect(communes.map((u) => u.name)).toContain('Đoàn phường Long An');
    for (const commune of communes) {
      expect(units.filter((u) => u.parentId === commune.id).length).toBeGreaterThanOrEqual(3);
    }
  });

  it('has an open launch day on the next 10 October, with a hall and a site in every commune', async () => {
    const [event, ...others] = EventListSchema.parse((await admin.get('/api/events')).body);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      kind: 'dx_day',
      state: 'open',
      provinceId: '80',
      startsAt: '2027-10-10T00:00:00.000Z',
      endsAt: '2027-10-10T04:30:00.000Z',
    });
    const sites = SiteListSchema.parse((await admin.get(`/api/events/${event!.id}/sites`)).body);
    expect(sites).toHaveLength(97);
    expect(new Set(sites.map((s) => s.communeId)).size).toBe(96);
    expect(sites[0]?.name).toBe('Hội trường khai mạc cấp tỉnh');
    const shifts = ShiftListSchema.parse((await admin.get(`/api/events/${event!.id}/shifts`)).body);
    expect(new Set(shifts.map((s) => s.siteId)).size).toBe(97);
    expect(shifts.every((s) => s.demand.length > 0)).toBe(true);
    expect(shifts.every((s) => s.demand.some((d) => d.skill === 'leader'))).toBe(true);
    expect(await factories(demo.server).total(event!.id, 'registered')).toBe(PEOPLE);
  });

  it('invents people of the right age with numbers that belong to nobody', async () => {
    const page = PeoplePageSchema.parse((await admin.get('/api/people?pageSize=500')).body);
    expect(page.total).toBe(PEOPLE);
    const phones = new Set<string>();
    for (const person of page.items) {
      const { body } = await admin.post<Call>(`/api/people/${person.id}/call`);
      expect(PhoneSchema.safeParse(body.phone).success).toBe(true);
      expect(body.phone).toMatch(/^\+8430/);
      phones.add(body.phone);
      expect(person.birthDate! >= '1996-10-10' && person.birthDate! <= '2011-10-11').toBe(true);
      expect(person.fullName.split(' ').length).toBeGreaterThanOrEqual(3);
    }
    expect(phones.size).toBe(PEOPLE);
  });

  it('changes nothing the second time, nor where there are units already', async () => {
    const before = await content(demo.server);
    expect(await demo.create()).toBeNull();
    expect(await content(demo.server)).toEqual(before);
    expect(demo.kept).toHaveLength(1);
  });

  it('is the same on another machine', async () => {
    const other = await demoServer('80', PEOPLE);
    expect(await content(other.server)).toEqual(await content(demo.server));
  });

  it('is made once when two processes start at the same moment', async () => {
    const server = await startTestServer({}, new FixedClock());
    servers.push(server);
    const service = server.get(DemoService);
    const create = () => service.createIfEmpty({ province: '04', people: 20 }, () => Promise.resolve());
    const made = await Promise.all([create(), create()]);
    expect(made.filter((logIn) => logIn !== null)).toHaveLength(1);
  });

  it('names the provinces there are when it is asked for another', async () => {
    const server = await startTestServer();
    servers.push(server);
    const asked = server
      .get(DemoService)
      .createIfEmpty({ province: '99', people: 1 }, () => Promise.resolve());
    await expect(asked).rejects.toThrow('38 Thanh Hóa');
  });
});

describe('the words at the end of a start', () => {
  it('name the faces and the log-in, which stays in a file for its owner alone', async () => {
    const database = await createTestDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'ra-quan-welcome-'));
    const env = readEnv({
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      DATA_DIR: folder,
      DEMO_PROVINCE: '04',
      DEMO_PEOPLE: '10',
    });
    const server = await startServer(env, database.url);
    const first = await welcome(server, env);
    const second = await welcome(server, env);
    const file = join(folder, 'admin.txt');
    const [login = '', password = ''] = (await readFile(file, 'utf8')).split('\n');
    const { mode } = await stat(file);
    await server.close();
    await database.drop();
    await rm(folder, { recursive: true });

    for (const face of ['board', 'phone', 'screen']) {
      expect(first).toContain(`${server.url}/${face}/`);
      expect(second).toContain(`${server.url}/${face}/`);
    }
    expect(mode & 0o777).toBe(0o600);
    expect(login).toBe('admin');
    expect(first).toContain(password);
    expect(second).not.toContain(password);
    expect(second).toContain(file);
    // The tests' own PostgreSQL is one that a power cut would hurt.
    expect(first).toContain('fsync = off, full_page_writes = off');
  });
});
