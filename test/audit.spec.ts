import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditPageSchema, type AuditEntry } from '../src/contracts/audit.js';
import type { Assignment, Plan } from '../src/contracts/assignments.js';
import type { Broadcast } from '../src/contracts/broadcasts.js';
import type { Campaign } from '../src/contracts/campaigns.js';
import type { Event, Shift, Site } from '../src/contracts/events.js';
import type { PersonalLink, RosterImport, Staff } from '../src/contracts/people.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { ledgerDay } from './factories/ledger-day.js';
import { planned } from './factories/planned-event.js';
import { csv } from './factories/roster-files.js';
import { eventually } from './support/eventually.js';
import type { Answer, HttpClient } from './support/http-client.js';
import { readApi, type Operation } from './support/open-api.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let operations: Operation[];
let province: OrgUnitRow, commune: OrgUnitRow, other: OrgUnitRow, elsewhere: OrgUnitRow;
let coordinator: { id: string; client: HttpClient };

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  operations = await readApi(server.client());
  province = await make.orgUnit({ provinceId: '38' });
  commune = await make.orgUnit({ parent: province, communeId: '14758' });
  other = await make.orgUnit({ parent: province, communeId: '14797' });
  elsewhere = await make.orgUnit({ provinceId: '40' });
  coordinator = await make.staff('province_coordinator', province);
});
afterAll(() => server.close());

interface Entry {
  id: string;
  kind: AuditEntry['kind'];
  act_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  session_id: string | null;
  address: string | null;
  action: string | null;
  route: string | null;
  table_name: string | null;
  row_ids: string[];
  units: string[];
  changes: unknown[];
}

const newest = async () =>
  Number((await make.sql<{ id: string }>('SELECT coalesce(max(id), 0) AS id FROM audit_entries'))[0]!.id);
const since = (id: number) =>
  make.sql<Entry>(`SELECT * FROM audit_entries WHERE id > $1 AND actor_kind <> 'job' ORDER BY id`, [id]);

/** What `work` left in the audit. */
async function leaves(work: () => Promise<unknown>): Promise<Entry[]> {
  const before = await newest();
  await work();
  return since(before);
}

const search = async (client: HttpClient, query = '') =>
  AuditPageSchema.parse((await client.get(`/api/audit?pageSize=200${query}`)).body).items;

