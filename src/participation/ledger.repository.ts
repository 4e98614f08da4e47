import { Inject, Injectable } from '@nestjs/common';
import { STEPS } from '../assignments/index.js';
import type { CheckInMethod, Refusal } from '../contracts/participation.js';
import { EventChanges, type KnownFacts, type RaisedEvent } from '../events/index.js';
import { PLAN_BY_INDEX, plainArray } from '../platform/database/statement.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';

/** One scan as it goes to the ledger, or with a refusal to the conflicts. */
export interface LedgerInput {
  id: string;
  deviceId: string;
  entryId: string;
  method: CheckInMethod;
  deviceTime: string;
  recordedBy: string;
  siteId: string | null;
  personId: string | null;
  shiftId: string | null;
  assignmentId: string | null;
  orgUnitId: string | null;
  refusal: Refusal | null;
  /** What was wrong with the code itself, also of a scan that is refused for something else. */
  codeFault: Refusal | null;
  /** Who decided that a scan which was refused at the gate counts after all. */
  decidedBy: string | null;
}

/** What the database now says of a scan: of this upload, or of the one it repeats. */
export interface LedgerAnswer {
  checkInId: string | null;
  personId: string | null;
  refusal: Refusal | null;
  recordedAt: Date;
  rev: number;
  /** When the person had come before, for a duplicate. */
  earlierAt: Date | null;
}

/**
 * Writes batches: ledger, conflicts, assignments, counts, activities, in one statement. The unique
 * constraints decide who is counted, and everything after follows from what was really inserted. A scan
 * seen before changes nothing.
 *
 * The event's row is locked by an EARLIER statement of the transaction: a statement sees what was
 * committed when it began, and the voids and earlier check-ins read here must not be older than the lock.
 */
@Injectable()
export class LedgerRepository {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventChanges) private readonly changes: EventChanges,
  ) {}

  /**
   * A transaction of its own for scans that were decided by what is known of an event.
   * @returns answers in the order of the input, or null when the event has changed: nothing is written then
   */
  async writeAsKnown(
    event: KnownFacts,
    now: Date,
    inputs: readonly LedgerInput[],
  ): Promise<LedgerAnswer[] | null> {
    const rows = await this.transactions.runWhole<AnswerRow>([
      PLAN_BY_INDEX,
      this.changes.raiseIfAsKnown(event),
      { name: 'ledger.write', text: WRITE, values: valuesOf(event, now, inputs) },
    ]);
    return rows.length === 0 ? null : inOrder(rows, now);
  }

  /** For a transaction that has raised the event itself. Answers stand in the order of the input. */
  async write(
    tx: Tx,
    event: RaisedEvent,
    now: Date,
    inputs: readonly LedgerInput[],
  ): Promise<LedgerAnswer[]> {
    const raised = { ...event, factsRev: String(event.factsRev) };
    const rows = await tx.manager.query<AnswerRow[]>(WRITE, valuesOf(raised, now, inputs));
    return inOrder(rows, now);
  }
}

/** Of a scan of this upload the time is not sent back: it is the one that was given. */
type AnswerRow = Omit<LedgerAnswer, 'rev' | 'recordedAt'> & {
  ord: number;
  rev: string;
  recordedAt: Date | null;
};

function inOrder(rows: readonly AnswerRow[], now: Date): LedgerAnswer[] {
  const answers = new Array<LedgerAnswer>(rows.length);
  for (const { ord, rev, recordedAt, checkInId, personId, refusal, earlierAt } of rows) {
    answers[ord] = {
      checkInId,
      personId,
      refusal,
      earlierAt,
      rev: Number(rev),
      recordedAt: recordedAt ?? now,
    };
  }
  return answers;
}

function valuesOf(event: KnownFacts, now: Date, inputs: readonly LedgerInput[]): unknown[] {
  return [
    event.id,
    event.factsRev,
    event.state,
    now,
    inputs.map((_, ord) => ord),
    plainArray(inputs.map((i) => i.id)),
    inputs.map((i) => i.deviceId),
    plainArray(inputs.map((i) => i.entryId)),
    plainArray(inputs.map((i) => i.method)),
    plainArray(inputs.map((i) => i.deviceTime)),
    plainArray(inputs.map((i) => i.recordedBy)),
    plainArray(inputs.map((i) => i.siteId)),
    plainArray(inputs.map((i) => i.personId)),
    plainArray(inputs.map((i) => i.shiftId)),
    plainArray(inputs.map((i) => i.assignmentId)),
    plainArray(inputs.map((i) => i.orgUnitId)),
    plainArray(inputs.map((i) => i.refusal)),
    STEPS.checkIn.from,
    STEPS.checkIn.to,
    plainArray(inputs.map((i) => i.decidedBy)),
    plainArray(inputs.map((i) => i.codeFault)),
  ];
}

