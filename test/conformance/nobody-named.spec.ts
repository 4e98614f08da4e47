import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Rehearsal } from '../../src/contracts/rehearsal.js';
import type { PersonalLink, RosterImport } from '../../src/contracts/people.js';
import { newId } from '../../src/kernel/ids.js';
import { fold } from '../../src/kernel/vietnamese.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { Api } from '../../src/rehearsal/driver/api.js';
import { rehearse } from '../../src/rehearsal/driver/rehearse.js';
import { factories, type OrgUnitRow } from '../factories/index.js';
import { csv } from '../factories/roster-files.js';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http-client.js';
import { createTestDatabase } from '../support/test-database.js';
import { TEST_KEYS } from '../support/test-keys.js';
import { startNode as startServerHere, type TestServer } from '../support/test-server.js';
import { describeWith } from './describe-with.js';
import { missingPrograms, type Node, startNode, startRedis, temporaryFolder } from './processes.js';

/** Where jobs are kept: what has ever been in there is remembered from its start. */
interface JobStore {
  settings: Record<string, string>;
  /** Called once the store is there. */
  listen(owner: (text: string) => Promise<void>): Promise<void>;
  heard(sql: (text: string) => Promise<unknown[]>): Promise<string>;
  close(): Promise<void>;
}

const STORES: Record<string, () => Promise<JobStore>> = {
  PostgreSQL: () =>
    Promise.resolve({
      settings: {},
      async listen(owner) {
        await owner('CREATE TABLE public.heard (said text)');
        await owner(`CREATE FUNCTION public.hear() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO public.heard VALUES (NEW::text); RETURN NULL; END $$`);
        await owner(`DO $$ DECLARE t regclass; BEGIN
        FOR t IN SELECT c.oid FROM pg_class c WHERE relnamespace = 'bullmq'::regnamespace AND relkind = 'r' LOOP
          EXECUTE format('CREATE TRIGGER hear AFTER INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION public.hear()', t);
        END LOOP; END $$`);
        await owner('GRANT SELECT, INSERT ON public.heard TO raquan_app');
      },
      heard: async (sql) => JSON.stringify(await sql('SELECT said FROM public.heard')),
      close: () => Promise.resolve(),
    }),
  Redis: async () => {
    const folder = await temporaryFolder();
    const redis = await startRedis(folder.path);
    const client = new Redis(redis.url);
    const monitor = await client.monitor();
    const said: string[] = [];
    monitor.on('monitor', (_time: string, words: string[]) => said.push(words.join(' ')));
    return {
      settings: { REDIS_URL: redis.url },
      listen: () => Promise.resolve(),
      heard: async () => Promise.resolve(said.join('\n')),
      close: async () => {
        monitor.disconnect();
        client.disconnect();
        await redis.stop();
        await folder.remove();
      },
    };
  },
};

/** Nobody else is called so. */
const NAMES = ['Cầm Thị Quỳnh Giao', 'Lục Văn Trường Sinh', 'Bạch Thị Ngân Hà', 'Hoả Văn Kim Quy'];
const PHONES = ['0973141592', '0973265358', '0973979323', '0973846264'];
const missing = missingPrograms().filter((program) => program === 'redis-server');
/** A number that could be dialled, in any of the ways it is written. */
const ANY_PHONE = /(?<![\w.+-])(?:\+84|84|0)[35789]\d{8}(?![\w-])/;

