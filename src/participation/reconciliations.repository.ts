import { Injectable } from '@nestjs/common';
import type { CorrectionReason, Decision } from '../contracts/closing.js';
import type { RaisedEvent } from '../events/index.js';
import { newId } from '../kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import type { CountedAfterAll } from './corrections.js';
import { ReconciliationEntity } from './reconciliation.entity.js';

export interface NewDecision {
  conflictId: string;
  checkInId: string | null;
  voidId: string | null;
}
/** A decision with what has to be taken back when it is undone. */
export interface MadeDecision {
  id: string;
  undone: boolean;
  checkInId: string | null;
  /** The check-in that it voided, as a scan to count again. */
  voided: Omit<CountedAfterAll, 'decidedBy'> | null;
}

@Injectable()
export class ReconciliationsRepository {
  /** @returns the decision's id for each conflict */
  async insert(
    tx: Tx,
    event: RaisedEvent,
    now: Date,
    given: { decision: Decision; reason: CorrectionReason; note: string | null; by: string },
    made: readonly NewDecision[],
  ): Promise<Map<string, string>> {
    const rows = made.map(({ conflictId, checkInId, voidId }) => ({
      id: newId(),
      event_id: event.id,
      conflict_id: conflictId,
      decision: given.decision,
      reason: given.reason,
      note: given.note,
      decided_by: given.by,
      decided_at: now,
      rev: String(event.rev),
      check_in_id: checkInId,
      void_id: voidId,
      undone_at: null,
      undone_by: null,
    }));
    if (rows.length > 0) await tx.manager.insert(ReconciliationEntity, rows);
    return new Map(rows.map((row) => [row.conflict_id, row.id]));
  }

  async find(tx: Tx, eventId: string, ids: readonly string[]): Promise<Map<string, MadeDecision>> {
    const rows = await tx.manager.query<MadeDecision[]>(
      `SELECT d.id, d.undone_at IS NOT NULL AS undone, d.check_in_id AS "checkInId",
         CASE WHEN c.id IS NOT NULL THEN json_build_object('method', c.method, 'deviceTime', c.device_time,
           'recordedBy', c.recorded_by, 'siteId', c.site_id, 'shiftId', c.shift_id, 'personId', c.person_id,
           'assignmentId', c.assignment_id, 'orgUnitId', c.org_unit_id) END AS voided
       FROM reconciliations d
       LEFT JOIN check_in_voids v ON v.id = d.void_id
       LEFT JOIN check_ins c ON c.id = v.check_in_id
       WHERE d.event_id = $1 AND d.id = ANY ($2::uuid[])`,
      [eventId, ids],
    );
    return new Map(
      rows.map((row) => [
        row.id,
        { ...row, voided: row.voided && { ...row.voided, deviceTime: new Date(row.voided.deviceTime) } },
      ]),
    );
  }

  async undo(tx: Tx, ids: readonly string[], by: string, now: Date): Promise<void> {
    await tx.manager.query(
      `UPDATE reconciliations SET undone_at = $2, undone_by = $3 WHERE id = ANY ($1::uuid[]) AND undone_at IS NULL`,
      [ids, now, by],
    );
  }

  /** Of these shifts and people, those in whose ledger a check-in stands, as `shift person`. */
  async standing(
    tx: Tx,
    pairs: readonly { shiftId: string; personId: string }[],
  ): Promise<ReadonlySet<string>> {
    const rows = await tx.manager.query<{ shift_id: string; person_id: string }[]>(
      `SELECT c.shift_id, c.person_id
       FROM unnest($1::uuid[], $2::uuid[]) AS w (shift_id, person_id)
       JOIN check_ins c ON c.shift_id = w.shift_id AND c.person_id = w.person_id
       WHERE NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id)`,
      [pairs.map((pair) => pair.shiftId), pairs.map((pair) => pair.personId)],
    );
    return new Set(rows.map((row) => `${row.shift_id} ${row.person_id}`));
  }
}
