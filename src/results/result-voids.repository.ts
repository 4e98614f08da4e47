import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { VoidResult } from '../contracts/results.js';
import type { RaisedRevision } from '../events/index.js';
import { newId } from '../kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { ADD_TO_COUNTS } from './results.repository.js';
import { STANDS } from './standing.js';

interface Reported {
  /** What stands of the same person, place and indicator without this report. */
  amount: number;
  people: number;
  quantity: boolean;
  voided: { reason: string; at: string; rev: number } | null;
}
type Row = Omit<Reported, 'voided'> & { voidedAt: Date | null; reason: string; rev: string };

/** The ledger is corrected by entries that take others back; it is never edited. */
@Injectable()
export class ResultVoidsRepository {
  /** One that was counted, voided since or not. */
  async find(manager: EntityManager, eventId: string, resultId: string): Promise<Reported | null> {
    const [row] = await manager.query<Row[]>(FIND, [eventId, resultId]);
    if (!row) return null;
    const { voidedAt, reason, rev, ...sums } = row;
    return { ...sums, voided: voidedAt && { reason, at: voidedAt.toISOString(), rev: Number(rev) } };
  }

  /** The event's row must be locked by an earlier statement. */
  async add(
    tx: Tx,
    event: RaisedRevision,
    now: Date,
    why: VoidResult & { resultId: string; by: string },
  ): Promise<void> {
    const { resultId, reason, note, by } = why;
    await tx.manager.query(VOID, [event.id, event.rev, now, newId(), reason, note, by, resultId]);
  }
}

const FIND = `
SELECT coalesce(s.amount, 0) AS amount, coalesce(s.people, 0) AS people, i.counts = 'quantity' AS quantity,
  v.recorded_at AS "voidedAt", v.reason, v.rev
FROM results o JOIN indicators i ON i.id = o.indicator_id
LEFT JOIN result_voids v ON v.result_id = o.id
LEFT JOIN LATERAL (
  SELECT sum(r.amount)::int AS amount, sum(r.people)::int AS people FROM results r
  WHERE r.assignment_id = o.assignment_id AND r.indicator_id = o.indicator_id AND r.id <> o.id AND ${STANDS}) s ON true
WHERE o.event_id = $1 AND o.id = $2 AND o.refusal IS NULL`;

const VOID = `
WITH voided AS (
  INSERT INTO result_voids (id, event_id, result_id, reason, note, voided_by, recorded_at, rev)
  VALUES ($4, $1, $8, $5, $6, $7, $3, $2)
  RETURNING result_id
), differences AS (
  SELECT r.site_id, r.indicator_id, -r.amount AS amount, -r.people AS people
  FROM voided JOIN results r ON r.id = voided.result_id
), ${ADD_TO_COUNTS}`;
