import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../conformance/processes.js';
import { LIGHT_LOAD } from './load.js';
import { keepFolder, removeRemains } from './remains.js';
import { ROWS } from './rows/index.js';
import { type CaseResult, type Row, Scene } from './scene.js';
import { prepareTemplate, World } from './world.js';

const SEEDS = [1, 2, 3];

let world: World;

beforeAll(async () => {
  process.once('exit', removeRemains);
  const folder = await temporaryFolder();
  keepFolder(folder.path);
  world = await World.create(await prepareTemplate(folder.path), 'postgres');
}, 180_000);
afterAll(async () => {
  await (world as World | undefined)?.close();
  removeRemains();
}, 60_000);

const faultsOf = ({ lost, doubled, wrong }: CaseResult) => ({ lost, doubled, wrong });
const nothing = { lost: [], doubled: [], wrong: [] };

describe.each(ROWS.filter((row) => row.cheap === true))('after $title', (row) => {
  it.each(SEEDS)(
    'nothing is lost, doubled or counted wrong (seed %i)',
    async (seed) => {
      const result = await Scene.play(world, row, seed, { load: LIGHT_LOAD });
      expect(faultsOf(result)).toEqual(nothing);
      expect(result.injected).toBeGreaterThan(0);
      expect(result.acknowledged).toBeGreaterThanOrEqual(LIGHT_LOAD.people);
    },
    120_000,
  );
});

describe('the harness', () => {
  const row = (name: string, run: Row['run']): Row => ({
    name,
    title: name,
    kind: 'postgres',
    load: { people: 30, overMs: 300 },
    run,
  });
  /**
   * Nothing happens but what the test does to the ledger behind the server's back. Where screens are to see it, the event
   * and the counts say of which revision they are, as every writer does.
   */
  const sabotage = (name: string, sql: string) =>
    row(name, async (scene) => {
      await scene.load.untilAcknowledged(Infinity);
      await world.ask(sql, [scene.stage.eventId]);
      scene.injected();
      scene.healed();
    });

  it('finds a receipt that the database knows nothing of', async () => {
    const idle = row('lie', async (scene) => {
      await scene.load.untilAcknowledged(Infinity);
      scene.injected();
    });
    const { lost, doubled, wrong } = await Scene.play(world, idle, 1, { lies: true });
    expect([lost.length, doubled, wrong]).toEqual([1, [], []]);
  }, 60_000);

  it('finds a row that has gone after it was acknowledged', async () => {
    const gone = sabotage(
      'gone',
      `WITH gone AS (
         DELETE FROM check_ins WHERE id = (SELECT id FROM check_ins c WHERE event_id = $1
           AND NOT EXISTS (SELECT 1 FROM check_in_conflicts k WHERE k.check_in_id = c.id) LIMIT 1)
         RETURNING site_id, org_unit_id
       ), raised AS (UPDATE events SET rev = rev + 1, facts_rev = rev + 1 WHERE id = $1)
       UPDATE event_counts c SET value = value - 1, rev = (SELECT rev + 1 FROM events WHERE id = $1) FROM gone g
       WHERE c.event_id = $1 AND c.site_id = g.site_id AND c.org_unit_id = g.org_unit_id AND c.metric IN ('turns', 'people')`,
    );
    const { lost, doubled, wrong } = await Scene.play(world, gone, 1);
    expect([doubled, wrong]).toEqual([[], []]);
    expect(lost).toEqual([expect.stringContaining('not in the database')]);
  }, 60_000);

  it('finds a counter that was changed by hand', async () => {
    const counter = sabotage(
      'counter',
      `UPDATE event_counts SET value = value + 1 WHERE ctid = (
         SELECT ctid FROM event_counts WHERE event_id = $1 AND metric = 'turns' LIMIT 1)`,
    );
    const { lost, doubled, wrong } = await Scene.play(world, counter, 1);
    expect([lost, doubled]).toEqual([[], []]);
    expect(wrong).toEqual([
      expect.stringContaining('counted too little turns'),
      expect.stringContaining('counted too much turns'),
    ]);
  }, 60_000);

  it('finds a check-in that was taken back and is still counted', async () => {
    const voided = sabotage(
      'voided',
      `WITH one AS (SELECT * FROM check_ins WHERE event_id = $1 LIMIT 1), raised AS (
         UPDATE events SET rev = rev + 1, facts_rev = rev + 1 WHERE id = $1
       ), people AS (
         UPDATE event_counts c SET value = value - 1, rev = (SELECT rev + 1 FROM events WHERE id = $1) FROM one
         WHERE c.event_id = $1 AND c.site_id = one.site_id AND c.org_unit_id = one.org_unit_id AND c.metric = 'people'
       )
       INSERT INTO check_in_voids (id, event_id, check_in_id, person_id, shift_id, reason, voided_by, recorded_at, rev)
       SELECT gen_random_uuid(), event_id, id, person_id, shift_id, 'trial', gen_random_uuid(), now(), rev FROM one`,
    );
    const { lost, doubled, wrong } = await Scene.play(world, voided, 1);
    expect([lost, doubled]).toEqual([[], []]);
    expect(wrong).toEqual([
      expect.stringContaining('counted too little turns'),
      expect.stringContaining('counted too much turns'),
    ]);
  }, 60_000);

  it('finds a row that nobody sent', async () => {
    const stranger = sabotage(
      'stranger',
      `INSERT INTO check_in_conflicts (id, event_id, method, refusal, device_id, entry_id, device_time, recorded_at, recorded_by, rev)
       VALUES (gen_random_uuid(), $1, 'desk', 'unknown_person', 'stranger', gen_random_uuid(), now(), now(), gen_random_uuid(), 1)`,
    );
    const { lost, doubled, wrong } = await Scene.play(world, stranger, 1);
    expect([lost, doubled]).toEqual([[], []]);
    expect(wrong).toEqual([expect.stringContaining('attempted by nobody')]);
  }, 60_000);

  it('does not call a case true in which nothing was injected', async () => {
    const { wrong } = await Scene.play(
      world,
      row('idle', () => Promise.resolve()),
      1,
    );
    expect(wrong).toEqual(['no fault was injected']);
  }, 60_000);
});
