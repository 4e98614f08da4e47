import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { KeptQuery, KeptScan, KeptSummary } from '../contracts/closing.js';
import type { CheckInMethod } from '../contracts/participation.js';
import type { KeptFacts } from './domain/after-all.js';

/** A kept scan with what a decision needs to know. */
export interface KeptForDecision extends KeptFacts {
  id: string;
  method: CheckInMethod;
  recordedBy: string;
  orgUnitId: string | null;
  decided: { id: string; decision: string } | null;
}

/**
 * Kept scans of event $1 with the check-in by which the person is counted now (one at the same site
 * before others; never the one that the decision itself made), the decision that stands, and the
 * group. Whether the person is counted, and where, says more than the reason of the refusal.
 */
const KEPT = `
  SELECT k.*, d.id AS decision_id, o.id AS other_id, o.shift_id AS other_shift_id,
    o.site_id AS other_site_id, o.recorded_at AS other_at,
    CASE
      WHEN k.person_id IS NULL OR k.site_id IS NULL OR k.refusal = 'simulated_mix' THEN 'unreadable'
      WHEN o.site_id = k.site_id THEN 'duplicate'
      WHEN o.id IS NOT NULL THEN 'two_gates'
      WHEN k.refusal IN ('not_assigned', 'offer_not_accepted') THEN 'not_placed'
      WHEN k.refusal = 'event_not_live' THEN 'not_begun'
      WHEN k.refusal = 'already_checked_in' THEN 'duplicate'
      WHEN k.refusal IN ('event_closed', 'expired_gate_code', 'wrong_site') THEN k.refusal
      WHEN k.refusal = 'late_gate_code' THEN 'late_code'
      WHEN k.refusal IN ('wrong_gate_code', 'expired_own_code') THEN 'expired_gate_code'
      ELSE 'unreadable'
    END AS kept_group
  FROM check_in_conflicts k
  LEFT JOIN reconciliations d ON d.conflict_id = k.id AND d.undone_at IS NULL
  LEFT JOIN LATERAL (
    SELECT c.id, c.shift_id, c.site_id, c.recorded_at FROM check_ins c
    WHERE c.event_id = k.event_id AND c.person_id = k.person_id AND c.id IS DISTINCT FROM d.check_in_id
      AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id)
    ORDER BY (c.site_id = k.site_id) DESC, c.rev, c.id LIMIT 1
  ) o ON true
  WHERE k.event_id = $1`;

/** What was kept and not counted. */
@Injectable()
export class KeptScansRepository {
  summary(manager: EntityManager, eventId: string): Promise<KeptSummary> {
    return manager.query<KeptSummary>(
      `SELECT kept_group AS group, count(*) FILTER (WHERE decision_id IS NULL)::int AS open,
         count(*) FILTER (WHERE decision_id IS NOT NULL)::int AS decided
       FROM (${KEPT}) k GROUP BY 1 ORDER BY 1`,
      [eventId],
    );
  }

