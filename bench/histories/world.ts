import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { newId } from '../../src/kernel/ids.js';

const SITES = 3;
const PEOPLE = 4;
/** The communes' units of a stage, and as many branches: one in each of them. */
export const COMMUNES = 3;

/** The common ground of all histories: one province, one coordinator. */
export interface World {
  dataSource: DataSource;
  province: string;
  campaign: string;
  communes: string[];
  staff: string;
}
/** The stage of one history: its units, a live event with its sites, a shift in each, and its people. */
export interface Stage {
  eventId: string;
  /** Of the communes, then of the branches in the same order. */
  unitIds: string[];
  sites: string[];
  shifts: string[];
  people: string[];
  /** The unit of each person at the beginning. */
  units: number[];
}

export async function makeWorld(dataSource: DataSource): Promise<World> {
  const [province, campaign, staff] = [newId(), newId(), newId()];
  const communes = ['90001', '90002', '90003'];
  await dataSource.query(
    `INSERT INTO administrative_units (id, code, level, parent_id, province_id, valid_from, lat, lon, population)
     SELECT u.id, u.id, u.level, u.parent, '90', '2025-07-01', 19.8, 105.8, 20000
     FROM (VALUES ('90', 'province', NULL), ('90001', 'commune', '90'), ('90002', 'commune', '90'),
       ('90003', 'commune', '90')) AS u (id, level, parent)`,
  );
  await dataSource.query(
    `INSERT INTO org_units (id, parent_id, ancestors, kind, name, folded, province_id, created_at)
     VALUES ($1::uuid, NULL, ARRAY[$1::uuid], 'province', 'Tỉnh đoàn', 'tinh doan', '90', now())`,
    [province],
  );
  await dataSource.query(
    `INSERT INTO campaigns (id, org_unit_id, title, starts_on, ends_on, created_at)
     VALUES ($1, $2, 'Chiến dịch', now()::date - 30, now()::date + 30, now())`,
    [campaign, province],
  );
  await dataSource.query(
    `INSERT INTO staff (id, login, full_name, password_hash, created_at) VALUES ($1, $2, 'Cán bộ', '!', now())`,
    [staff, `histories-${staff}`],
  );
  return { dataSource, province, campaign, communes, staff };
}

/** Many stages with few statements. The shifts of a stage do not overlap: one person may have several. */
export async function makeStages(
  world: World,
  many: number,
  unitOf: (stage: number, person: number) => number,
): Promise<Stage[]> {
  const stages = Array.from({ length: many }, (_, n) => ({
    eventId: newId(),
    unitIds: ids(2 * COMMUNES),
    sites: ids(SITES),
    shifts: ids(SITES),
    people: ids(PEOPLE),
    units: Array.from({ length: PEOPLE }, (_person, person) => unitOf(n, person)),
  }));
  const start = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3_600_000;
  const query = (sql: string, values: unknown[]) => world.dataSource.query<unknown>(sql, values);
  const units = stages.flatMap(({ unitIds }) =>
    unitIds.map((id, n) => {
      const above = n < COMMUNES ? [world.province] : [world.province, unitIds[n - COMMUNES]!];
      return { id, above };
    }),
  );
  await query(
    `INSERT INTO org_units (id, parent_id, ancestors, kind, name, folded, province_id, created_at)
     SELECT u.id, u.parent, string_to_array(u.line, ' ')::uuid[], CASE u.parent WHEN $4 THEN 'commune' ELSE 'branch' END,
       u.id, u.id, '90', now()
     FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS u (id, parent, line)`,
    [
      units.map((unit) => unit.id),
      units.map((unit) => unit.above.at(-1)),
      units.map((unit) => [...unit.above, unit.id].join(' ')),
      world.province,
    ],
  );
  await query(
    `INSERT INTO events (id, campaign_id, org_unit_id, province_id, kind, title, state, starts_at, ends_at,
       simulated, rehearsal_of, rev, code_key, created_at)
     SELECT e.id, $2, $3, '90', 'dx_day', 'Ngày', 'live', $4, $5, false, NULL, 0, $6, now()
     FROM unnest($1::uuid[]) AS e (id)`,
    [
      stages.map((stage) => stage.eventId),
      world.campaign,
      world.province,
      new Date(start),
      new Date(start + SITES * 3_600_000),
      randomBytes(32),
    ],
  );
  const sites = stages.flatMap((stage) =>
    stage.sites.map((id, n) => ({ id, shift: stage.shifts[n]!, event: stage.eventId, n })),
  );
  await query(
    `INSERT INTO sites (id, event_id, name, commune_id, created_at)
     SELECT s.id, s.event, 'Điểm', s.commune, now() FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS s (id, event, commune)`,
    [sites.map((s) => s.id), sites.map((s) => s.event), sites.map((s) => world.communes[s.n])],
  );
  await query(
    `INSERT INTO shifts (id, event_id, site_id, title, starts_at, ends_at)
     SELECT s.id, s.event, s.site, 'Ca', s.starts, s.starts + interval '1 hour'
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) AS s (id, event, site, starts)`,
    [
      sites.map((s) => s.shift),
      sites.map((s) => s.event),
      sites.map((s) => s.id),
      sites.map((s) => new Date(start + s.n * 3_600_000)),
    ],
  );
  const people = stages.flatMap((stage) =>
    stage.people.map((id, n) => ({ id, event: stage.eventId, unit: stage.unitIds[stage.units[n]!] })),
  );
  await query(
    `INSERT INTO people (id, simulated, full_name, folded, org_unit_id, skills, has_vehicle, created_at, updated_at)
     SELECT p.id, false, 'Người', 'nguoi', p.unit, '[]', false, now(), now()
     FROM unnest($1::uuid[], $2::uuid[]) AS p (id, unit)`,
    [people.map((p) => p.id), people.map((p) => p.unit)],
  );
  await query(
    `INSERT INTO registrations (event_id, person_id, simulated, org_unit_id, registered_at)
     SELECT p.event, p.id, false, p.unit, now() FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS p (id, event, unit)`,
    [people.map((p) => p.id), people.map((p) => p.event), people.map((p) => p.unit)],
  );
  await query(
    `INSERT INTO event_counts (event_id, site_id, org_unit_id, metric, value, rev)
     SELECT event_id, '00000000-0000-0000-0000-000000000000', org_unit_id, 'registered', count(*), 0
     FROM registrations WHERE event_id = ANY ($1::uuid[]) GROUP BY 1, 3`,
    [stages.map((stage) => stage.eventId)],
  );
  return stages;
}

function ids(many: number): string[] {
  return Array.from({ length: many }, () => newId());
}
