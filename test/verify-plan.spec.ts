import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MatchingProblem } from '../src/assignments/domain/problem.js';
import { newId } from '../src/kernel/ids.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';
import { startNode, temporaryFolder } from './conformance/processes.js';
import { factories } from './factories/index.js';
import { planned } from './factories/planned-event.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());

/** Runs the compiled program, as `npm run verify-plan` does. */
function verify(args: string[], env: Record<string, string> = { DATABASE_URL: server.databaseUrl }) {
  const program = join(PROJECT_ROOT, 'dist/src/assignments/verify-plan.main.js');
  const child = spawn(process.execPath, [program, ...args], { env: { PATH: process.env['PATH'], ...env } });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}

async function draft() {
  const day = await planned(server, make, {
    people: 5,
    target: 2,
    minimum: 1,
    communes: ['14758', '14812'],
    names: ['Đặng Thị Ngọc'],
  });
  return { day, plan: await day.solve() };
}

describe('a plan is checked again', () => {
  it('and holds, before and after it is published', async () => {
    const { day, plan } = await draft();
    const told = await verify([plan.id]);
    expect(told).toMatchObject({ code: 0 });
    expect(told.said).toContain(`Plan ${plan.id} (draft): 5 people, 2 shifts, 4 places given.`);
    expect(told.said).toContain('no better plan exists');
    expect(told.said).not.toContain('Ngọc');
    await day.organiser.post(`${day.plans}/${plan.id}/publish`, {});
    expect((await verify([plan.id.toUpperCase()])).said).toContain('(published)');
  });

  it('and does not hold when a place, the question or the proof was changed behind its back', async () => {
    const { day, plan } = await draft();
    const change = async (sql: string, values: unknown[]) => {
      await make.sql(sql, values);
      const told = await verify([plan.id]);
      expect(told.code).toBe(1);
      return told.said;
    };
    const proof = (km: number) =>
      `UPDATE plans SET proof = jsonb_set(proof, '{km}', to_jsonb((proof ->> 'km')::float8 + ${km})) WHERE id = $1`;
    expect(await change(proof(1), [plan.id])).toContain('not the one found here');
    await make.sql(proof(-1), [plan.id]);
    expect((await verify([plan.id])).code).toBe(0);

    const [kept] = await make.sql<{ question: Buffer }>(
      'SELECT question FROM plan_proofs WHERE plan_id = $1',
      [plan.id],
    );
    const problem = JSON.parse(gunzipSync(kept!.question).toString()) as MatchingProblem;
    const everybodyWantsHome = {
      ...problem,
      people: problem.people.map((person) => ({ ...person, wishCommuneIds: ['14758'] })),
    };
    const question = 'UPDATE plan_proofs SET question = $2 WHERE plan_id = $1';
    const other = gzipSync(JSON.stringify(everybodyWantsHome));
    expect(await change(question, [plan.id, other])).toContain('does NOT hold');
    await make.sql(question, [plan.id, kept!.question]);
    expect((await verify([plan.id])).code).toBe(0);

    const dropped = `UPDATE plan_proposals SET shift_id = NULL, skill = NULL WHERE plan_id = $1 AND shift_id = $2`;
    expect(await change(dropped, [plan.id, day.shifts[0]!.id])).toContain('does NOT hold');
  });

  it('or it is said why it cannot be', async () => {
    const { day, plan } = await draft();
    const placed = (await day.proposals(plan.id)).find((item) => item.shiftId !== null)!;
    await day.organiser.put(`${day.plans}/${plan.id}/proposals/${placed.personId}`, { shiftId: null });
    const failed = newId();
    await make.sql(
      `INSERT INTO plans (id, event_id, state, progress, people, placed, unplaced, short_of_minimum, short_of_target, created_at, updated_at)
       VALUES ($1, $2, 'failed', 0, 2, 0, 0, 0, 0, now(), now())`,
      [failed, day.event.id],
    );
    for (const [args, sentence] of [
      [[plan.id], 'changed by hand'],
      [[failed], 'never computed to its end (failed)'],
      [[newId()], 'There is no plan'],
      [[], 'npm run verify-plan -- PLAN'],
      [['x'], 'npm run verify-plan -- PLAN'],
    ] as const) {
      const told = await verify([...args]);
      expect(told.said).toContain(sentence);
      expect(told.said).not.toContain('    at ');
      expect(told.code).toBe(1);
    }
  });
});

describe('the database of a server on this machine', () => {
  it('is read while the server runs and while it is stopped, and never made', async () => {
    const folder = await temporaryFolder();
    const settings = { DATA_DIR: folder.path, UNSAFE_DATABASE: 'true' };
    try {
      expect((await verify([newId()], settings)).said).toContain('There is no database in');
      for (const start of ['first', 'next']) {
        const node = await startNode({ ...settings, ROLE: 'all', DEMO_PROVINCE: 'none' });
        const running = await verify([newId()], settings);
        expect([start, running.said]).toEqual([start, expect.stringContaining('There is no plan')]);
        expect(await node.stop()).toBe(0);
        const stopped = await verify([newId()], settings);
        expect([start, stopped.said]).toEqual([start, expect.stringContaining('There is no plan')]);
      }
    } finally {
      await folder.remove();
    }
  }, 120_000);

  it('is refused in words when it is something else', async () => {
    const other = new URL(server.databaseUrl);
    other.pathname = '/postgres';
    expect(await verify([newId()], { DATABASE_URL: other.toString() })).toMatchObject({
      code: 1,
      said: expect.stringContaining('keeps no proofs'),
    });
  });
});
