import { randomBytes } from 'node:crypto';
import { newId, newToken } from '../../src/kernel/ids.js';
import { hashToken } from '../../src/platform/sessions/session.service.js';

export type Sql = <T>(text: string, values?: unknown[]) => Promise<T[]>;

export interface LiveDay {
  eventId: string;
  /** Sessions of the kind `staff`: viewers of the event. */
  tokens: string[];
}

const PROVINCE = '38';

/** A live event over all communes of Thanh Hóa, and sessions of people who may look at its board. */
export async function makeLiveDay(sql: Sql, sessions: number): Promise<LiveDay> {
  const [unitId, campaignId, eventId] = [newId(), newId(), newId()];
  await sql(
    `INSERT INTO org_units (id, ancestors, kind, name, folded, province_id, created_at)
     VALUES ($1::uuid, ARRAY[$1::uuid], 'province', 'Tỉnh đoàn', 'tinh doan', $2, now())`,
    [unitId, PROVINCE],
  );
  await sql(
    `INSERT INTO campaigns (id, org_unit_id, title, starts_on, ends_on, created_at)
     VALUES ($1, $2, 'Chiến dịch', now()::date - 1, now()::date + 1, now())`,
    [campaignId, unitId],
  );
  await sql(
    `INSERT INTO events (id, campaign_id, org_unit_id, province_id, kind, title, state, starts_at, ends_at,
       simulated, rev, code_key, created_at)
     VALUES ($1, $2, $3, $4, 'dx_day', 'Lễ ra quân', 'live', now() - interval '1 hour', now() + interval '8 hours',
       false, 1, $5, now())`,
    [eventId, campaignId, unitId, PROVINCE, randomBytes(32)],
  );
  await sql(
    `INSERT INTO sites (id, event_id, name, commune_id, created_at)
     SELECT gen_random_uuid(), $1, 'Điểm ' || id, id, now() FROM administrative_units
     WHERE level = 'commune' AND province_id = $2 AND valid_to IS NULL`,
    [eventId, PROVINCE],
  );
  return { eventId, tokens: await openSessions(sql, unitId, sessions) };
}

async function openSessions(sql: Sql, unitId: string, sessions: number): Promise<string[]> {
  const viewers = Array.from({ length: Math.min(sessions, 500) }, () => newId());
  await sql(
    `INSERT INTO staff (id, login, full_name, password_hash, created_at)
     SELECT id, 'viewer' || n, 'Cán bộ', '!', now() FROM unnest($1::uuid[]) WITH ORDINALITY AS v (id, n)`,
    [viewers],
  );
  await sql(
    `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at)
     SELECT gen_random_uuid(), id, 'viewer', $2, now() - interval '1 day' FROM unnest($1::uuid[]) AS v (id)`,
    [viewers, unitId],
  );
  const tokens = Array.from({ length: sessions }, () => newToken());
  await sql(
    `INSERT INTO sessions (id, token_hash, kind, subject_id, created_at, expires_at)
     SELECT gen_random_uuid(), hash, 'staff', subject, now(), now() + interval '12 hours'
     FROM unnest($1::bytea[], $2::uuid[]) AS s (hash, subject)`,
    [tokens.map((token) => hashToken(token)), tokens.map((_, i) => viewers[i % viewers.length])],
  );
  return tokens;
}