describe('a change', () => {
  it('is told with who, when, from where, on which row, before and after', async () => {
    const event = await make.event({ unit: province, title: 'Lễ cũ' });
    const entries = await leaves(() =>
      coordinator.client.patch(`/api/events/${event.id}`, { title: 'Lễ ra quân' }),
    );
    const who = {
      actor_kind: 'staff',
      actor_id: coordinator.id,
      address: '127.0.0.1',
      action: 'events.change',
      route: 'PATCH /api/events/:eventId',
      units: province.ancestors,
    };
    expect(entries).toMatchObject([
      { ...who, kind: 'act', row_ids: [event.id], changes: [{ eventId: event.id }] },
      {
        ...who,
        kind: 'update',
        table_name: 'events',
        row_ids: [event.id],
        changes: [{ row: event.id, before: { title: 'Lễ cũ' }, after: { title: 'Lễ ra quân' } }],
      },
    ]);
    expect(new Set(entries.map((entry) => entry.act_id)).size).toBe(1);
    expect(entries[0]!.session_id).not.toBeNull();
  });

  it('tells nothing secret and nobody’s name, phone or birthday', async () => {
    const phone = '+84355000777';
    const entries = await leaves(async () => {
      await coordinator.client.post('/api/staff', {
        login: 'can.bo.moi',
        fullName: 'Lê Thị Kín',
        password: 'mot-mat-khau-that-dai',
        role: 'viewer',
        orgUnitId: province.id,
      });
      const person = await make.person({ unit: commune, name: 'Phạm Văn Kín', phone });
      await make.sql(
        `UPDATE people SET full_name = 'Phạm Văn Kín Hơn', birth_date = '2009-02-03' WHERE id = $1`,
        [person.id],
      );
      const link = await coordinator.client.post<PersonalLink>(`/api/people/${person.id}/links`);
      await server.client().post('/api/sessions/link', { token: link.body.token });
    });
    const told = JSON.stringify(entries);
    for (const secret of ['Kín', phone, '355000777', '2009-02-03', '$argon2', 'can.bo.moi'])
      expect(told).not.toContain(secret);
    expect(told).not.toMatch(/\\\\x[0-9a-f]{16}/);
    expect(entries.map((entry) => `${entry.kind} ${entry.table_name}`)).toEqual(
      expect.arrayContaining([
        'insert staff',
        'insert role_grants',
        'insert people',
        'update people',
        'insert personal_links',
        'insert sessions',
      ]),
    );
    const update = entries.find((entry) => entry.kind === 'update' && entry.table_name === 'people');
    expect(update?.changes).toEqual([
      expect.objectContaining({ after: { full_name: '•', birth_date: '•' } }),
    ]);
  });

  it('and the entry about it are committed together, or neither is', async () => {
    const event = await make.event({ unit: province });
    const entries = await leaves(async () => {
      await expect(
        server.transactions.run(async (tx) => {
          await tx.manager.query(`UPDATE events SET title = 'Không còn' WHERE id = $1`, [event.id]);
          throw new Error('broken off');
        }),
      ).rejects.toThrow('broken off');
    });
    expect(entries).toEqual([]);
  });

  it('of more than a hundred rows at once is told by which they are, and by no row that only a letter moved', async () => {
    const ids = Array.from({ length: 150 }, () => newId());
    const made = await leaves(() =>
      make.sql(
        `INSERT INTO people (id, simulated, full_name, folded, org_unit_id, skills, has_vehicle, created_at, updated_at)
         SELECT id, false, 'Vũ Văn Đông', 'vu van dong', $2, '[]', false, now(), now()
         FROM unnest($1::uuid[]) AS p (id)`,
        [ids, commune.id],
      ),
    );
    const moved = await leaves(() =>
      make.sql('UPDATE people SET inbox_seq = inbox_seq + 1 WHERE id = ANY ($1)', [ids]),
    );
    const some = ids.slice(0, 120);
    const grown = await leaves(() =>
      make.sql('UPDATE people SET has_vehicle = id = ANY ($2), updated_at = now() WHERE id = ANY ($1)', [
        ids,
        some,
      ]),
    );
    const told = { table_name: 'people', units: commune.ancestors, changes: [] };
    expect(made).toMatchObject([{ ...told, kind: 'insert' }]);
    expect(new Set(made[0]!.row_ids)).toEqual(new Set(ids));
    expect(moved).toEqual([]);
    expect(grown).toMatchObject([{ ...told, kind: 'update' }]);
    expect(new Set(grown[0]!.row_ids)).toEqual(new Set(some));
  });

  it('of every table is audited, but for those that say themselves who did it', async () => {
    const bare = await make.sql<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
         AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname LIKE 'audited%')`,
    );
    const { UNAUDITED } = await import('../src/platform/audit/audited-tables.js');
    expect(bare.filter(({ name }) => !(name in UNAUDITED))).toEqual([]);
  });
});

describe('every route that changes something', () => {
  const changing = () =>
    operations
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => ({ method, path, name: `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}` }))
      // The ledger says itself who checked whom in.
      .filter(({ name }) => !name.endsWith('/check-ins'));

  it('leaves nothing when it is refused', async () => {
    const strangers = [
      (await make.staff('province_coordinator', elsewhere)).client,
      (await make.staff('viewer', province)).client,
      server.client(),
    ];
    const event = await make.event({ unit: province });
    const statuses: number[] = [];
    const entries = await leaves(async () => {
      for (const { method, path } of changing()) {
        const url = path.replace('{eventId}', event.id).replace(/\{\w+\}/g, newId());
        for (const client of strangers) {
          // What everybody may do to their own.
          if (/\/sessions\/me$|^\/api\/account/.test(url)) continue;
          const { status } = await client.send(method, url, {});
          statuses.push(status);
          expect([url, status]).toEqual([url, expect.any(Number)]);
        }
      }
    });
    expect(statuses.filter((status) => status < 400)).toEqual([]);
    expect(entries).toEqual([]);
  });

  it('leaves an entry when it is done', async () => {
    const done = new Set<string>();
    /** A request that succeeds, and what must then be in the audit. */
    async function does<T>(
      name: string,
      client: HttpClient,
      path: string,
      body?: unknown,
      send = () => client.send<T>(name.split(' ')[0]!, path, body),
    ): Promise<T> {
      let answer: Answer<T> | undefined;
      const entries = await leaves(async () => (answer = await send()));
      expect([name, answer?.body, answer!.status < 300]).toEqual([name, answer?.body, true]);
      expect([name, entries.filter((e) => e.kind === 'act' && e.route === name).length > 0]).toEqual([
        name,
        true,
      ]);
      done.add(name);
      return answer!.body;
    }

    const { client } = coordinator;
    await does('POST /api/org-units', client, '/api/org-units', {
      parentId: commune.id,
      kind: 'branch',
      name: 'Chi đoàn',
    });
    const campaign = await does<Campaign>('POST /api/campaigns', client, '/api/campaigns', {
      title: 'Chiến dịch',
      orgUnitId: province.id,
      startsOn: '2026-10-01',
      endsOn: '2026-10-31',
    });
    const event = await does<Event>('POST /api/events', client, '/api/events', {
      campaignId: campaign.id,
      kind: 'dx_day',
      title: 'Ngày chuyển đổi số',
      startsAt: '2026-10-10T07:00:00+07:00',
      endsAt: '2026-10-10T11:30:00+07:00',
    });
    const at = `/api/events/${event.id}`;
    await does('PATCH /api/events/:eventId', client, at, { title: 'Ngày hội' });
    const site = await does<Site>('POST /api/events/:eventId/sites', client, `${at}/sites`, {
      name: 'Nhà văn hóa',
      communeId: '14758',
    });
    const shift = await does<Shift>('POST /api/events/:eventId/shifts', client, `${at}/shifts`, {
      siteId: site.id,
      title: 'Ca sáng',
      startsAt: event.startsAt,
      endsAt: event.endsAt,
    });
    await does('PUT /api/events/:eventId/shifts/:shiftId/demand', client, `${at}/shifts/${shift.id}/demand`, {
      demand: [{ skill: null, minimum: 1, target: 2, maximum: 3 }],
    });
    await does('DELETE /api/events/:eventId/shifts/:shiftId', client, `${at}/shifts/${shift.id}`);
    await does('DELETE /api/events/:eventId/sites/:siteId', client, `${at}/sites/${site.id}`);
    await does('POST /api/events/:eventId/demand/rule', client, `${at}/demand/rule`, {
      kind: 'per_commune',
      people: 5,
    });
    await make.person({ unit: commune });
    await does('POST /api/events/:eventId/registrations', client, `${at}/registrations`, {});
    await does('POST /api/events/:eventId/state', client, `${at}/state`, { to: 'open' });
    await does('POST /api/events/:eventId/move', client, `${at}/move`, {
      startsAt: '2026-10-11T07:00:00+07:00',
    });
    const registered = { text: 'Nhớ mang căn cước.', states: ['unassigned'] };
    const told = await does<Broadcast>(
      'POST /api/events/:eventId/broadcasts',
      client,
      `${at}/broadcasts`,
      registered,
    );
    await does(
      'POST /api/events/:eventId/broadcasts/:broadcastId/undo',
      client,
      `${at}/broadcasts/${told.id}/undo`,
    );
    await does('POST /api/events/:eventId/screen-links', client, `${at}/screen-links`);

    const staff = await does<Staff>('POST /api/staff', client, '/api/staff', {
      login: 'can.bo.hai',
      fullName: 'Cán bộ',
      password: 'mot-mat-khau-that-dai',
      role: 'viewer',
      orgUnitId: province.id,
    });
    const granted = await does<Staff>(
      'POST /api/staff/:staffId/grants',
      client,
      `/api/staff/${staff.id}/grants`,
      {
        role: 'gate_keeper',
        orgUnitId: commune.id,
      },
    );
    await does(
      'DELETE /api/staff/:staffId/grants/:grantId',
      client,
      `/api/staff/${staff.id}/grants/${granted.grants[0]!.id}`,
    );
    await does('POST /api/sessions/staff', server.client(), '/api/sessions/staff', {
      login: 'can.bo.hai',
      password: 'mot-mat-khau-that-dai',
    });
    const upload = '/api/roster-imports';
    const content = Buffer.from(
      csv([
        ['Họ và tên', 'Số điện thoại', 'Đơn vị'],
        ['Trần Văn Nhập', '0912000111', commune.name],
      ]),
    );
    const imported = await does<RosterImport>('POST /api/roster-imports', client, upload, undefined, () =>
      client.upload(upload, { name: 'roster.csv', content }, { orgUnitId: province.id }),
    );
    await eventually(
      async () => (await client.get<RosterImport>(`${upload}/${imported.id}`)).body.state === 'ready',
    );
    await does('POST /api/roster-imports/:importId/apply', client, `${upload}/${imported.id}/apply`);

    const day = await planned(server, make, { people: 4, target: 3 });
    const draft = await does<Plan>('POST /api/events/:eventId/plans', day.organiser, day.plans, {});
    await eventually(
      async () => (await day.organiser.get<Plan>(`${day.plans}/${draft.id}`)).body.state === 'draft',
    );
    const pin = { shiftId: null, pinned: true };
    const personId = day.people[0]!.id;
    await does(
      'PUT /api/events/:eventId/plans/:planId/proposals/:personId',
      day.organiser,
      `${day.plans}/${draft.id}/proposals/${personId}`,
      pin,
    );
    await does(
      'PUT /api/events/:eventId/plans/:planId/proposals',
      day.organiser,
      `${day.plans}/${draft.id}/proposals`,
      {
        personIds: [personId],
        pinned: false,
      },
    );
    await does(
      'POST /api/events/:eventId/plans/:planId/publish',
      day.organiser,
      `${day.plans}/${draft.id}/publish`,
      {
        answerWithinMinutes: 60,
      },
    );
    const offered = (await day.assignments()).filter((row: Assignment) => row.state === 'offered');
    const withdraw = `/api/events/${day.event.id}/assignments/${offered[0]!.id}/withdraw`;
    await does('POST /api/events/:eventId/assignments/:assignmentId/withdraw', day.organiser, withdraw);
    const phone = await day.phoneOf(offered[1]!.personId);
    await does(
      'POST /api/me/assignments/:assignmentId/answer',
      phone,
      `/api/me/assignments/${offered[1]!.id}/answer`,
      {
        answer: 'decline',
      },
    );
    await does('DELETE /api/sessions/me', phone, '/api/sessions/me?kind=volunteer');

    const ledger = await ledgerDay(server, make);
    const receipt = await ledger.tick((await ledger.volunteer('hall')).id, 'hall');
    const entry = `${ledger.path}/check-ins/${receipt.checkInId}`;
    await does(
      'POST /api/events/:eventId/check-ins/:checkInId/void',
      ledger.organiser.client,
      `${entry}/void`,
      {
        reason: 'wrong_person',
      },
    );
    await does(
      'POST /api/events/:eventId/check-ins/:checkInId/restore',
      ledger.organiser.client,
      `${entry}/restore`,
    );
    await does(
      'POST /api/events/:eventId/sites/:siteId/headcounts',
      ledger.gate,
      `${ledger.path}/sites/${ledger.sites.hall.id}/headcounts`,
      {
        deviceId: 'may-o-cong-1',
        id: newId(),
        reason: 'guests',
        people: 7,
        deviceTime: '2026-10-10T07:42:00+07:00',
      },
    );

    const known = changing().map(({ name }) => name);
    expect([...done].filter((name) => !known.includes(name))).toEqual([]);
    expect(done.size).toBeGreaterThan(28);
  });

  it('is never told as the work of somebody else who asked at the same moment', async () => {
    const day = await planned(server, make, { people: 6, target: 6 });
    await day.publish();
    const offers = await day.assignments();
    const entries = await leaves(() =>
      Promise.all(
        offers.map(async (offer) => {
          const phone = await day.phoneOf(offer.personId);
          await phone.post(`/api/me/assignments/${offer.id}/answer`, { answer: 'accept' });
        }),
      ),
    );
    const acts = entries.filter((entry) => entry.kind === 'act');
    for (const act of acts) {
      const offer = offers.find((one) => one.personId === act.actor_id);
      expect(act.row_ids).toEqual([offer?.id]);
    }
  });
});

describe('personal data', () => {
  it('leave an entry when they are shown, with whom', async () => {
    const person = await make.person({ unit: other, name: 'Ngô Thị Thấy' });
    const leader = await make.staff('unit_leader', other);
    const entries = await leaves(async () => {
      await leader.client.get('/api/people?q=Ngo Thi Thay');
      await leader.client.get(`/api/people/${person.id}`);
    });
    expect(entries).toMatchObject([
      {
        kind: 'look',
        route: 'GET /api/people',
        actor_id: leader.id,
        row_ids: [person.id],
        units: other.ancestors,
      },
      { kind: 'look', route: 'GET /api/people/:personId', row_ids: [person.id] },
    ]);
    expect(JSON.stringify(entries)).not.toContain('Ngo Thi');
  });

  it('leave one entry for a page that asks again and again, and none when there was nothing to see', async () => {
    const leader = await make.staff('unit_leader', other);
    const stranger = await make.person({ unit: commune });
    const entries = await leaves(async () => {
      for (let n = 0; n < 3; n++) await leader.client.get('/api/people');
      expect((await leader.client.get(`/api/people/${stranger.id}`)).status).toBe(404);
      await leader.client.get('/api/org-units');
    });
    expect(entries).toMatchObject([{ kind: 'look', route: 'GET /api/people' }]);
  });

  it('leave one entry at a gate that asks for its roster again and again, and has it already', async () => {
    const day = await ledgerDay(server, make);
    const person = await day.volunteer('hall');
    const path = `${day.path}/sites/${day.sites.hall.id}/roster`;
    const entries = await leaves(async () => {
      const { body } = await day.gate.get<{ version: string }>(path);
      for (let n = 0; n < 3; n++) await day.gate.get(`${path}?have=${body.version}`);
    });
    expect(entries).toMatchObject([
      { kind: 'look', row_ids: expect.arrayContaining([person.id]) as unknown },
    ]);
    expect(entries).toHaveLength(1);
  });

  it('leave an entry for every file that is taken out', async () => {
    const event = await make.event({ unit: province });
    const { client } = coordinator;
    const entries = await leaves(async () => {
      for (const file of ['export.json', 'export.csv', 'export.xlsx', 'export.csv'])
        expect((await client.get(`/api/events/${event.id}/${file}`)).status).toBe(200);
      expect((await client.get('/api/audit.csv')).status).toBe(200);
    });
    expect(entries.map(({ kind, route }) => [kind, route])).toEqual([
      ['export', 'GET /api/events/:eventId/export.json'],
      ['export', 'GET /api/events/:eventId/export.csv'],
      ['export', 'GET /api/events/:eventId/export.xlsx'],
      ['export', 'GET /api/events/:eventId/export.csv'],
      ['export', 'GET /api/audit.csv'],
    ]);
  });
});

describe('the audit', () => {
  it('is read within one’s scope, by who, what, row and time', async () => {
    const event = await make.event({ unit: commune });
    await coordinator.client.patch(`/api/events/${event.id}`, { title: 'Tìm thấy' });
    const [found] = await search(coordinator.client, `&row=${event.id}&what=update`);
    expect(found).toMatchObject({ table: 'events', actor: { id: coordinator.id, name: 'Cán bộ' } });
    const below = (await make.staff('auditor', commune)).client;
    const beside = (await make.staff('auditor', other)).client;
    const away = (await make.staff('province_coordinator', elsewhere)).client;
    expect((await search(below, `&row=${event.id}`)).length).toBeGreaterThan(0);
    expect(await search(beside, `&row=${event.id}`)).toEqual([]);
    expect(await search(away, `&row=${event.id}`)).toEqual([]);
    expect(await search(coordinator.client, `&row=${event.id}&who=${coordinator.id}`)).not.toEqual([]);
    expect(await search(coordinator.client, `&row=${event.id}&who=khong-ai-ca`)).toEqual([]);
    expect(await search(coordinator.client, `&row=${event.id}&table=people`)).toEqual([]);
    expect(await search(coordinator.client, `&row=${event.id}&until=2020-01-01T00:00:00Z`)).toEqual([]);
    const leader = (await make.staff('unit_leader', commune)).client;
    expect((await leader.get('/api/audit')).status).toBe(403);
  });

  it('is only added to', async () => {
    for (const statement of [
      `UPDATE audit_entries SET address = NULL`,
      `DELETE FROM audit_entries`,
      `TRUNCATE audit_entries CASCADE`,
      `DELETE FROM audit_seals`,
      `DELETE FROM audit_heads`,
    ]) {
      await expect(server.asOwner(statement)).rejects.toThrow('only added to');
    }
  });
});
