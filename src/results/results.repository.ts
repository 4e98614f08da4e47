import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IndicatorCounts, ResultRefusal } from '../contracts/results.js';
import type { RaisedRevision } from '../events/index.js';
import { plainArray } from '../platform/database/statement.js';
import type { Tx } from '../platform/database/transactions.js';
import { STANDS } from './standing.js';

export interface KnownPlace {
  id: string;
  personId: string;
  shiftId: string;
  siteId: string;
  orgUnitId: string;
  present: boolean;
  endsAt: Date;
}

/** What the database knows of a batch of reports, read in one statement. */
export interface KnownOfBatch {
  /** Reports of these entries that are in the ledger already. */
  old: {
    personId: string;
    entryId: string;
    refusal: ResultRefusal | null;
    recordedAt: string;
    rev: number;
  }[];
  places: KnownPlace[];
  indicators: { id: string; counts: IndicatorCounts; most: number }[];
  sums: { assignmentId: string; indicatorId: string; amount: number; people: number }[];
}

/** A report as it goes to the ledger. */
export interface NewResult {
  id: string;
  personId: string;
  entryId: string;
  deviceId: string;
  refusal: ResultRefusal | null;
  /** Null of one that is refused. */
  place: KnownPlace | null;
  indicatorId: string | null;
  amount: number;
  people: number;
  deviceTime: string;
}

@Injectable()
export class ResultsRepository {
  /** The event's row must be locked by an earlier statement: nothing of this changes before the commit then. */
  async known(
    manager: EntityManager,
    eventId: string,
    batch: { personIds: string[]; entryIds: string[]; assignmentIds: string[] },
  ): Promise<KnownOfBatch> {
    const [row] = await manager.query<[KnownOfBatch]>(KNOWN, [
      eventId,
      batch.personIds,
      batch.entryIds,
      batch.assignmentIds,
    ]);
    const places = row.places.map((place) => ({ ...place, endsAt: new Date(place.endsAt) }));
    return { ...row, places };
  }

  /** Ledger and sums in one statement. The event's row must be locked by an earlier one. */
  async write(tx: Tx, event: RaisedRevision, now: Date, results: readonly NewResult[]): Promise<void> {
    if (results.length === 0) return;
    await tx.manager.query(WRITE, [
      event.id,
      event.rev,
      event.simulated,
      now,
      plainArray(results.map((one) => one.id)),
      plainArray(results.map((one) => one.personId)),
      plainArray(results.map((one) => one.entryId)),
      results.map((one) => one.deviceId),
      plainArray(results.map((one) => one.refusal)),
      plainArray(results.map((one) => one.place?.id ?? null)),
      plainArray(results.map((one) => one.place?.shiftId ?? null)),
      plainArray(results.map((one) => one.place?.siteId ?? null)),
      plainArray(results.map((one) => one.place?.orgUnitId ?? null)),
      plainArray(results.map((one) => one.indicatorId)),
      results.map((one) => one.amount),
      results.map((one) => one.people),
      plainArray(results.map((one) => one.deviceTime)),
    ]);
  }
}

const KNOWN = `
SELECT
  (SELECT coalesce(json_agg(json_build_object('personId', person_id, 'entryId', entry_id, 'refusal', refusal,
      'recordedAt', recorded_at, 'rev', rev)), '[]')
   FROM results WHERE event_id = $1 AND person_id = ANY ($2::uuid[]) AND entry_id = ANY ($3::uuid[])) AS old,
  (SELECT coalesce(json_agg(json_build_object('id', id, 'personId', person_id, 'shiftId', shift_id, 'siteId', site_id,
      'orgUnitId', org_unit_id, 'present', state IN ('checked_in', 'completed'), 'endsAt', ends_at)), '[]')
   FROM assignments WHERE event_id = $1 AND id = ANY ($4::uuid[])) AS places,
  (SELECT coalesce(json_agg(json_build_object('id', i.id, 'counts', i.counts, 'most', i.most)), '[]')
   FROM indicators i JOIN events e ON e.campaign_id = i.campaign_id WHERE e.id = $1 AND i.active AND i.on_phone
  ) AS indicators,
  (SELECT coalesce(json_agg(s), '[]') FROM (
     SELECT r.assignment_id AS "assignmentId", r.indicator_id AS "indicatorId", sum(r.amount)::int AS amount,
       sum(r.people)::int AS people
     FROM results r WHERE r.assignment_id = ANY ($4::uuid[]) AND ${STANDS} GROUP BY 1, 2) s) AS sums`;

/**
 * Not INSERT … ON CONFLICT DO UPDATE for the sums: that checks the row it would have inserted, and a minus is
 * refused before the conflict is seen. The event's lock keeps other writers away.
 */
export const ADD_TO_COUNTS = `
changed AS (
  UPDATE result_counts c SET amount = c.amount + d.amount, people = c.people + d.people, rev = $2
  FROM differences d
  WHERE c.event_id = $1 AND c.site_id = d.site_id AND c.indicator_id = d.indicator_id
  RETURNING c.site_id, c.indicator_id
)
INSERT INTO result_counts (event_id, site_id, indicator_id, amount, people, rev)
SELECT $1, d.site_id, d.indicator_id, d.amount, d.people, $2
FROM differences d LEFT JOIN changed USING (site_id, indicator_id)
WHERE changed.site_id IS NULL`;

const WRITE = `
WITH input AS (
  SELECT * FROM unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::uuid[], $11::uuid[], $12::uuid[],
      $13::uuid[], $14::uuid[], $15::int[], $16::int[], $17::timestamptz[])
    AS i (id, person_id, entry_id, device_id, refusal, assignment_id, shift_id, site_id, org_unit_id, indicator_id,
      amount, people, device_time)
), written AS (
  INSERT INTO results (id, event_id, person_id, entry_id, device_id, refusal, assignment_id, shift_id, site_id, org_unit_id,
    simulated, indicator_id, amount, people, device_time, recorded_at, rev)
  SELECT id, $1::uuid, person_id, entry_id, device_id, refusal, assignment_id, shift_id, site_id, org_unit_id,
    $3::boolean, indicator_id, amount, people, device_time, $4::timestamptz, $2::bigint
  FROM input
  RETURNING site_id, indicator_id, amount, people, refusal
), differences AS (
  SELECT site_id, indicator_id, sum(amount)::int AS amount, sum(people)::int AS people
  FROM written WHERE refusal IS NULL GROUP BY 1, 2
), ${ADD_TO_COUNTS}`;
