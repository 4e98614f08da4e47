import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { STEPS } from '../assignments/index.js';
import type { CorrectionReason } from '../contracts/closing.js';
import type { CheckInMethod } from '../contracts/participation.js';
import type { CountDelta, RaisedEvent } from '../events/index.js';
import { newId } from '../kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';

export interface WhyVoid {
  by: string;
  reason: CorrectionReason;
  note: string | null;
}
export interface MadeVoid {
  voidId: string;
  checkInId: string;
  siteId: string;
}
/** A check-in of the ledger, with the void that takes it back, if there is one. */
export interface CheckInWithVoid {
  id: string;
  siteId: string;
  shiftId: string;
  personId: string;
  assignmentId: string | null;
  orgUnitId: string;
  method: CheckInMethod;
  deviceTime: Date;
  recordedBy: string;
  voidReason: CorrectionReason | null;
  voidedAt: Date | null;
  voidRev: string | null;
  /** The check-in of the same person and shift that stands now. */
  standing: { id: string; at: string; rev: number } | null;
}
interface Row {
  made: MadeVoid[];
  deltas: CountDelta[];
}

/** The ledger is corrected by entries that take others back; it is never edited. */
@Injectable()
export class VoidsRepository {
  async find(manager: EntityManager, eventId: string, checkInId: string): Promise<CheckInWithVoid | null> {
    const rows = await manager.query<CheckInWithVoid[]>(CHECK_IN, [eventId, checkInId]);
    return rows[0] ?? null;
  }

  /**
   * Voids check-ins of this event, in one statement; one that is voided already stays as it is. A
   * person counts at the earliest check-in that is left, so a void may move the person to the site
   * of the next one. The event's row must be locked by an earlier statement.
   * @returns what was voided now, and what that adds to the counts
   */
  async add(
    tx: Tx,
    event: RaisedEvent,
    now: Date,
    checkInIds: readonly string[],
    why: WhyVoid,
  ): Promise<Row> {
    const rows = await tx.manager.query<Row[]>(VOID, [
      event.id,
      event.rev,
      now,
      checkInIds.map(() => newId()),
      checkInIds,
      why.reason,
      why.note,
      why.by,
      STEPS.takeBack.from,
      STEPS.takeBack.to,
    ]);
    return rows[0]!;
  }
}

const VOID = `
WITH voided AS (
  INSERT INTO check_in_voids (id, event_id, check_in_id, person_id, shift_id, reason, note, voided_by, recorded_at, rev)
  SELECT w.id, $1, c.id, c.person_id, c.shift_id, $6::text, $7::text, $8::uuid, $3::timestamptz, $2::bigint
  FROM unnest($4::uuid[], $5::uuid[]) AS w (id, check_in_id)
  JOIN check_ins c ON c.id = w.check_in_id AND c.event_id = $1
  ON CONFLICT (check_in_id) DO NOTHING
  RETURNING id, check_in_id, person_id
), gone AS (
  SELECT v.id AS void_id, c.id, c.site_id, c.org_unit_id, c.assignment_id
  FROM voided v JOIN check_ins c ON c.id = v.check_in_id
), stood AS (
  -- The voids just made are not seen here: a statement reads what was there when it began.
  SELECT c.id, c.person_id, c.site_id, c.org_unit_id, c.rev
  FROM check_ins c
  WHERE c.event_id = $1 AND c.person_id IN (SELECT person_id FROM voided)
    AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id)
), before AS (
  SELECT DISTINCT ON (person_id) site_id, org_unit_id FROM stood ORDER BY person_id, rev, id
), after AS (
  SELECT DISTINCT ON (person_id) site_id, org_unit_id FROM stood
  WHERE id NOT IN (SELECT id FROM gone) ORDER BY person_id, rev, id
), back AS (
  UPDATE assignments a SET state = $10, changed_at = $3::timestamptz
  FROM gone WHERE a.id = gone.assignment_id AND a.state = ANY ($9::text[])
), deltas AS (
  SELECT site_id, org_unit_id, 'turns' AS metric, -count(*) AS by FROM gone GROUP BY 1, 2
  UNION ALL
  SELECT site_id, org_unit_id, 'people', -count(*) FROM before GROUP BY 1, 2
  UNION ALL
  SELECT site_id, org_unit_id, 'people', count(*) FROM after GROUP BY 1, 2
)
SELECT
  (SELECT coalesce(json_agg(json_build_object('voidId', void_id, 'checkInId', id, 'siteId', site_id)), '[]')
     FROM gone) AS made,
  (SELECT coalesce(json_agg(json_build_object('siteId', site_id, 'orgUnitId', org_unit_id, 'metric', metric,
     'by', by)), '[]') FROM deltas) AS deltas`;

const CHECK_IN = `
  SELECT c.id, c.site_id AS "siteId", c.shift_id AS "shiftId", c.person_id AS "personId",
    c.assignment_id AS "assignmentId", c.org_unit_id AS "orgUnitId", c.method, c.device_time AS "deviceTime",
    c.recorded_by AS "recordedBy", v.reason AS "voidReason", v.recorded_at AS "voidedAt", v.rev AS "voidRev",
    (SELECT json_build_object('id', s.id, 'at', s.recorded_at, 'rev', s.rev)
     FROM check_ins s WHERE s.shift_id = c.shift_id AND s.person_id = c.person_id
       AND NOT EXISTS (SELECT 1 FROM check_in_voids x WHERE x.check_in_id = s.id)) AS standing
  FROM check_ins c LEFT JOIN check_in_voids v ON v.check_in_id = c.id
  WHERE c.event_id = $1 AND c.id = $2`;
