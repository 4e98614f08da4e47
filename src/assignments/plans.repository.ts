import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PlanCommune, PlanGap, Reason } from '../contracts/assignments.js';
import type { Skill } from '../contracts/common.js';
import type { Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { STANDING } from './domain/transitions.js';
import { PlanEntity } from './plan.entity.js';

/** What the engine is asked for, but for the tables. */
export type PlanOrder = Pick<PlanEntity, 'id' | 'event_id' | 'weights' | 'may_move' | 'rest_minutes'>;

/**
 * Nothing was heard of it for $2 milliseconds at $1. What was written in the future was written before a clock was set
 * back: until then nobody could tell how silent it is. Two processes know the time to some milliseconds.
 */
const SILENT = `updated_at NOT BETWEEN $1::timestamptz - $2 * interval '1 millisecond'
  AND $1::timestamptz + $2 * interval '1 millisecond'`;

/** Plans and the guarded steps of their life. A step that finds another state changes nothing. */
@Injectable()
export class PlansRepository {
  /** @throws AppError `not_found` */
  async get(manager: EntityManager, eventId: string, planId: string): Promise<PlanEntity> {
    const plan = await manager.findOneBy(PlanEntity, { id: planId, event_id: eventId });
    if (!plan) throw new AppError('not_found');
    return plan;
  }

  /** @throws AppError `not_found`, `plan_not_draft` */
  async getDraft(manager: EntityManager, eventId: string, planId: string): Promise<PlanEntity> {
    const plan = await this.get(manager, eventId, planId);
    if (plan.state !== 'draft') throw new AppError('plan_not_draft');
    return plan;
  }

  list(manager: EntityManager, eventId: string): Promise<PlanEntity[]> {
    return manager.find(PlanEntity, {
      where: { event_id: eventId },
      order: { created_at: 'DESC', id: 'DESC' },
      take: 50,
    });
  }

  async gaps(manager: EntityManager, planId: string): Promise<PlanGap[]> {
    const rows = await manager.query<
      {
        shift_id: string;
        site_id: string;
        commune_id: string;
        skill: Skill | '';
        short: number;
        below_minimum: boolean;
        reason: Reason;
      }[]
    >(
      `SELECT g.shift_id, s.site_id, t.commune_id, g.skill, g.short, g.below_minimum, g.reason
       FROM plan_gaps g JOIN shifts s ON s.id = g.shift_id JOIN sites t ON t.id = s.site_id
       WHERE g.plan_id = $1
       ORDER BY g.below_minimum DESC, g.short DESC, t.commune_id, g.shift_id, g.skill`,
      [planId],
    );
    return rows.map((row) => ({
      shiftId: row.shift_id,
      siteId: row.site_id,
      communeId: row.commune_id,
      skill: row.skill === '' ? null : row.skill,
      short: row.short,
      belowMinimum: row.below_minimum,
      reason: row.reason,
    }));
  }

  /** Every commune of the event: its demand, places that stand now, and places that the plan gives. */
  async communes(manager: EntityManager, eventId: string, planId: string): Promise<PlanCommune[]> {
    return manager.query<PlanCommune[]>(
      `WITH wanted AS (
         SELECT s.id, t.commune_id, coalesce(sum(d.minimum), 0) AS minimum, coalesce(sum(d.target), 0) AS target
         FROM shifts s JOIN sites t ON t.id = s.site_id LEFT JOIN demands d ON d.shift_id = s.id
         WHERE s.event_id = $1 GROUP BY s.id, t.commune_id
       ), standing AS (
         SELECT shift_id, count(*) AS n FROM assignments
         WHERE event_id = $1 AND state = ANY($3) GROUP BY shift_id
       ), placed AS (
         SELECT shift_id, count(*) AS n FROM plan_proposals
         WHERE plan_id = $2 AND shift_id IS NOT NULL GROUP BY shift_id
       )
       SELECT w.commune_id AS "communeId", sum(w.minimum)::int AS minimum, sum(w.target)::int AS target,
              coalesce(sum(standing.n), 0)::int AS before, coalesce(sum(placed.n), 0)::int AS after
       FROM wanted w LEFT JOIN standing ON standing.shift_id = w.id LEFT JOIN placed ON placed.shift_id = w.id
       GROUP BY w.commune_id ORDER BY w.commune_id`,
      [eventId, planId, STANDING],
    );
  }

  async create(
    tx: Tx,
    plan: Pick<
      PlanEntity,
      'id' | 'event_id' | 'people' | 'staff_id' | 'weights' | 'may_move' | 'rest_minutes'
    >,
    now: Date,
  ): Promise<void> {
    await tx.manager.query(
      `INSERT INTO plans (id, event_id, state, progress, people, placed, unplaced, short_of_minimum,
                          short_of_target, weights, may_move, rest_minutes, staff_id, created_at, updated_at)
       VALUES ($1, $2, 'pending', 0, $3, 0, 0, 0, 0, $4, $5, $6, $7, $8, $8)`,
      [
        plan.id,
        plan.event_id,
        plan.people,
        JSON.stringify(plan.weights),
        plan.may_move,
        plan.rest_minutes,
        plan.staff_id,
        now,
      ],
    );
  }

  /** People registered, and places wanted. */
  async sizes(manager: EntityManager, eventId: string): Promise<{ people: number; places: number }> {
    const rows = await manager.query<{ people: number; places: number }[]>(
      `SELECT (SELECT count(*)::int FROM registrations WHERE event_id = $1) AS people,
              (SELECT coalesce(sum(d.target), 0)::int FROM demands d JOIN shifts s ON s.id = d.shift_id
               WHERE s.event_id = $1) AS places`,
      [eventId],
    );
    return rows[0] ?? { people: 0, places: 0 };
  }

  /** pending → running. @returns what is asked, or null when somebody else has begun or it is over */
  async start(manager: EntityManager, planId: string, now: Date): Promise<PlanOrder | null> {
    const [rows] = await manager.query<[PlanOrder[], number]>(
      `UPDATE plans SET state = 'running', updated_at = $2 WHERE id = $1 AND state = 'pending'
       RETURNING id, event_id, weights, may_move, rest_minutes`,
      [planId, now],
    );
    return rows[0] ?? null;
  }

  /** A sign of life of the run. @returns false when it is not wanted any more */
  async beat(manager: EntityManager, planId: string, progress: number, now: Date): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>(
      `UPDATE plans SET progress = greatest(progress, $2), updated_at = $3 WHERE id = $1 AND state = 'running'`,
      [planId, progress, now],
    );
    return count > 0;
  }

  async fail(
    tx: Tx,
    planId: string,
    reason: Reason,
    contradictions: readonly Reason[],
    now: Date,
  ): Promise<boolean> {
    const [, count] = await tx.manager.query<[unknown[], number]>(
      `UPDATE plans SET state = 'failed', error = $2, contradictions = $3, updated_at = $4
       WHERE id = $1 AND state = 'running'`,
      [planId, JSON.stringify(reason), JSON.stringify(contradictions), now],
    );
    return count > 0;
  }

  async cancel(tx: Tx, planId: string, now: Date): Promise<boolean> {
    const [, count] = await tx.manager.query<[unknown[], number]>(
      `UPDATE plans SET state = 'cancelled', updated_at = $2 WHERE id = $1 AND state IN ('pending', 'running')`,
      [planId, now],
    );
    return count > 0;
  }

  /** Whatever is being computed for an event is not wanted any more. */
  async cancelOpen(tx: Tx, eventId: string, now: Date): Promise<void> {
    await tx.manager.query(
      `UPDATE plans SET state = 'cancelled', updated_at = $2
       WHERE event_id = $1 AND state IN ('pending', 'running')`,
      [eventId, now],
    );
  }

  /** The organiser has changed it: from here on it is not what was proven. */
  async dropProof(tx: Tx, planId: string): Promise<void> {
    await tx.manager.query('UPDATE plans SET proof = NULL WHERE id = $1', [planId]);
  }

  /** Some of a draft is published: its offers stand this long, and it stays a draft. */
  async publishPart(tx: Tx, planId: string, answerWithinMinutes: number, now: Date): Promise<boolean> {
    const [, count] = await tx.manager.query<[unknown[], number]>(
      `UPDATE plans SET updated_at = $2, answer_within_minutes = $3 WHERE id = $1 AND state = 'draft'`,
      [planId, now, answerWithinMinutes],
    );
    return count > 0;
  }

  async publish(tx: Tx, planId: string, answerWithinMinutes: number, now: Date): Promise<boolean> {
    const [, count] = await tx.manager.query<[unknown[], number]>(
      `UPDATE plans SET state = 'published', published_at = $2, updated_at = $2, answer_within_minutes = $3
       WHERE id = $1 AND state = 'draft'`,
      [planId, now, answerWithinMinutes],
    );
    return count > 0;
  }

  /** Runs without a sign of life for so long wait again. */
  async restartFrozen(manager: EntityManager, now: Date, frozenMs: number): Promise<void> {
    await manager.query(`UPDATE plans SET state = 'pending' WHERE state = 'running' AND ${SILENT}`, [
      now,
      frozenMs,
    ]);
  }

  async pendingFor(manager: EntityManager, now: Date, ms: number): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM plans WHERE state = 'pending' AND ${SILENT} ORDER BY created_at`,
      [now, ms],
    );
    return rows.map((row) => row.id);
  }
}
