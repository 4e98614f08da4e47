import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import { startTestServer, type TestServer } from './support/test-server.js';

/** A row of the ledger never points at what is gone, whoever of the two commits first. */

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let gate: pg.Client;
let remover: pg.Client;

/** Made anew for each test: nothing but the ledger's row refers to the walk-in's person and unit. */
let event: { id: string; startsAt: Date; endsAt: Date };
let shift: { id: string; siteId: string };
let unit: OrgUnitRow;
let person: { id: string };

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  province = await make.orgUnit();
});
afterAll(() => server.close());

beforeEach(async () => {
  event = await make.event({ unit: province });
  shift = await make.shift(event, (await make.site(event.id, '14758')).id);
  unit = await make.orgUnit({ parent: province });
  person = await make.person({ unit: province });
  [gate, remover] = await Promise.all([connect(), connect()]);
});
afterEach(() => Promise.all([gate.end(), remover.end()]));

const processes = new WeakMap<pg.Client, number>();

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  processes.set(client, rows[0]!.pid);
  return client;
}

async function writeRow(client: pg.Client, other: Record<string, unknown> = {}): Promise<void> {
  const row = {
    id: newId(),
    event_id: event.id,
    site_id: shift.siteId,
    shift_id: shift.id,
    person_id: person.id,
    simulated: false,
    org_unit_id: unit.id,
    method: 'desk',
    device_id: 'device-0001',
    entry_id: newId(),
    device_time: new Date(),
    recorded_at: new Date(),
    recorded_by: newId(),
    rev: 1,
    ...other,
  };
  const names = Object.keys(row);
  await client.query(
    `INSERT INTO check_ins (${names.join()}) VALUES (${names.map((_, i) => `$${i + 1}`).join()})`,
    Object.values(row),
  );
}

/** The person has a place here, for his or her own unit. */
async function placed(): Promise<Record<string, string>> {
  const assignment = await make.assignment(event, shift, person.id);
  return { assignment_id: assignment.id, org_unit_id: province.id };
}

/** What a query that will be refused was refused by. */
const refusedBy = (query: Promise<unknown>): Promise<string | undefined> =>
  query.then(
    () => 'nothing',
    (thrown: unknown) => (thrown instanceof pg.DatabaseError ? thrown.constraint : String(thrown)),
  );

/** PostgreSQL itself says that this client waits for another. */
async function waits(client: pg.Client): Promise<void> {
  await eventually(async () => {
    const [row] = await make.sql<{ n: number }>('SELECT cardinality(pg_blocking_pids($1::int)) AS n', [
      processes.get(client),
    ]);
    return row!.n > 0;
  });
}

const TIES = [
  { what: 'assignments', of: 'a check-in on a place', by: 'check_ins_assignment_fk' },
  { what: 'shifts', of: 'a walk-in', by: 'check_ins_shift_fk' },
  { what: 'people', of: 'a walk-in', by: 'check_ins_person_simulated_fk' },
  { what: 'org_units', of: 'a walk-in', by: 'check_ins_org_unit_fk' },
] as const;

describe.each(TIES)('$what, to which the ledger ties $of', ({ what, by }) => {
  let row: Record<string, string>;
  const remove = () => {
    const id = { assignments: row['assignment_id'], shifts: shift.id, people: person.id, org_units: unit.id };
    return remover.query(`DELETE FROM ${what} WHERE id = $1`, [id[what]]);
  };
  beforeEach(async () => {
    row = what === 'assignments' ? await placed() : {};
  });

  it('stays when it is deleted while the check-in is being written', async () => {
    await gate.query('BEGIN');
    await writeRow(gate, row);
    const removed = refusedBy(remove());
    await waits(remover);
    await gate.query('COMMIT');
    expect(await removed).toBe(by);
  });

  it('takes no check-in that is written while it is being deleted', async () => {
    await remover.query('BEGIN');
    await remove();
    const written = refusedBy(writeRow(gate, row));
    await waits(gate);
    await remover.query('COMMIT');
    expect(await written).toBe(by);
  });

  it('is deleted when the check-in is rolled back', async () => {
    await gate.query('BEGIN');
    await writeRow(gate, row);
    const removed = refusedBy(remove());
    await waits(remover);
    await gate.query('ROLLBACK');
    expect(await removed).toBe('nothing');
  });
});

describe('a check-in', () => {
  it('on a place says the same as the place: event, site, shift, person, unit and whether it is simulated', async () => {
    const row = await placed();
    const other = await make.shift(event, (await make.site(event.id, '14758')).id);
    const stranger = await make.person({ unit: province });
    const wrong = [
      { site_id: other.siteId },
      { shift_id: other.id, site_id: other.siteId },
      { person_id: stranger.id },
      { org_unit_id: unit.id },
      { simulated: true },
      { event_id: (await make.event({ unit: province })).id },
    ];
    for (const one of wrong) {
      expect(await refusedBy(writeRow(gate, { ...row, ...one }))).toBe('check_ins_assignment_fk');
    }
    expect(await refusedBy(writeRow(gate, row))).toBe('nothing');
  });

  it('of a walk-in is at the site of its shift, and simulated only with its event and person', async () => {
    const other = await make.site(event.id, '14758');
    expect(await refusedBy(writeRow(gate, { site_id: other.id }))).toBe('check_ins_shift_fk');
    const copy = await make.event({ unit: province, rehearsalOf: event.id });
    const seat = await make.shift(copy, (await make.site(copy.id, '14758')).id);
    const there = { event_id: copy.id, shift_id: seat.id, site_id: seat.siteId };
    expect(await refusedBy(writeRow(gate, there))).toBe('check_ins_event_simulated_fk');
    expect(await refusedBy(writeRow(gate, { ...there, simulated: true }))).toBe(
      'check_ins_person_simulated_fk',
    );
    expect(await refusedBy(writeRow(gate))).toBe('nothing');
  });

  it('on a place keeps the place’s shift, site, person and unit from being deleted', async () => {
    await writeRow(gate, await placed());
    await make.sql('DELETE FROM registrations WHERE person_id = $1', [person.id]);
    const remove = (table: string, id: string) =>
      refusedBy(remover.query(`DELETE FROM ${table} WHERE id = $1`, [id]));
    expect(await remove('shifts', shift.id)).toBe('assignments_shift_fk');
    expect(await remove('sites', shift.siteId)).toMatch(/_site_fk$/);
    expect(await remove('people', person.id)).toBe('assignments_person_simulated_fk');
    expect(await remove('org_units', province.id)).toMatch(/_fk$/);
    expect(await remove('events', event.id)).toMatch(/_fk$/);
  });
});
