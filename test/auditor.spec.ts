import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditAnswerSchema } from '../src/contracts/closing.js';
import type { BoardSnapshot } from '../src/contracts/live.js';
import { newId } from '../src/kernel/ids.js';
import { Auditor } from '../src/participation/auditor.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';
import { factories } from './factories/index.js';
import { type LedgerDay, ledgerDay } from './factories/ledger-day.js';
import { recount } from './factories/recount.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let day: LedgerDay;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  // The auditor looks at live events: those of other tests are over.
  await make.sql(`UPDATE events SET state = 'closed' WHERE state = 'live'`);
  day = await ledgerDay(server, make);
});

const look = () => server.get(Auditor).auditAll();
const told = async () =>
  AuditAnswerSchema.parse((await day.organiser.client.get(`${day.path}/count-audit`)).body).audit;
/** Changes a number behind the ledger's back. */
const corrupt = (by: number) =>
  make.sql(
    `UPDATE event_counts SET value = value + $2 WHERE event_id = $1 AND metric = 'turns' AND site_id = $3`,
    [day.event.id, by, day.sites.hall.id],
  );
/** Runs the compiled program, as `npm run recount` does. */
function command(...args: string[]) {
  const program = join(PROJECT_ROOT, 'dist/src/participation/recount.main.js');
  const env = { PATH: process.env['PATH'], DATABASE_URL: server.databaseUrl };
  const child = spawn(process.execPath, [program, ...args], { env });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}
async function someAtTheHall(n: number) {
  const people = [];
  for (let i = 0; i < n; i++) people.push(await day.volunteer('hall'));
  for (const person of people) await day.tick(person.id, 'hall');
}

describe('the auditor', () => {
  it('finds nothing while all is true, also in the middle of check-ins', async () => {
    expect(await told()).toBeNull();
    const people = [];
    for (let i = 0; i < 30; i++) people.push(await day.volunteer('hall', i % 2 ? 'offered' : 'accepted'));
    const ticks = Promise.all(people.map((person) => day.tick(person.id, 'hall')));
    for (let i = 0; i < 10; i++) await look();
    await ticks;
    await look();
    const rows = await make.sql<{ n: number; wrong: number; revisions: number }>(
      `SELECT count(*)::int AS n, count(*) FILTER (WHERE differences <> '[]')::int AS wrong,
         count(DISTINCT rev)::int AS revisions FROM count_audits WHERE event_id = $1`,
      [day.event.id],
    );
    expect(rows).toMatchObject([{ n: 11, wrong: 0 }]);
    expect(rows[0]!.revisions).toBeGreaterThan(1);
    expect(await told()).toMatchObject({ occasion: 'scheduled', differences: [] });
  });

  it('raises an alarm with the rows that differ, until a human repairs it', async () => {
    await someAtTheHall(2);
    await corrupt(3);
    await look();
    await look();
    expect(await told()).toMatchObject({
      differences: [
        {
          siteName: 'Nhà văn hóa Hạc Thành',
          unitName: 'Đoàn phường Hạc Thành',
          metric: 'turns',
          counted: 5,
          recounted: 2,
        },
      ],
    });
    expect(await recount(make, day.event.id)).toHaveLength(2); // nothing mends itself

    const seen = await command(day.event.id);
    expect(seen.code).toBe(1);
    expect(seen.said).toMatch(/Nhà văn hóa Hạc Thành.*Đoàn phường Hạc Thành.*turns.*5.*2/);
    const mended = await command(day.event.id, '--repair');
    expect(mended.said).toContain('Every number is what the ledger says.');
    expect(mended.code).toBe(0);
    expect(await recount(make, day.event.id)).toEqual([]);
    expect(await told()).toMatchObject({ occasion: 'repair', differences: [] });
    const { body } = await day.organiser.client.get<BoardSnapshot>(`${day.path}/live/board`);
    expect(body.activities[0]).toMatchObject({ kind: 'counts_repaired', count: 1 });
    expect(body.totals).toMatchObject({ turns: 2, people: 2 });
  });

  it('notices a number that is missing, one too many, and a ledger that lost a row', async () => {
    await someAtTheHall(1);
    await make.sql(`DELETE FROM event_counts WHERE event_id = $1 AND metric = 'people'`, [day.event.id]);
    await make.sql(
      `INSERT INTO event_counts (event_id, site_id, org_unit_id, metric, value, rev) VALUES ($1, $2, $3, 'turns', 7, 0)`,
      [day.event.id, day.sites.beach.id, day.unit.id],
    );
    await make.sql('DELETE FROM check_ins WHERE event_id = $1', [day.event.id]);
    await make.sql('DELETE FROM registrations WHERE event_id = $1', [day.event.id]);
    await look();
    const { differences } = (await told())!;
    expect(differences.map((d) => [d.metric, d.siteId, d.counted, d.recounted])).toEqual([
      ['turns', day.sites.hall.id, 1, 0],
      ['turns', day.sites.beach.id, 7, 0],
      ['registered', null, 1, 0],
    ]);
    expect((await command(day.event.id, '--repair')).code).toBe(0);
  });

  it('looks at a closed event again after an amendment, and only then', async () => {
    const person = await day.volunteer('hall');
    const { checkInId } = await day.tick(person.id, 'hall');
    expect(await day.close()).toMatchObject({ status: 200 });
    const audits = () =>
      make
        .sql('SELECT rev FROM count_audits WHERE event_id = $1', [day.event.id])
        .then((rows) => rows.length);
    await look();
    expect(await audits()).toBe(1); // that of the closing
    await day.organiser.client.post(`${day.path}/check-ins/${checkInId}/void`, { reason: 'trial' });
    await corrupt(1);
    await look();
    await look();
    expect(await audits()).toBe(2);
    expect((await told())?.differences).toHaveLength(1);
  });

  it('shows what it found to those who see the board, and to nobody else', async () => {
    const path = `${day.path}/count-audit`;
    expect((await server.client().get(path)).status).toBe(401);
    expect((await day.gate.get(path)).status).toBe(403);
    expect((await (await make.staff('viewer', day.province)).client.get(path)).status).toBe(200);
    const nghean = await make.orgUnit({ name: `Tỉnh đoàn ${newId()}` });
    expect((await (await make.staff('viewer', nghean)).client.get(path)).status).toBe(404);
  });

  it('by hand says what is wrong with what it was asked', async () => {
    expect(await command()).toMatchObject({ code: 1 });
    expect((await command('x')).said).toContain('npm run recount');
    expect((await command(newId())).said).toContain('There is no event');
  });
});
