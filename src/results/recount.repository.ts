import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Auditor } from '../participation/index.js';

/** One leaf of the sums that is not what the ledger says: ids and numbers only. */
export interface ResultDifference {
  siteId: string;
  indicatorId: string;
  counted: { amount: number; people: number };
  recounted: { amount: number; people: number };
}

/** Adds up the ledger anew. It shares nothing with the code that keeps the sums, so that no fault hides in both. */
const DIFFERENCES = `
  WITH recounted AS (
    SELECT r.site_id, r.indicator_id, sum(r.amount)::int AS amount, sum(r.people)::int AS people
    FROM results r LEFT JOIN result_voids v ON v.result_id = r.id
    WHERE r.event_id = $1 AND r.refusal IS NULL AND v.id IS NULL
    GROUP BY 1, 2
  ), counted AS (
    SELECT site_id, indicator_id, amount, people FROM result_counts WHERE event_id = $1
  ), both_sides AS (
    SELECT site_id, indicator_id, coalesce(c.amount, 0) AS ca, coalesce(c.people, 0) AS cp,
      coalesce(r.amount, 0) AS ra, coalesce(r.people, 0) AS rp
    FROM counted c FULL JOIN recounted r USING (site_id, indicator_id)
  )
  SELECT site_id AS "siteId", indicator_id AS "indicatorId", json_build_object('amount', ca, 'people', cp) AS counted,
    json_build_object('amount', ra, 'people', rp) AS recounted
  FROM both_sides WHERE (ca, cp) <> (ra, rp) ORDER BY site_id, indicator_id`;

@Injectable()
export class ResultsRecount {
  constructor(@Inject(Auditor) auditor: Auditor) {
    auditor.also('differingResults', (manager, eventId) => this.differences(manager, eventId));
  }

  /** One statement, so one state of the database. Empty: every sum is true. */
  differences(manager: EntityManager, eventId: string): Promise<ResultDifference[]> {
    return manager.query<ResultDifference[]>(DIFFERENCES, [eventId]);
  }
}
