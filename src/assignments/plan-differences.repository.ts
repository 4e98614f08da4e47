import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { PlanComparison, PlanMove, PlanMoveQuerySchema, Reason } from '../contracts/assignments.js';
import type { Page, Skill } from '../contracts/common.js';
import { STANDING, STEPS } from './domain/transitions.js';
import type { PlanEntity } from './plan.entity.js';
import { notInPlan } from './plan-sentences.js';
import { FROM_STANDBY, leftByPlan } from './publishing.repository.js';

interface MoveRow {
  person_id: string;
  full_name: string;
  org_unit_name: string;
  from_shift: string | null;
  from_commune: string | null;
  from_skill: Skill | null;
  to_shift: string | null;
  to_commune: string | null;
  to_skill: Skill | null;
  reason: Reason | null;
}

/**
 * What publishing the plan would change, a row for each place that comes or goes. `leaving` is what
 * publishing withdraws; `coming` is what it offers, once; a place left and a place taken by one person
 * are one move, and so is another skill on the same shift.
 */
const MOVES = `
  WITH standing AS (
    SELECT a.person_id, a.shift_id, a.skill, a.created_at, a.plan_id, a.reason, a.state
    FROM assignments a WHERE a.event_id = $1 AND a.state = ANY($5)
  ), leaving AS (
    SELECT a.person_id, a.shift_id, a.skill, row_number() OVER (PARTITION BY a.person_id ORDER BY a.shift_id) AS n
    FROM standing a
    WHERE a.state = ANY($6) AND ${leftByPlan('$2', '$3', '$4')}
  ), coming AS (
    SELECT pp.person_id, pp.shift_id, pp.skill, 1 AS n
    FROM plan_proposals pp
    WHERE pp.plan_id = $2 AND pp.shift_id IS NOT NULL AND NOT pp.published
      AND NOT EXISTS (SELECT 1 FROM standing a WHERE a.person_id = pp.person_id AND a.shift_id = pp.shift_id)
  ), moves AS (
    SELECT coalesce(l.person_id, c.person_id) AS person_id, l.shift_id AS from_shift, l.skill AS from_skill,
           c.shift_id AS to_shift, c.skill AS to_skill
    FROM leaving l FULL JOIN coming c ON c.person_id = l.person_id AND c.n = l.n
    UNION ALL
    SELECT a.person_id, a.shift_id, a.skill, pp.shift_id, pp.skill
    FROM standing a JOIN plan_proposals pp
      ON pp.plan_id = $2 AND pp.person_id = a.person_id AND pp.shift_id = a.shift_id
    WHERE pp.skill IS DISTINCT FROM a.skill
  ), wanted AS (
    SELECT * FROM moves
    WHERE $7::text IS NULL
      OR $7 = CASE WHEN from_shift IS NULL THEN 'new' WHEN to_shift IS NULL THEN 'withdrawn' ELSE 'moved' END
  )`;

/** What plans would change, and how two of them differ. */
@Injectable()
export class PlanDifferencesRepository {
  async moves(
    manager: EntityManager,
    plan: PlanEntity,
    query: z.infer<typeof PlanMoveQuerySchema>,
  ): Promise<Page<PlanMove>> {
    const { page, pageSize } = query;
    const values = [
      plan.event_id,
      plan.id,
      plan.created_at,
      FROM_STANDBY,
      STANDING,
      STEPS.withdraw.from,
      query.kind ?? null,
    ];
    const counted = await manager.query<{ n: number }[]>(
      `${MOVES} SELECT count(*)::int AS n FROM wanted`,
      values,
    );
    const rows = await manager.query<MoveRow[]>(
      `${MOVES}
       SELECT w.person_id, p.full_name, o.name AS org_unit_name, w.from_shift, ft.commune_id AS from_commune,
              w.from_skill, w.to_shift, tt.commune_id AS to_commune, w.to_skill, pp.reason
       FROM wanted w
       JOIN people p ON p.id = w.person_id
       JOIN org_units o ON o.id = p.org_unit_id
       LEFT JOIN plan_proposals pp ON pp.plan_id = $2 AND pp.person_id = w.person_id
       LEFT JOIN shifts fs ON fs.id = w.from_shift LEFT JOIN sites ft ON ft.id = fs.site_id
       LEFT JOIN shifts ts ON ts.id = w.to_shift LEFT JOIN sites tt ON tt.id = ts.site_id
       ORDER BY p.full_name COLLATE "vi-x-icu", p.id, w.from_shift
       LIMIT $8 OFFSET $9`,
      [...values, pageSize, (page - 1) * pageSize],
    );
    return { items: rows.map(toMove), total: counted[0]?.n ?? 0, page, pageSize };
  }

  /** How many people have another place, or none, in the other plan. */
  async peopleApart(manager: EntityManager, left: string, right: string): Promise<number> {
    const rows = await manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n
       FROM (SELECT person_id, shift_id FROM plan_proposals WHERE plan_id = $1) l
       FULL JOIN (SELECT person_id, shift_id FROM plan_proposals WHERE plan_id = $2) r USING (person_id)
       WHERE l.shift_id IS DISTINCT FROM r.shift_id`,
      [left, right],
    );
    return rows[0]?.n ?? 0;
  }

  /** The communes to which the two plans send different numbers of people, the most different first. */
  async communesApart(
    manager: EntityManager,
    eventId: string,
    left: string,
    right: string,
  ): Promise<PlanComparison['communes']> {
    return manager.query<PlanComparison['communes']>(
      `WITH placed AS (
         SELECT shift_id, count(*) FILTER (WHERE plan_id = $2) AS l, count(*) FILTER (WHERE plan_id = $3) AS r
         FROM plan_proposals WHERE plan_id IN ($2, $3) AND shift_id IS NOT NULL GROUP BY shift_id
       ), targets AS (
         SELECT d.shift_id, sum(d.target) AS target
         FROM demands d JOIN shifts s ON s.id = d.shift_id WHERE s.event_id = $1 GROUP BY d.shift_id
       )
       SELECT t.commune_id AS "communeId", coalesce(sum(targets.target), 0)::int AS target,
              coalesce(sum(l), 0)::int AS left, coalesce(sum(r), 0)::int AS right
       FROM shifts s JOIN sites t ON t.id = s.site_id
       LEFT JOIN placed ON placed.shift_id = s.id LEFT JOIN targets ON targets.shift_id = s.id
       WHERE s.event_id = $1
       GROUP BY t.commune_id
       HAVING coalesce(sum(l), 0) <> coalesce(sum(r), 0)
       ORDER BY abs(coalesce(sum(l), 0) - coalesce(sum(r), 0)) DESC, t.commune_id`,
      [eventId, left, right],
    );
  }
}

function toMove(row: MoveRow): PlanMove {
  const place = (shiftId: string | null, communeId: string | null, skill: Skill | null) =>
    shiftId === null || communeId === null ? null : { shiftId, communeId, skill };
  return {
    personId: row.person_id,
    fullName: row.full_name,
    orgUnitName: row.org_unit_name,
    from: place(row.from_shift, row.from_commune, row.from_skill),
    to: place(row.to_shift, row.to_commune, row.to_skill),
    reason: row.reason ?? notInPlan(),
  };
}
