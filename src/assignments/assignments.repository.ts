import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AssignmentState, Reason } from '../contracts/assignments.js';
import type { Skill } from '../contracts/common.js';
import { mayTakePart } from '../people/index.js';
import type { Tx } from '../platform/database/transactions.js';
import { STANDING, STEPS, type Step } from './domain/transitions.js';

/** An assignment that has just taken a step, with what counts, letters and standby need of it. */
export interface Stepped {
  id: string;
  from: AssignmentState;
  to: AssignmentState;
  event_id: string;
  shift_id: string;
  site_id: string;
  person_id: string;
  org_unit_id: string;
  plan_id: string | null;
  skill: Skill | null;
}

export interface NewOffer {
  id: string;
  shiftId: string;
  personId: string;
  skill: Skill | null;
  planId: string | null;
  reason: Reason | null;
  /** Also to somebody who has said no to this place, or nothing. */
  inSpite: boolean;
}

/** Which assignments a step is for; parameters begin at $5. */
export interface StepFilter {
  where: string;
  values: readonly unknown[];
  limit?: number;
}

/** The member of the staff on whose behalf the transaction runs, as the audit knows it. */
const ACTING_STAFF = `(SELECT (act ->> 'actorId')::uuid
           FROM (SELECT nullif(current_setting('raquan.act', true), '')::jsonb AS act) a
           WHERE act ->> 'actorKind' = 'staff')`;

/** Writes down the states that were entered, and by whom; the event has been raised by an earlier statement. */
const remembered = (now: string): string => `remembered AS (
         INSERT INTO assignment_steps (event_id, assignment_id, org_unit_id, state, at, rev, staff_id)
         SELECT s.event_id, s.id, s.org_unit_id, s."to", ${now}::timestamptz, e.rev, ${ACTING_STAFF}
         FROM stepped s JOIN events e ON e.id = s.event_id
       )`;

@Injectable()
export class AssignmentsRepository {
  /**
   * Takes a step for all assignments that match and stand in one of its `from` states. The rows are
   * locked in one order, and the guard is looked at again under the lock.
   */
  async step(
    tx: Tx,
    step: Step,
    filter: StepFilter,
    now: Date,
    declineReason: string | null = null,
  ): Promise<Stepped[]> {
    const { from, to } = STEPS[step];
    return tx.manager.query<Stepped[]>(
      `WITH old AS (
         SELECT a.id, a.state FROM assignments a
         WHERE a.state = ANY($1) AND ${filter.where}
         ORDER BY a.id LIMIT ${filter.limit ?? 'NULL'}
         FOR UPDATE
       ), stepped AS (
         UPDATE assignments a SET state = $2, changed_at = $3, decline_reason = coalesce($4, a.decline_reason)
         FROM old WHERE a.id = old.id
         RETURNING a.id, old.state AS "from", a.state AS "to", a.event_id, a.shift_id, a.site_id, a.person_id,
                   a.org_unit_id, a.plan_id, a.skill
       ), ${remembered('$3')}
       SELECT * FROM stepped`,
      [from, to, now, declineReason, ...filter.values],
    );
  }

  /** Whose time is about to be given away is locked, in one order: two who plan at once cannot both have it. */
  async lockPeople(tx: Tx, personIds: readonly string[]): Promise<void> {
    await tx.manager.query('SELECT id FROM people WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE', [
      personIds,
    ]);
  }

