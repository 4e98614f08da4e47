import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import type { Person } from '../src/contracts/people.js';
import { PeopleReader } from '../src/people/people-reader.js';
import { APPLICATION, READER } from '../src/platform/database/roles.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let mine: OrgUnitRow, sibling: OrgUnitRow, elsewhere: OrgUnitRow;
let own: { id: string }, theirs: { id: string }, far: { id: string };

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  const province = await make.orgUnit({ provinceId: '38' });
  mine = await make.orgUnit({ parent: province, communeId: '14758' });
  sibling = await make.orgUnit({ parent: province, communeId: '14797' });
  elsewhere = await make.orgUnit({ provinceId: '40' });
  own = await make.person({ unit: mine });
  theirs = await make.person({ unit: sibling });
  far = await make.person({ unit: elsewhere });
});
afterAll(() => server.close());

/** Rows that READER sees with this scope; without one, as somebody who forgot to say whose it is. */
const seen = (table: string, scope?: { units?: string[]; events?: string[] }) =>
  server.dataSource.transaction(async (manager: EntityManager) => {
    await manager.query(`SELECT set_config('role', '${READER}', true)`);
    for (const [name, ids] of Object.entries(scope ?? {}))
      await manager.query('SELECT set_config($1, $2::uuid[]::text, true)', [`raquan.${name}`, ids]);
    return manager.query<Record<string, unknown>[]>(`SELECT * FROM ${table}`);
  });
const ids = (rows: Record<string, unknown>[]) => rows.map((row) => row['id']);

