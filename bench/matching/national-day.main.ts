import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { PlansRepository } from '../../src/assignments/plans.repository.js';
import { solvePlan } from '../../src/assignments/plans.jobs.js';
import { newId } from '../../src/kernel/ids.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { readEnv } from '../../src/platform/env.js';
import { JobQueue } from '../../src/platform/jobs/job-queue.js';
import { startServer } from '../../src/server.js';
import { report } from './measure.js';
import type { DayFigures } from './national-day.js';

/** A server in one process, on a database of its own, plans a day of the whole country. */
const PEOPLE = 241_400;
const seed = Number(process.argv[2] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'ra-quan-day-'));
const postgres = await startEmbeddedPostgres(folder, true);
const env = readEnv({
  PORT: '0',
  HOST: '127.0.0.1',
  DEMO_PROVINCE: 'none',
  LOG_LEVEL: 'error',
  DATA_DIR: folder,
});
const server = await startServer(env, postgres.url);
try {
  const { manager } = server.app.get(DataSource, { strict: false });
  const eventId = newId();
  await prepare((sql, values) => manager.query(sql, values), eventId);
  report(await plan(eventId));
} finally {
  await server.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function plan(eventId: string): Promise<DayFigures> {
  const get = <T>(token: abstract new (...args: never[]) => T): T => server.app.get(token, { strict: false });
  const transactions = get(Transactions);
  const plans = get(PlansRepository);
  const id = newId();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const began = performance.now();
  await transactions.run(async (tx) => {
    const weights = { distance: 1, wish: 5, together: 3, turns: 1, stability: 30, skill: 1 };
    const order = {
      id,
      event_id: eventId,
      people: PEOPLE,
      staff_id: null,
      weights,
      may_move: 0,
      rest_minutes: 0,
    };
    await plans.create(tx, order, new Date());
    tx.afterCommit(() => get(JobQueue).add(solvePlan, { planId: id }, id));
  });
  let running = 0;
  for (;;) {
    const { state, placed } = await plans.get(transactions.read, eventId, id);
    if (running === 0 && state !== 'pending') running = performance.now();
    if (state === 'draft') {
      const seconds = (performance.now() - began) / 1000;
      const queueSeconds = (running - began) / 1000;
      return { people: PEOPLE, placed, seconds, queueSeconds, longestBlockMs: delay.max / 1e6 };
    }
    if (state !== 'pending' && state !== 'running') throw new Error(`the plan is ${state}`);
    await sleep(20);
  }
}

/** Sites with demand in every commune, and people where people live. */
async function prepare(sql: (text: string, values: unknown[]) => Promise<unknown>, eventId: string) {
  const [unit, campaign] = [newId(), newId()];
  await sql(
    `INSERT INTO org_units (id, ancestors, kind, name, folded, province_id, created_at)
     SELECT $1, ARRAY[$1::uuid], 'province', 'Trung ương Đoàn', 'trung uong doan', id, now()
     FROM administrative_units WHERE level = 'province' AND valid_to IS NULL LIMIT 1`,
    [unit],
  );
  await sql(
    `INSERT INTO campaigns (id, org_unit_id, title, starts_on, ends_on, created_at)
     VALUES ($1, $2, 'Ra quân toàn quốc', '2026-10-01', '2026-10-31', now())`,
    [campaign, unit],
  );
  await sql(
    `INSERT INTO events (id, campaign_id, org_unit_id, province_id, kind, title, state, starts_at, ends_at,
                         simulated, rev, code_key, created_at)
     SELECT $1, $2, $3, province_id, 'dx_day', 'Ngày chuyển đổi số', 'open', '2026-10-10T00:00Z',
            '2026-10-10T05:00Z', false, 0, '\\x00', now() FROM org_units WHERE id = $3`,
    [eventId, campaign, unit],
  );
  await sql(
    `INSERT INTO sites (id, event_id, name, commune_id, created_at)
     SELECT gen_random_uuid(), $1, id, id, now() FROM administrative_units
     WHERE level = 'commune' AND valid_to IS NULL`,
    [eventId],
  );
  await sql(
    `INSERT INTO shifts (id, event_id, site_id, title, starts_at, ends_at)
     SELECT gen_random_uuid(), $1, id, 'Cả buổi', '2026-10-10T00:00Z', '2026-10-10T05:00Z'
     FROM sites WHERE event_id = $1`,
    [eventId],
  );
  await sql(
    `INSERT INTO demands (shift_id, skill, minimum, target, maximum)
     SELECT s.id, d.skill, ceil(d.target / 2.0), d.target, ceil(d.target * 1.1) FROM shifts s,
       (VALUES ('', 50), ('leader', 2), ('vneid', 14), ('driver', 3)) AS d (skill, target) WHERE s.event_id = $1`,
    [eventId],
  );
  await sql(
    `WITH homes AS (
       SELECT id, sum(coalesce(population, 10000)) OVER (ORDER BY id)::float8 / sum(coalesce(population, 10000)) OVER () AS upto
       FROM administrative_units WHERE level = 'commune' AND valid_to IS NULL
     ), shares AS (
       SELECT id, floor($2 * coalesce(lag(upto) OVER (ORDER BY id), 0))::int AS first, floor($2 * upto)::int AS beyond
       FROM homes
     ), people_of AS (
       SELECT id AS home, n, hashint8extended(n, $3) AS h FROM shares, generate_series(first + 1, beyond) n
     )
     INSERT INTO people (id, simulated, full_name, folded, org_unit_id, home_commune_id, skills,
                         has_vehicle, created_at, updated_at)
     SELECT gen_random_uuid(), false, 'Nguyễn Văn ' || n, 'nguyen van ' || n, $1, home,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('skill', s, 'level', 2)), '[]')
             FROM unnest('{leader,vneid,driver}'::text[]) WITH ORDINALITY AS u (s, i) WHERE (h >> (4 * i::int)) & 3 = 0),
            (h & 7) <> 0, now(), now()
     FROM people_of`,
    [unit, PEOPLE, seed],
  );
  await sql(
    `INSERT INTO registrations (event_id, person_id, simulated, org_unit_id, registered_at)
     SELECT $1, id, false, org_unit_id, now() FROM people`,
    [eventId],
  );
  await sql('ANALYZE', []);
}