for (const [title, openStore] of Object.entries(STORES)) {
  describeWith(title === 'Redis' ? missing : [], `with jobs in ${title}`, () => {
    let database: Awaited<ReturnType<typeof createTestDatabase>>;
    let store: JobStore;
    let here: TestServer;
    let node: Node;
    let unit: OrgUnitRow;
    let staff: HttpClient;
    const sql = (text: string) => here.dataSource.query<unknown[]>(text);

    beforeAll(async () => {
      database = await createTestDatabase();
      store = await openStore();
      here = await startServerHere(database.url, { ROLE: 'web', ...store.settings });
      node = await startNode({
        DATABASE_URL: database.url,
        SEALING_KEYS: TEST_KEYS,
        DEMO_PROVINCE: 'none',
        LOG_LEVEL: 'debug',
        ...store.settings,
      });
      await store.listen((sql) => here.asOwner(sql));
    }, 120_000);
    afterAll(async () => {
      await node.stop();
      await here.close();
      await store.close();
      await database.drop();
    }, 60_000);

    it('a rehearsal, and whatever else people do with names, leave none in logs and jobs', async () => {
      const make = factories(here);
      await make.place('38', 'province', 'Thanh Hóa');
      await make.place('14758', 'commune', 'Hàm Rồng', '38');
      unit = await make.orgUnit();
      const { client } = await make.staff('province_coordinator', unit);
      staff = new HttpClient(node.url, Object.fromEntries(client.cookies));
      const event = await make.event({ unit, state: 'open', startsAt: new Date(Date.now() + 86_400_000) });
      const site = await make.site(event.id, '14758');
      await make.shift(event, site.id, [{ target: 12, maximum: 15 }]);

      await importRoster();
      await goIn();
      await goWrong(event.id);
      expect((await staff.post(`/api/events/${event.id}/registrations`, {})).status).toBeLessThan(300);
      await sql(`UPDATE people SET home_commune_id = '14758'`);
      const { body: rehearsal } = await staff.post<Rehearsal>(`/api/events/${event.id}/rehearsals`, {
        people: 40,
      });
      const api = new Api(node.url);
      api.setCookie(cookieName('staff'), staff.cookies.get(cookieName('staff')) ?? '');

      const { verdict } = await rehearse({ staff: api, rehearsal, arrivalSeconds: 2, say: () => undefined });
      expect(verdict.exact).toBe(true);
      const checkIn = { deviceId: 'device-0001', entries: PHONES.map((phone) => desk(site.id, phone)) };
      expect((await staff.post(`/api/events/${event.id}/state`, { to: 'live' })).status).toBeLessThan(300);
      expect((await staff.post(`/api/events/${event.id}/check-ins`, checkIn)).status).toBe(200);
      expect((await staff.get(`/api/events/${event.id}/export.xlsx`)).status).toBe(200);

      const people = await sql('SELECT full_name AS name FROM people UNION SELECT full_name FROM staff');
      const names = people.map((row) => (row as { name: string }).name);
      expect(names.length).toBeGreaterThan(40);
      const texts = { logs: node.said(), jobs: await store.heard(sql) };
      // There is something to look at, and what is looked for would be found.
      const [plan] = await sql('SELECT id FROM plans');
      expect(texts.logs.includes('/api/events/:eventId/check-ins')).toBe(true);
      expect(texts.jobs.includes((plan as { id: string }).id)).toBe(true);
      expect(ANY_PHONE.test(`"phone":"${PHONES[0]}"`)).toBe(true);
      for (const [where, text] of Object.entries(texts)) {
        const plain = text.normalize('NFC');
        const folded = fold(plain);
        const named = names.filter(
          (name) =>
            plain.includes(name) || folded.includes(fold(name)) || plain.includes(encodeURIComponent(name)),
        );
        expect([where, named]).toEqual([where, []]);
        expect([where, PHONES.filter((phone) => plain.includes(phone.slice(1)))]).toEqual([where, []]);
        expect([where, ANY_PHONE.exec(plain)?.[0]]).toEqual([where, undefined]);
      }
    }, 180_000);

    async function importRoster(): Promise<void> {
      const rows = [
        ['Họ và tên', 'SĐT'],
        ...NAMES.map((name, i) => [name, PHONES[i] ?? '']),
        [NAMES[0] ?? '', '12'],
      ];
      const sent = await staff.upload<RosterImport>(
        '/api/roster-imports',
        { name: `${NAMES[0] ?? ''}.csv`, content: Buffer.from(csv(rows)) },
        { orgUnitId: unit.id },
      );
      const path = `/api/roster-imports/${sent.body.id}`;
      const is = (state: string) =>
        eventually(async () => (await staff.get<RosterImport>(path)).body.state === state, 60_000);
      await is('ready');
      await staff.post(`${path}/apply`);
      await is('applied');
      await holds(4);
    }

    const holds = async (n: number) => {
      const [row] = await sql('SELECT count(*)::int AS n FROM people WHERE NOT simulated');
      expect((row as { n: number }).n).toBe(n);
    };

    /** By a link and by codes, rightly and wrongly. */
    async function goIn(): Promise<void> {
      const [person] = await sql(`SELECT id FROM people WHERE full_name = '${NAMES[0] ?? ''}'`);
      const link = await staff.post<PersonalLink>(`/api/people/${(person as { id: string }).id}/links`);
      const token = link.body.path.split('=')[1] ?? '';
      const phone = new HttpClient(node.url);
      expect((await phone.post('/api/sessions/link', { token })).status).toBe(200);
      for (const number of [...PHONES, '0973000000']) {
        expect((await new HttpClient(node.url).post('/api/sessions/codes', { phone: number })).status).toBe(
          200,
        );
        await phone.post('/api/sessions/volunteer', { phone: number, code: '000000' });
      }
      await phone.post('/api/sessions/staff', { login: 'can.bo', password: NAMES[1] });
      expect(node.said()).not.toContain(token);
    }

    /** What is refused, does not exist, or breaks, with somebody's name in it. */
    async function goWrong(eventId: string): Promise<void> {
      const [name = '', phone = ''] = [NAMES[2], PHONES[2]];
      for (const q of [name, phone]) {
        expect((await staff.get(`/api/people?q=${encodeURIComponent(q)}`)).status).toBe(200);
        await staff.get(`/api/${encodeURIComponent(q)}`);
        await staff.post(`/api/events/${eventId}/state`, { to: q });
        await staff.send('POST', '/api/sessions/codes', `{"phone":"${q}`);
        await staff.send('POST', `/api/people/${encodeURIComponent(q)}/links`);
      }
      await here.asOwner('ALTER TABLE people RENAME TO gone');
      try {
        expect((await staff.get(`/api/people?q=${encodeURIComponent(name)}`)).status).toBe(500);
      } finally {
        await here.asOwner('ALTER TABLE gone RENAME TO people');
      }
    }

    const desk = (siteId: string, phone: string) => ({
      id: newId(),
      siteId,
      deviceTime: new Date().toISOString(),
      method: 'desk',
      phone,
    });
  });
}
