import { randomBytes } from 'node:crypto';
import { newId, newToken } from '../../src/kernel/ids.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { hashToken } from '../../src/platform/sessions/session.service.js';
import type { World } from './world.js';

export interface StagePerson {
  id: string;
  siteId: string;
}

/** One live event with its people, sites and signed-in staff: where a case begins. */
export interface Stage {
  eventId: string;
  provinceUnitId: string;
  people: readonly StagePerson[];
  siteIds: readonly string[];
  staffCookie: string;
  screenCookie: string;
}

const SITES = 4;
let numbers = Math.floor(Math.random() * 1_000_000) * 100;

/**
 * Writes the start state of a case. Each case has an event of its own, so that one world serves many
 * seeds: two thirds of the people have a place, the others are registered and walk in.
 */
export async function setStage(world: World, people: number): Promise<Stage> {
  const communes = await world.ask<{ id: string }>(
    `SELECT id FROM administrative_units WHERE level = 'commune' AND province_id = '38' AND valid_to IS NULL
     ORDER BY id LIMIT $1`,
    [SITES],
  );
  const province = newId();
  const units = communes.map(() => newId());
  await world.ask(
    `INSERT INTO org_units (id, parent_id, ancestors, kind, name, folded, province_id, commune_id, created_at)
     SELECT u.id, u.parent, u.line, u.kind, u.id::text, u.id::text, '38', u.commune, now()
     FROM (SELECT $1::uuid AS id, NULL::uuid AS parent, ARRAY[$1::uuid] AS line, 'province' AS kind, NULL::text AS commune
           UNION ALL SELECT b.id, $1, ARRAY[$1, b.id], 'commune', b.commune
           FROM unnest($2::uuid[], $3::text[]) AS b (id, commune)) AS u`,
    [province, units, communes.map(({ id }) => id)],
  );
  const eventId = await makeEvent(world, province);
  const siteIds = communes.map(() => newId());
  const shiftIds = communes.map(() => newId());
  await world.ask(
    `INSERT INTO sites (id, event_id, name, commune_id, created_at)
     SELECT s.id, $1, 'Điểm ' || s.commune, s.commune, now() FROM unnest($2::uuid[], $3::text[]) AS s (id, commune)`,
    [eventId, siteIds, communes.map(({ id }) => id)],
  );
  await world.ask(
    `INSERT INTO shifts (id, event_id, site_id, title, starts_at, ends_at)
     SELECT s.id, e.id, s.site, 'Ca sáng', e.starts_at, e.ends_at
     FROM unnest($2::uuid[], $3::uuid[]) AS s (id, site), events e WHERE e.id = $1`,
    [eventId, shiftIds, siteIds],
  );
  const made = Array.from({ length: people }, (_, i) => ({ id: newId(), at: i % SITES }));
  const firstNumber = (numbers += people) - people;
  await world.ask(
    `INSERT INTO people (id, simulated, full_name, folded, org_unit_id, skills, has_vehicle, created_at, updated_at)
     SELECT p.id, false, 'Người ' || p.n, 'nguoi', p.unit, '[]', true, now(), now()
     FROM unnest($1::uuid[], $2::int[], $3::uuid[]) AS p (id, n, unit)`,
    [made.map(({ id }) => id), made.map((_, i) => firstNumber + i), made.map(({ at }) => units[at])],
  );
  await world.ask(
    `INSERT INTO registrations (event_id, person_id, simulated, org_unit_id, registered_at)
     SELECT $1, id, false, org_unit_id, now() FROM people WHERE id = ANY ($2::uuid[])`,
    [eventId, made.map(({ id }) => id)],
  );
  const placed = made.filter((_, i) => i % 3 !== 2);
  await world.ask(
    `INSERT INTO assignments (id, event_id, shift_id, site_id, person_id, org_unit_id, simulated, state,
       starts_at, ends_at, deadline_at, created_at, changed_at)
     SELECT a.id, $1, a.shift, a.site, p.id, p.org_unit_id, false, 'accepted', e.starts_at, e.ends_at,
       now() + interval '1 day', now(), now()
     FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[]) AS a (id, person, shift, site)
     JOIN people p ON p.id = a.person JOIN events e ON e.id = $1`,
    [
      eventId,
      placed.map(() => newId()),
      placed.map(({ id }) => id),
      placed.map(({ at }) => shiftIds[at]),
      placed.map(({ at }) => siteIds[at]),
    ],
  );
  await world.ask(COUNTS_OF_START, [eventId]);
  const staffId = newId();
  await world.ask(
    `INSERT INTO staff (id, login, full_name, password_hash, created_at) VALUES ($1, $2, 'Cán bộ', '!', now())`,
    [staffId, staffId],
  );
  await world.ask(
    `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at)
     VALUES ($1, $2, 'province_coordinator', $3, now() - interval '2 days')`,
    [newId(), staffId, province],
  );
  return {
    eventId,
    provinceUnitId: province,
    people: made.map(({ id, at }) => ({ id, siteId: siteIds[at]! })),
    siteIds,
    staffCookie: await openStaffSession(world, staffId),
    screenCookie: (await openScreens(world, eventId, 1))[0]!,
  };
}

async function makeEvent(world: World, unit: string): Promise<string> {
  const [eventId, campaignId] = [newId(), newId()];
  await world.ask(
    `INSERT INTO campaigns (id, org_unit_id, title, starts_on, ends_on, created_at)
     VALUES ($1, $2, 'Chiến dịch', current_date - 30, current_date + 30, now())`,
    [campaignId, unit],
  );
  await world.ask(
    `INSERT INTO events (id, campaign_id, org_unit_id, province_id, kind, title, state, starts_at, ends_at,
       simulated, rev, code_key, created_at)
     VALUES ($1, $2, $3, '38', 'dx_day', 'Lễ ra quân', 'live', now() - interval '1 hour', now() + interval '8 hours',
       false, 0, $4, now())`,
    [eventId, campaignId, unit, randomBytes(32)],
  );
  return eventId;
}

const COUNTS_OF_START = `
INSERT INTO event_counts (event_id, site_id, org_unit_id, metric, value, rev)
SELECT $1, '00000000-0000-0000-0000-000000000000', org_unit_id, 'registered', count(*), 0
FROM registrations WHERE event_id = $1 GROUP BY org_unit_id
UNION ALL
SELECT $1, site_id, org_unit_id, m.metric, count(*), 0
FROM assignments, unnest(ARRAY['offered', 'accepted']) AS m (metric)
WHERE event_id = $1 GROUP BY site_id, org_unit_id, m.metric`;

/** Links many screens to an event. @returns their cookies */
export async function openScreens(world: World, eventId: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => newToken());
  await world.ask(
    `INSERT INTO sessions (id, token_hash, kind, subject_id, event_id, created_at, expires_at)
     SELECT s.id, s.hash, 'screen', s.id, $3, now(), now() + interval '2 days'
     FROM unnest($1::uuid[], $2::bytea[]) AS s (id, hash)`,
    [tokens.map(() => newId()), tokens.map(hashToken), eventId],
  );
  return tokens.map((token) => `${cookieName('screen')}=${token}`);
}

async function openStaffSession(world: World, staffId: string): Promise<string> {
  const token = newToken();
  await world.ask(
    `INSERT INTO sessions (id, token_hash, kind, subject_id, created_at, expires_at)
     VALUES ($1, $2, 'staff', $3, now(), now() + interval '2 days')`,
    [newId(), hashToken(token), staffId],
  );
  return `${cookieName('staff')}=${token}`;
}