  /**
   * Offers places in bulk to people who are locked. Whoever has another standing place at that time,
   * or has answered this one, is passed over, and who may not take part on that day. @returns the offers that were made
   */
  async offer(
    tx: Tx,
    eventId: string,
    offers: readonly NewOffer[],
    deadline: Date,
    now: Date,
  ): Promise<Stepped[]> {
    return tx.manager.query<Stepped[]>(
      `WITH stepped AS (
         INSERT INTO assignments AS a (id, event_id, shift_id, site_id, person_id, org_unit_id, simulated, plan_id,
           state, skill, reason, starts_at, ends_at, deadline_at, created_at, changed_at)
         SELECT n.id, s.event_id, s.id, s.site_id, p.id, p.org_unit_id, p.simulated, n.plan_id,
           'offered', n.skill, n.reason, s.starts_at, s.ends_at, $9, $10, $10
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::jsonb[], $8::bool[])
           AS n (id, shift_id, person_id, skill, plan_id, reason, in_spite)
         JOIN shifts s ON s.id = n.shift_id AND s.event_id = $1
         JOIN people p ON p.id = n.person_id
         LEFT JOIN assignments mine ON mine.shift_id = s.id AND mine.person_id = p.id
         WHERE (mine.id IS NULL OR mine.state = ANY(CASE WHEN n.in_spite THEN $11::text[] ELSE $12::text[] END))
           AND ${mayTakePart('p', `s.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh'`)}
           AND NOT EXISTS (
             SELECT 1 FROM assignments other
             WHERE other.person_id = p.id AND other.state = ANY($13)
               AND tstzrange(other.starts_at, other.ends_at) && tstzrange(s.starts_at, s.ends_at))
         ON CONFLICT (shift_id, person_id) DO UPDATE
         SET state = 'offered', plan_id = excluded.plan_id, skill = excluded.skill, reason = excluded.reason,
             -- Who was once checked in here stays with the unit of that check-in, which the ledger says for good.
             org_unit_id = CASE WHEN EXISTS (SELECT FROM check_ins c WHERE c.event_id = a.event_id
                                               AND c.person_id = a.person_id AND c.assignment_id = a.id)
                           THEN a.org_unit_id ELSE excluded.org_unit_id END,
             starts_at = excluded.starts_at, ends_at = excluded.ends_at,
             deadline_at = excluded.deadline_at, decline_reason = NULL, on_the_way_at = NULL,
             created_at = excluded.created_at, changed_at = excluded.changed_at
         WHERE a.state = ANY($11)
         RETURNING a.id, 'withdrawn' AS "from", a.state AS "to", a.event_id, a.shift_id, a.site_id, a.person_id,
                   a.org_unit_id, a.plan_id, a.skill
       ), ${remembered('$10')}
       SELECT * FROM stepped`,
      [
        eventId,
        offers.map((o) => o.id),
        offers.map((o) => o.shiftId),
        offers.map((o) => o.personId),
        offers.map((o) => o.skill),
        offers.map((o) => o.planId),
        offers.map((o) => (o.reason === null ? null : JSON.stringify(o.reason))),
        offers.map((o) => o.inSpite),
        deadline,
        now,
        STEPS.offerInSpite.from,
        STEPS.offerAgain.from,
        STANDING,
      ],
    );
  }

  /** Accepted, and on the way from now on. @returns those for whom that is new */
  async setOut(tx: Tx, ids: readonly string[], now: Date): Promise<{ id: string; site_id: string }[]> {
    const [rows] = await tx.manager.query<[{ id: string; site_id: string }[], number]>(
      `UPDATE assignments SET on_the_way_at = $2
       WHERE id = ANY($1) AND state = 'accepted' AND on_the_way_at IS NULL RETURNING id, site_id`,
      [ids, now],
    );
    return rows;
  }

  async turnBack(tx: Tx, id: string): Promise<void> {
    await tx.manager.query(
      `UPDATE assignments SET on_the_way_at = NULL WHERE id = $1 AND state = 'accepted'`,
      [id],
    );
  }

  /** Where and when these shifts are, for letters. */
  async occasions(manager: EntityManager, shiftIds: readonly string[]): Promise<Map<string, OccasionRow>> {
    const rows = await manager.query<OccasionRow[]>(
      `SELECT s.id AS shift_id, e.title AS event_title, t.name AS site_name,
              coalesce(n.full_name, t.commune_id) AS commune_name, s.starts_at, s.ends_at
       FROM shifts s JOIN events e ON e.id = s.event_id JOIN sites t ON t.id = s.site_id
       LEFT JOIN LATERAL (SELECT full_name FROM administrative_unit_names WHERE unit_id = t.commune_id
                          ORDER BY valid_from DESC LIMIT 1) n ON true
       WHERE s.id = ANY($1)`,
      [[...new Set(shiftIds)]],
    );
    return new Map(rows.map((row) => [row.shift_id, row]));
  }
}

export interface OccasionRow {
  shift_id: string;
  event_title: string;
  site_name: string;
  commune_name: string;
  starts_at: Date;
  ends_at: Date;
}