describe('the application’s role', () => {
  it('owns no table, is no superuser, and may not make itself more', async () => {
    const [me] = await make.sql<{ name: string; super: boolean }>(
      'SELECT current_user AS name, rolsuper AS super FROM pg_roles WHERE rolname = session_user',
    );
    expect(me).toEqual({ name: APPLICATION, super: false });
    expect(
      await make.sql(
        `SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = '${APPLICATION}' AND relkind <> 'S'`,
      ),
    ).toEqual([]);
    for (const statement of [
      'SET ROLE postgres',
      'ALTER TABLE people DISABLE ROW LEVEL SECURITY',
      'ALTER TABLE audit_entries DISABLE TRIGGER ALL',
      'DROP TRIGGER audit_entries_append ON audit_entries',
      'DROP TABLE audit_seals',
      'CREATE TABLE mine (id int)',
    ]) {
      await expect(make.sql(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('has no right to change or take away what is in the audit', async () => {
    for (const table of ['audit_entries', 'audit_seals', 'audit_heads']) {
      await expect(make.sql(`UPDATE ${table} SET hash = NULL`)).rejects.toThrow(
        /permission denied|does not exist/,
      );
      await expect(make.sql(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      await expect(make.sql(`TRUNCATE ${table}`)).rejects.toThrow('permission denied');
    }
  });
});

describe('behind the wall', () => {
  it('nothing is seen until somebody says for whom', async () => {
    await make.sql('INSERT INTO personal_links (token_hash, person_id, created_at) VALUES ($1, $2, now())', [
      Buffer.from('x'),
      own.id,
    ]);
    for (const table of [
      'people',
      'registrations',
      'assignments',
      'inbox_items',
      'personal_links',
      'roster_imports',
    ])
      expect([table, await seen(table)]).toEqual([table, []]);
  });

  it('every table that holds somebody’s id is, or says why it is not', async () => {
    const open = await make.sql<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'person_id'
         AND NOT c.relrowsecurity ORDER BY 1`,
    );
    expect(open.map(({ name }) => name)).toEqual([
      'check_in_conflicts',
      'check_in_voids',
      'check_ins',
      'plan_proposals',
      'results',
      'standbys',
    ]);
  });

  it('a unit sees its own people, their letters and links, and nobody else’s', async () => {
    const scope = { units: [mine.id] };
    expect(ids(await seen('people', scope))).toEqual([own.id]);
    expect(await seen('personal_links', scope)).toHaveLength(1);
    expect(await seen('personal_links', { units: [sibling.id] })).toHaveLength(0);
  });

  it('an event’s people are seen by who holds a role for it, and only they', async () => {
    const event = await make.event({ unit: mine });
    await make.register(event.id, [theirs.id]);
    expect(ids(await seen('people', { events: [event.id] }))).toEqual([theirs.id]);
    expect(ids(await seen('people', { units: [elsewhere.id] }))).toEqual([far.id]);
    await make.sql('DELETE FROM registrations WHERE event_id = $1', [event.id]);
  });

  it('a list whose own predicate is lost still shows nobody foreign', async () => {
    const leader = (await make.staff('unit_leader', mine)).client;
    const reader = server.get(PeopleReader);
    // As if somebody had forgotten the scope in both of its statements.
    const everyone = [mine, sibling, elsewhere].map((unit) => unit.ancestors[0]!);
    const page = reader.page.bind(reader);
    const find = reader.find.bind(reader);
    const forgetful = jest
      .spyOn(reader, 'page')
      .mockImplementation((manager, _roots, query) => page(manager, everyone, query));
    const trusting = jest.spyOn(reader, 'find').mockImplementation(async (manager, id) => {
      const found = await find(manager, id);
      return found && { ...found, ancestors: mine.ancestors };
    });
    try {
      const { body } = await leader.get<{ items: Person[]; total: number }>('/api/people');
      expect(forgetful).toHaveBeenCalled();
      expect([ids(body.items as never), body.total]).toEqual([[own.id], 1]);
      expect((await leader.get(`/api/people/${own.id}`)).status).toBe(200);
      for (const foreign of [theirs, far])
        expect((await leader.get(`/api/people/${foreign.id}`)).status).toBe(404);
    } finally {
      forgetful.mockRestore();
      trusting.mockRestore();
    }
  });

  it('who comes from elsewhere is looked up, and not in a list of all who ever took part', async () => {
    const event = await make.event({ unit: mine });
    await make.sql(
      `INSERT INTO people (id, simulated, full_name, folded, org_unit_id, skills, has_vehicle, created_at, updated_at)
       SELECT gen_random_uuid(), false, 'Người ' || n, 'nguoi ' || n, $1, '[]', true, now(), now()
       FROM generate_series(1, $2::int) n`,
      [elsewhere.id, MANY],
    );
    await make.register(
      event.id,
      (await make.sql<{ id: string }>('SELECT id FROM people WHERE org_unit_id = $1', [elsewhere.id])).map(
        ({ id }) => id,
      ),
    );
    await server.asOwner(
      `INSERT INTO personal_links (token_hash, person_id, created_at)
       SELECT sha256(person_id::text::bytea), person_id, now() FROM registrations; ANALYZE`,
    );
    for (const table of ['people', 'personal_links'])
      expect([table, (await rowsTouched(table, event.id)) < 20 * MANY]).toEqual([table, true]);
  });
});

const MANY = 3_000;

interface PlanNode {
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: PlanNode[];
}

/** How many rows the nodes of the plan have handed on when somebody sees a table for one event; with room to hash but little. */
const rowsTouched = (table: string, eventId: string) =>
  server.dataSource.transaction(async (manager: EntityManager) => {
    await manager.query(`SET LOCAL work_mem = '64kB'; SET LOCAL hash_mem_multiplier = 1`);
    await manager.query(
      `SELECT set_config('role', '${READER}', true), set_config('raquan.events', ARRAY[$1::uuid]::text, true)`,
      [eventId],
    );
    const [row] = await manager.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) SELECT * FROM ${table}`,
    );
    const touched = (node: PlanNode): number =>
      node['Actual Rows'] * node['Actual Loops'] + (node.Plans ?? []).reduce((n, one) => n + touched(one), 0);
    return touched(row!['QUERY PLAN'][0].Plan);
  });
