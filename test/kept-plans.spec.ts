import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { newId } from '../src/kernel/ids.js';
import { PLAN_BY_INDEX } from '../src/platform/database/statement.js';
import { factories } from './factories/index.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const GROWING = ['check_ins', 'check_in_conflicts', 'check_in_voids', 'assignments', 'event_counts'];

let server: TestServer;
let database: pg.Client;

/** The text of what the server asks by these names, and the types of its parameters. */
const kept = new Map<string, { statement: string; types: string[] }>();

beforeAll(async () => {
  server = await startTestServer();
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  const province = await make.orgUnit();
  const event = await make.event({ unit: province });
  const shift = await make.shift(event, (await make.site(event.id, '14758')).id);
  const person = await make.person({ unit: province });
  await make.assignment(event, shift, person.id);
  const { client } = await make.staff('province_coordinator', province);
  await client.post(`/api/events/${event.id}/check-ins`, {
    deviceId: 'device-0001',
    entries: [
      {
        id: newId(),
        siteId: shift.siteId,
        deviceTime: new Date().toISOString(),
        method: 'leader',
        personId: person.id,
      },
    ],
  });
  await client.get(`/api/events/${event.id}/live/board`);
  // Which of the connections was asked is not known: all of them say what they keep.
  const asked = Array.from({ length: 10 }, () =>
    server.dataSource.query<{ name: string; statement: string; types: string[] }[]>(
      'SELECT name, statement, parameter_types::text[] AS types FROM pg_prepared_statements',
    ),
  );
  for (const { name, ...rest } of (await Promise.all(asked)).flat()) kept.set(name, rest);

  database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  // As after a restore or an upgrade, on the evening before: known to be empty, and plans made now are kept.
  await database.query(`TRUNCATE ${GROWING.join()} CASCADE`);
  await database.query(`VACUUM (ANALYZE) ${GROWING.join()}`);
});
afterAll(async () => {
  await database.end();
  await server.close();
});

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  Plans?: PlanNode[];
}

it.each(['ledger.write', 'event numbers'])(
  'plans "%s" so that it walks no table that grows, even while the ledger is empty',
  async (name) => {
    const { statement, types } = kept.get(name)!;
    const nothing = types.map(() => 'NULL').join();
    await database.query('BEGIN');
    await database.query(PLAN_BY_INDEX.text);
    await database.query(`PREPARE kept (${types.join()}) AS ${statement}`);
    const { rows } = await database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (FORMAT JSON) EXECUTE kept (${nothing})`,
    );
    await database.query('DEALLOCATE kept');
    await database.query('ROLLBACK');

    const scans = nodes(rows[0]!['QUERY PLAN'][0].Plan).filter(
      (node) => node['Node Type'].endsWith('Scan') && GROWING.includes(node['Relation Name'] ?? ''),
    );
    expect(scans.length).toBeGreaterThan(1);
    expect(scans.filter((node) => !node['Index Cond'] && !node['Recheck Cond'])).toEqual([]);
  },
);

const nodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