/** Of a batch from more sites the stream says how many came and at how many of them, and not where. */
const SITES_NAMED = 8;

// Written so that there is one way to look up a row, whatever the planner believes. LIMIT 1 keeps a
// look-up from becoming a join with the whole table. `(… = $1) IS TRUE` and not `… = $1`: of the two,
// only the latter invites an index that begins with the event, which would be walked whole for each scan.
// BETWEEN of pairs is `=` for both, and only an index that begins with this pair answers it: whatever somebody
// has taken part in before is not walked. OFFSET 0 keeps a NOT EXISTS from becoming a join: for one in the order of the
// ledger's ids the planner would walk the whole ledger, which costs nothing as long as it is empty, and keep that plan.
const WRITE = `
WITH event AS (
  SELECT id, rev, simulated FROM events WHERE id = $1 AND facts_rev = $2 AND state = $3
), input AS (
  SELECT * FROM unnest($5::int[], $6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::timestamptz[], $11::uuid[],
      $12::uuid[], $13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[], $17::text[], $20::uuid[], $21::text[])
    AS i (ord, id, device_id, entry_id, method, device_time, recorded_by,
      site_id, person_id, shift_id, assignment_id, org_unit_id, refusal, decided_by, code_fault)
  WHERE EXISTS (SELECT 1 FROM event)
), old AS (
  SELECT i.ord, c.id AS check_in_id, c.person_id, NULL::text AS refusal, c.recorded_at, c.rev,
    NULL::timestamptz AS earlier_at
  FROM input i CROSS JOIN LATERAL (
    SELECT * FROM check_ins c
    WHERE c.entry_id = i.entry_id AND c.device_id = i.device_id AND (c.event_id = $1) IS TRUE LIMIT 1) AS c
  UNION ALL
  SELECT i.ord, k.check_in_id, k.person_id, k.refusal, k.recorded_at, k.rev,
    (SELECT e.recorded_at FROM check_ins e WHERE e.id = k.check_in_id)
  FROM input i CROSS JOIN LATERAL (
    SELECT * FROM check_in_conflicts k
    WHERE k.entry_id = i.entry_id AND k.device_id = i.device_id AND (k.event_id = $1) IS TRUE LIMIT 1) AS k
), fresh AS (
  -- A person whose check-in was voided may be checked in again; without a void two scans collide.
  SELECT i.*, (SELECT count(*)::smallint FROM check_in_voids v
    WHERE v.shift_id = i.shift_id AND v.person_id = i.person_id) AS attempt
  FROM input i WHERE ord NOT IN (SELECT ord FROM old)
), counted AS (
  INSERT INTO check_ins (id, event_id, site_id, shift_id, person_id, simulated, assignment_id, org_unit_id, method,
    device_id, entry_id, device_time, recorded_at, recorded_by, decided_by, attempt, rev)
  SELECT f.id, event.id, f.site_id, f.shift_id, f.person_id, event.simulated, f.assignment_id, f.org_unit_id, f.method,
    f.device_id, f.entry_id, f.device_time, $4::timestamptz, f.recorded_by, f.decided_by, f.attempt, event.rev
  FROM event, fresh f WHERE f.refusal IS NULL ORDER BY f.ord
  ON CONFLICT DO NOTHING
  RETURNING id, site_id, shift_id, person_id, assignment_id, org_unit_id
), firsts AS (
  -- The check-in that counts as a person: the earliest, by revision and id, that is not voided.
  SELECT DISTINCT ON (n.person_id) n.site_id, n.org_unit_id
  FROM counted n
  WHERE (
    SELECT c.id FROM check_ins c WHERE c.person_id = n.person_id
        AND (c.person_id, c.event_id) BETWEEN (n.person_id, $1) AND (n.person_id, $1)
      AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id OFFSET 0) LIMIT 1) IS NULL
  ORDER BY n.person_id, n.id
), earlier AS (
  -- Asked only for who was not counted: a rush is nearly all firsts.
  SELECT c.id, c.shift_id, c.person_id, c.recorded_at
  FROM fresh f CROSS JOIN LATERAL (
    SELECT * FROM check_ins c
    WHERE c.shift_id = f.shift_id AND c.person_id = f.person_id AND c.attempt = f.attempt LIMIT 1) AS c
  WHERE f.id NOT IN (SELECT id FROM counted)
  UNION
  SELECT id, shift_id, person_id, $4::timestamptz FROM counted
), kept AS (
  INSERT INTO check_in_conflicts (id, event_id, site_id, person_id, check_in_id, method, refusal,
    code_fault, device_id, entry_id, device_time, recorded_at, recorded_by, rev)
  SELECT f.id, event.id, f.site_id, f.person_id, e.id, f.method, coalesce(f.refusal, 'already_checked_in'),
    nullif(f.code_fault, f.refusal), f.device_id, f.entry_id, f.device_time, $4::timestamptz, f.recorded_by, event.rev
  FROM event, fresh f
  LEFT JOIN earlier e ON f.refusal IS NULL AND e.shift_id = f.shift_id AND e.person_id = f.person_id
  WHERE f.id NOT IN (SELECT id FROM counted)
  RETURNING id, site_id, person_id, check_in_id, refusal
), before AS (
  SELECT id, site_id, org_unit_id, state FROM assignments a
  WHERE id = ANY (ARRAY(SELECT assignment_id FROM counted)) AND state = ANY ($18::text[])
    -- Who was given up may have been sent elsewhere: the place that stands then keeps its time.
    AND (state <> 'no_show' OR NOT EXISTS (
      SELECT 1 FROM assignments o WHERE o.person_id = a.person_id AND o.standing
        AND tstzrange(o.starts_at, o.ends_at) && tstzrange(a.starts_at, a.ends_at)))
), came AS (
  UPDATE assignments SET state = $19, changed_at = $4::timestamptz WHERE id = ANY (ARRAY(SELECT id FROM before))
), differences AS (
  SELECT site_id, org_unit_id, 'turns' AS metric, count(*) AS by FROM counted GROUP BY 1, 2
  UNION ALL
  SELECT site_id, org_unit_id, 'people', count(*) FROM firsts GROUP BY 1, 2
  UNION ALL
  SELECT site_id, org_unit_id, 'accepted', count(*) FROM before WHERE state = 'offered' GROUP BY 1, 2
), leaves AS (
  INSERT INTO event_counts AS c (event_id, site_id, org_unit_id, metric, value, rev)
  SELECT event.id, site_id, org_unit_id, metric, by, event.rev FROM event, differences
  ON CONFLICT (event_id, site_id, org_unit_id, metric)
  DO UPDATE SET value = c.value + excluded.value, rev = excluded.rev
), places AS (
  -- The stream shows the latest fifty: in a rush one batch with a line for each of its sites would fill it.
  SELECT CASE WHEN (SELECT count(DISTINCT site_id) FROM counted) <= ${SITES_NAMED} THEN site_id END AS site_id
  FROM counted
), stream AS (
  INSERT INTO activities (id, event_id, rev, at, kind, site_id, count, detail)
  SELECT gen_random_uuid(), event.id, event.rev, $4::timestamptz, kind, site_id, count, detail
  FROM event, (
    SELECT 'check_ins' AS kind, site_id, count(*),
      CASE WHEN site_id IS NULL THEN (SELECT count(DISTINCT site_id)::text FROM counted) END AS detail
    FROM places GROUP BY site_id
    UNION ALL
    SELECT 'conflicts', site_id, count(*), NULL FROM kept GROUP BY site_id) AS happened
), answers AS (
  SELECT * FROM old
  UNION ALL
  SELECT f.ord, n.id, n.person_id, NULL, NULL, event.rev, NULL
  FROM event, fresh f JOIN counted n ON n.id = f.id
  UNION ALL
  SELECT f.ord, k.check_in_id, k.person_id, k.refusal, NULL, event.rev, e.recorded_at
  FROM event, fresh f JOIN kept k ON k.id = f.id LEFT JOIN earlier e ON e.id = k.check_in_id
)
SELECT ord, check_in_id AS "checkInId", person_id AS "personId", refusal, recorded_at AS "recordedAt", rev,
  earlier_at AS "earlierAt"
FROM answers`;
