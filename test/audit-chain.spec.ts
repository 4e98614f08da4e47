import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { findHeadKey } from '../src/audit/head-key.js';
import { Sealer } from '../src/audit/sealer.js';
import { toldHeads } from '../src/audit/told-heads.js';
import { type Verdict, verifyChain } from '../src/audit/verify.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
/** Who owns the database, and can switch off what holds the application. */
let owner: DataSource;
let unit: OrgUnitRow;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ra-quan-audit-'));
  // The test seals by hand: no worker does it in between.
  server = await startTestServer({ ROLE: 'web', DATA_DIR: folder });
  make = factories(server);
  owner = await createDataSource(server.databaseUrl, { DATABASE_POOL: 2 }, [], []).initialize();
  unit = await make.orgUnit({ provinceId: '38' });
  for (let n = 0; n < 5; n++) await make.event({ unit });
});
afterAll(async () => {
  await owner.destroy();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const sealer = () => server.get(Sealer);

/** The verdict on what is left after these statements, which are given past every right and taken back. */
async function verdictAfter(
  statements: string[] = [],
  told: { seq: number; hash: string }[] = [],
): Promise<Verdict> {
  const key = await findHeadKey({ dataDir: folder, AUDIT_SIGNING_KEY: undefined });
  const runner = owner.createQueryRunner();
  await runner.startTransaction();
  try {
    for (const table of ['audit_entries', 'audit_seals', 'audit_heads'])
      await runner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await runner.query('SET LOCAL session_replication_role = replica'); // no foreign key speaks up
    for (const statement of statements) await runner.query(statement);
    return await verifyChain(runner.manager, key, told);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}
const entryAt = async (seq: number) =>
  (await make.sql<{ entry_id: string }>('SELECT entry_id FROM audit_seals WHERE seq = $1', [seq]))[0]!
    .entry_id;

describe('the chain', () => {
  it('holds every committed entry, and is whole', async () => {
    expect(await sealer().seal()).toBeGreaterThan(8);
    expect(await sealer().seal()).toBe(0);
    await sealer().signHourly();
    const verdict = await verdictAfter();
    expect(verdict).toMatchObject({ heads: 1, faults: [] });
    const [row] = await make.sql<{ n: number }>('SELECT count(*)::int AS n FROM audit_entries');
    expect(verdict.entries).toBe(row!.n);
  });

  it('takes in an entry that commits after younger ones were sealed', async () => {
    const late = owner.createQueryRunner();
    await late.startTransaction();
    await late.query(`UPDATE org_units SET folded = 'muon' WHERE id = $1`, [unit.id]);
    await make.event({ unit });
    const young = await sealer().seal();
    expect(young).toBeGreaterThan(0);
    await late.commitTransaction();
    await late.release();
    expect(await sealer().seal()).toBe(1);
    expect((await verdictAfter()).faults).toEqual([]);
  });

  it('is made by one at a time, however many try', async () => {
    for (let n = 0; n < 4; n++) await make.event({ unit });
    const sealed = await Promise.all(Array.from({ length: 6 }, () => sealer().seal()));
    expect(sealed.filter((n) => n > 0)).toHaveLength(1);
    expect((await verdictAfter()).faults).toEqual([]);
  });

  it('names the link of the one entry that was changed by somebody who may do everything', async () => {
    const entryId = await entryAt(4);
    for (const change of [
      `changes = '[{"row": "x"}]'`,
      `actor_id = '00000000-0000-7000-8000-000000000000'`,
      `at = at + interval '1 microsecond'`,
      `address = '10.0.0.1'`,
      `row_ids = array_append(row_ids, 'x')`,
    ]) {
      const { faults } = await verdictAfter([`UPDATE audit_entries SET ${change} WHERE id = ${entryId}`]);
      expect(faults[0]).toEqual({ fault: 'changed', seq: 4, entryId });
    }
  });

  it('names an entry that is gone, a link that is gone, and two that changed places', async () => {
    const entryId = await entryAt(3);
    expect((await verdictAfter([`DELETE FROM audit_entries WHERE id = ${entryId}`])).faults[0]).toEqual({
      fault: 'missing',
      seq: 3,
      entryId,
    });
    expect((await verdictAfter(['DELETE FROM audit_seals WHERE seq = 3'])).faults[0]).toEqual({
      fault: 'gap',
      seq: 3,
    });
    const swapped = await verdictAfter([
      'ALTER TABLE audit_seals DROP CONSTRAINT audit_seals_entry_key',
      `UPDATE audit_seals s SET entry_id = o.entry_id FROM audit_seals o
       WHERE (s.seq, o.seq) IN ((3, 4), (4, 3))`,
    ]);
    expect(swapped.faults[0]).toMatchObject({ fault: 'changed', seq: 3 });
  });

  it('shows by its signed head that all of it was made again, or cut off', async () => {
    const [head] = await make.sql<{ seq: string; hash: Buffer }>('SELECT seq, hash FROM audit_heads');
    const seq = Number(head!.seq);
    // The last link before the head, with the hash that fits the changed entry: only the signature knows.
    const forged = await verdictAfter([`UPDATE audit_heads SET hash = '\\x00' WHERE seq = ${seq}`]);
    expect(forged.faults).toContainEqual(expect.objectContaining({ fault: 'unsigned', seq }));
    const cut = [`DELETE FROM audit_heads`, `DELETE FROM audit_seals WHERE seq >= ${seq}`];
    const told = [{ seq, hash: head!.hash.toString('hex') }];
    expect((await verdictAfter(cut, told)).faults[0]).toEqual({ fault: 'gap', seq });
    const other = [{ seq, hash: '00' }];
    expect((await verdictAfter([], other)).faults[0]).toMatchObject({ fault: 'other_hash', seq });
  });

  it('says when nobody seals', async () => {
    const old = await verdictAfter([
      `INSERT INTO audit_entries (at, kind, actor_kind, row_ids, units, changes)
       VALUES (now() - interval '2 days', 'act', 'system', '{}', '{}', '[]')`,
    ]);
    expect(old.faults).toMatchObject([{ fault: 'unsealed', entries: 1 }]);
  });

  it('has its head signed anew after a clock was set back, and told once there is room for it', async () => {
    const [{ n: before } = { n: 0 }] = await make.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM audit_heads',
    );
    await server.asOwner(`SET session_replication_role = replica;
      UPDATE audit_heads SET signed_at = now() + interval '2 hours'`);
    const told = join(folder, 'audit-heads.jsonl');
    await rename(told, join(folder, 'kept'));
    await mkdir(told); // nothing can be written there
    await make.event({ unit });
    await sealer().seal();
    await sealer().signHourly();
    await rm(told, { recursive: true });
    await rename(join(folder, 'kept'), told);
    await appendFile(told, '{"seq":12,"ha'); // the disk was full in the middle of a line
    await sealer().signHourly();
    const { heads, broken } = await toldHeads(folder);
    expect([heads.length, broken]).toEqual([before + 1, 1]);
    const signed = await make.sql<{ seq: string }>('SELECT seq FROM audit_heads ORDER BY seq');
    expect(heads.map(({ seq }) => seq)).toEqual(signed.map(({ seq }) => Number(seq)));
  });
});
