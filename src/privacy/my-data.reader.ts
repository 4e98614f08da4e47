import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MyData } from '../contracts/privacy.js';

type Held = Pick<
  MyData,
  | 'registrations'
  | 'assignments'
  | 'checkIns'
  | 'results'
  | 'photos'
  | 'keptScans'
  | 'letters'
  | 'links'
  | 'sessions'
>;

/** A time as the contract writes it, which PostgreSQL's JSON does not. */
const iso = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const communes = (ids: string): string => `
  ARRAY(SELECT coalesce(n.full_name, w.id) FROM unnest(${ids}) AS w (id)
        LEFT JOIN LATERAL (SELECT full_name FROM administrative_unit_names WHERE unit_id = w.id
                           ORDER BY valid_from DESC LIMIT 1) n ON true)`;

/** Each part is one list, of rows that are already as the contract says. */
const PARTS: Readonly<Record<keyof Held, string>> = {
  registrations: `
    SELECT e.title AS "eventTitle", u.name AS "orgUnitName", ${iso('r.registered_at')} AS at, r.available,
      ${communes('r.wish_commune_ids')} AS "wishCommunes", ${communes('r.excluded_commune_ids')} AS "excludedCommunes"
    FROM registrations r JOIN events e ON e.id = r.event_id JOIN org_units u ON u.id = r.org_unit_id
    WHERE r.person_id = $1 ORDER BY r.registered_at`,
  assignments: `
    SELECT e.title AS "eventTitle", t.name AS "siteName", ${iso('a.starts_at')} AS "startsAt", ${iso('a.ends_at')} AS "endsAt",
      a.state, CASE WHEN a.reason IS NOT NULL THEN jsonb_build_object('vi', a.reason->>'vi', 'en', a.reason->>'en') END AS reason,
      a.decline_reason AS "declineReason", ${iso('a.on_the_way_at')} AS "onTheWayAt", ${iso('a.changed_at')} AS "changedAt"
    FROM assignments a JOIN events e ON e.id = a.event_id JOIN sites t ON t.id = a.site_id
    WHERE a.person_id = $1 ORDER BY a.starts_at`,
  checkIns: `
    SELECT e.title AS "eventTitle", t.name AS "siteName", c.method, ${iso('c.device_time')} AS "deviceTime",
      ${iso('c.recorded_at')} AS at, EXISTS (SELECT FROM check_in_voids v WHERE v.check_in_id = c.id) AS voided
    FROM check_ins c JOIN events e ON e.id = c.event_id JOIN sites t ON t.id = c.site_id
    WHERE c.person_id = $1 ORDER BY c.recorded_at`,
  results: `
    SELECT e.title AS "eventTitle", jsonb_build_object('vi', i.name_vi, 'en', i.name_en) AS indicator, r.amount, r.people,
      ${iso('r.recorded_at')} AS at, EXISTS (SELECT FROM result_voids v WHERE v.result_id = r.id) AS voided
    FROM results r JOIN events e ON e.id = r.event_id JOIN indicators i ON i.id = r.indicator_id
    WHERE r.person_id = $1 AND r.refusal IS NULL ORDER BY r.recorded_at, r.id`,
  photos: `
    SELECT e.title AS "eventTitle", jsonb_build_object('vi', i.name_vi, 'en', i.name_en) AS indicator,
      ${iso('f.recorded_at')} AS at
    FROM result_photos f JOIN events e ON e.id = f.event_id JOIN indicators i ON i.id = f.indicator_id
    WHERE f.person_id = $1 ORDER BY f.recorded_at, f.id`,
  keptScans: `
    SELECT e.title AS "eventTitle", k.refusal, ${iso('k.recorded_at')} AS at
    FROM check_in_conflicts k JOIN events e ON e.id = k.event_id WHERE k.person_id = $1 ORDER BY k.recorded_at`,
  letters: `
    SELECT kind, text, ${iso('created_at')} AS at, ${iso('seen_at')} AS "seenAt", answers[answer + 1] AS answer
    FROM inbox_items WHERE person_id = $1 ORDER BY seq`,
  links: `
    SELECT ${iso('created_at')} AS at, ${iso('revoked_at')} AS "endedAt"
    FROM personal_links WHERE person_id = $1 ORDER BY created_at`,
  sessions: `
    SELECT ${iso('s.created_at')} AS at, s.address, s.agent,
      ${iso('coalesce(s.revoked_at, least(s.expires_at, s.idle_until))')} AS "endsAt",
      (SELECT ${iso('min(p.created_at)')} FROM push_subscriptions p WHERE p.session_id = s.id) AS "notifiedSince"
    FROM sessions s WHERE s.kind = 'volunteer' AND s.subject_id = $1 ORDER BY s.created_at`,
};

/** Everything that other rooms hold about one person. */
@Injectable()
export class MyDataReader {
  /** One statement: all parts are of one moment. */
  async read(manager: EntityManager, personId: string): Promise<Held> {
    const parts = Object.entries(PARTS).map(
      ([name, sql]) => `(SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') FROM (${sql}) x) AS "${name}"`,
    );
    const [held] = await manager.query<Held[]>(`SELECT ${parts.join(', ')}`, [personId]);
    if (!held) throw new Error('a statement without a row');
    return held;
  }
}
