import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditPageSchema } from '../src/contracts/audit.js';
import type { PersonalLink } from '../src/contracts/people.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { ledgerDay } from './factories/ledger-day.js';
import { leavesIn } from './support/audit-entries.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow, commune: OrgUnitRow, other: OrgUnitRow, elsewhere: OrgUnitRow;
let coordinator: { id: string; client: HttpClient };

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  province = await make.orgUnit({ provinceId: '38' });
  commune = await make.orgUnit({ parent: province, communeId: '14758' });
  other = await make.orgUnit({ parent: province, communeId: '14797' });
  elsewhere = await make.orgUnit({ provinceId: '40' });
  coordinator = await make.staff('province_coordinator', province);
});
afterAll(() => server.close());

const leaves = (work: () => Promise<unknown>) => leavesIn(server, work);

const search = async (client: HttpClient, query = '') =>
  AuditPageSchema.parse((await client.get(`/api/audit?pageSize=200${query}`)).body).items;

describe('a change', () => {
  it('is told with who, when, from where, on which row, before and after', async () => {
    const event = await make.event({ unit: province, title: 'Lễ cũ' });
    const entries = await leaves(() =>
      coordinator.client.patch(`/api/events/${event.id}`, { version: 1, title: 'Lễ ra quân' }),
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
    await coordinator.client.patch(`/api/events/${event.id}`, { version: 1, title: 'Tìm thấy' });
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