  async undecided(manager: EntityManager, eventId: string): Promise<number> {
    const rows = await manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM check_in_conflicts k WHERE k.event_id = $1
         AND NOT EXISTS (SELECT 1 FROM reconciliations d WHERE d.conflict_id = k.id AND d.undone_at IS NULL)`,
      [eventId],
    );
    return rows[0]?.n ?? 0;
  }

  /** Newest first. */
  async page(
    manager: EntityManager,
    eventId: string,
    query: KeptQuery,
  ): Promise<{ items: KeptScan[]; total: number }> {
    const { group, state, page, pageSize } = query;
    const rows = await manager.query<{ items: KeptScan[]; total: number }[]>(
      `WITH chosen AS (
         SELECT * FROM (${KEPT}) k
         WHERE ($2::text IS NULL OR kept_group = $2) AND (decision_id IS NOT NULL) = $3
       )
       SELECT (SELECT count(*)::int FROM chosen) AS total, coalesce(json_agg(json_build_object(
         'id', k.id, 'group', k.kept_group, 'refusal', k.refusal, 'codeFault', k.code_fault, 'method', k.method,
         'siteId', k.site_id, 'siteName', s.name,
         'personId', k.person_id, 'fullName', p.full_name, 'unitName', u.name,
         'deviceTime', ${utc('k.device_time')}, 'recordedAt', ${utc('k.recorded_at')},
         'other', CASE WHEN k.other_id IS NOT NULL THEN json_build_object('checkInId', k.other_id,
           'siteName', os.name, 'recordedAt', ${utc('k.other_at')}) END,
         'decided', CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'decision', d.decision,
           'reason', d.reason, 'note', d.note, 'by', coalesce(st.full_name, ''), 'at', ${utc('d.decided_at')}) END
         ) ORDER BY k.recorded_at DESC, k.id DESC), '[]') AS items
       FROM (SELECT * FROM chosen ORDER BY recorded_at DESC, id DESC LIMIT $4 OFFSET $5) k
       LEFT JOIN sites s ON s.id = k.site_id
       LEFT JOIN people p ON p.id = k.person_id
       LEFT JOIN org_units u ON u.id = p.org_unit_id
       LEFT JOIN sites os ON os.id = k.other_site_id
       LEFT JOIN reconciliations d ON d.id = k.decision_id
       LEFT JOIN staff st ON st.id = d.decided_by`,
      [eventId, group ?? null, state === 'decided', pageSize, (page - 1) * pageSize],
    );
    return rows[0]!;
  }

  /** The event's row must be locked: what stands now must stand when the decision is written. */
  async forDecision(
    manager: EntityManager,
    eventId: string,
    ids: readonly string[],
  ): Promise<Map<string, KeptForDecision>> {
    const rows = await manager.query<KeptForDecision[]>(
      `SELECT k.id, k.method, k.recorded_by AS "recordedBy", k.device_time AS "deviceTime",
         k.recorded_at AS "recordedAt", k.site_id AS "siteId",
         CASE WHEN p.simulated = e.simulated THEN k.person_id END AS "personId",
         coalesce(r.org_unit_id, p.org_unit_id) AS "orgUnitId",
         json_build_object('startsAt', e.starts_at, 'endsAt', e.ends_at) AS event,
         (SELECT coalesce(json_agg(json_build_object('assignmentId', a.id, 'orgUnitId', a.org_unit_id,
             'id', a.shift_id, 'startsAt', a.starts_at, 'endsAt', a.ends_at)), '[]')
           FROM assignments a WHERE a.event_id = $1 AND a.person_id = k.person_id AND a.site_id = k.site_id) AS places,
         (SELECT coalesce(json_agg(json_build_object('id', f.id, 'startsAt', f.starts_at, 'endsAt', f.ends_at)), '[]')
           FROM shifts f WHERE f.event_id = $1 AND f.site_id = k.site_id) AS shifts,
         CASE WHEN k.other_id IS NOT NULL
           THEN json_build_object('checkInId', k.other_id, 'shiftId', k.other_shift_id) END AS other,
         (SELECT coalesce(json_agg(c.shift_id), '[]') FROM check_ins c
           WHERE c.event_id = $1 AND c.person_id = k.person_id
             AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id)) AS "standingShifts",
         CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'decision', d.decision) END AS decided
       FROM (${KEPT}) k
       JOIN events e ON e.id = k.event_id
       LEFT JOIN people p ON p.id = k.person_id
       LEFT JOIN registrations r ON r.event_id = $1 AND r.person_id = k.person_id
       LEFT JOIN reconciliations d ON d.id = k.decision_id
       WHERE k.id = ANY ($2::uuid[])`,
      [eventId, ids],
    );
    return new Map(rows.map((row) => [row.id, withDates(row)]));
  }
}

/** As ISO 8601 with milliseconds: what every answer says. */
function utc(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** JSON has no dates. */
function withDates(row: KeptForDecision): KeptForDecision {
  const dated = <W extends { startsAt: Date; endsAt: Date }>(window: W): W => ({
    ...window,
    startsAt: new Date(window.startsAt),
    endsAt: new Date(window.endsAt),
  });
  return { ...row, event: dated(row.event), places: row.places.map(dated), shifts: row.shifts.map(dated) };
}
