import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Reason } from '../contracts/assignments.js';
import type { Skill } from '../contracts/common.js';
import type { Tx } from '../platform/database/transactions.js';
import type { StepFilter } from './assignments.repository.js';
import { fromStandby } from './domain/reasons.js';
import { STANDING } from './domain/transitions.js';
import type { PlanEntity } from './plan.entity.js';

export interface PlacedRow {
  person_id: string;
  shift_id: string;
  skill: Skill | null;
  pinned: boolean;
  reason: Reason;
}

/** The communes whose places are published; null: all. */
export type Communes = readonly string[] | null;

/** The code of a place that somebody got from standby. */
export const FROM_STANDBY = fromStandby().code;

/**
 * Which standing places `a` the plan leaves: it has the person nowhere or elsewhere. A place given
 * after the plan was computed, from standby, is not the plan's to take away, unless the organiser
 * pinned the person elsewhere; what the plan itself has offered is.
 * @param plan, createdAt, fromStandby the numbers of the parameters that hold them
 */
export const leftByPlan = (plan: string, createdAt: string, fromStandby: string): string => `
  NOT EXISTS (SELECT 1 FROM plan_proposals pp
              WHERE pp.plan_id = ${plan} AND pp.person_id = a.person_id AND pp.shift_id = a.shift_id)
  AND (a.created_at < ${createdAt}
       OR (a.plan_id = ${plan} AND a.reason ->> 'code' IS DISTINCT FROM ${fromStandby})
       OR EXISTS (SELECT 1 FROM plan_proposals pp
                  WHERE pp.plan_id = ${plan} AND pp.person_id = a.person_id AND pp.pinned))`;

/** Whether a shift lies in the communes that are published. */
const inCommunes = (shift: string, communes: string): string => `
  (${communes}::text[] IS NULL OR EXISTS (
     SELECT 1 FROM shifts s JOIN sites t ON t.id = s.site_id
     WHERE s.id = ${shift} AND t.commune_id = ANY(${communes})))`;

@Injectable()
export class PublishingRepository {
  /** Everybody the plan places in these communes and whose place has not been offered before. */
  placed(manager: EntityManager, planId: string, communes: Communes): Promise<PlacedRow[]> {
    return manager.query<PlacedRow[]>(
      `SELECT pp.person_id, pp.shift_id, pp.skill, pp.pinned, pp.reason FROM plan_proposals pp
       WHERE pp.plan_id = $1 AND pp.shift_id IS NOT NULL AND NOT pp.published
         AND ${inCommunes('pp.shift_id', '$2')}
       ORDER BY pp.person_id`,
      [planId, communes],
    );
  }

  /** While the plan stays a draft, it remembers what it has offered. */
  async remember(tx: Tx, planId: string, personIds: readonly string[]): Promise<void> {
    await tx.manager.query(
      'UPDATE plan_proposals SET published = true WHERE plan_id = $1 AND person_id = ANY($2)',
      [planId, personIds],
    );
  }

  /** Places in these communes that the plan leaves, and those of people whom it sends there. */
  leaves(plan: PlanEntity, communes: Communes): StepFilter {
    return {
      where: `a.event_id = $5 AND ${leftByPlan('$6', '$7', '$8')}
        AND (${inCommunes('a.shift_id', '$9')}
             OR EXISTS (SELECT 1 FROM plan_proposals pp
                        WHERE pp.plan_id = $6 AND pp.person_id = a.person_id
                          AND ${inCommunes('pp.shift_id', '$9')}))`,
      values: [plan.event_id, plan.id, plan.created_at, FROM_STANDBY, communes],
    };
  }

  /** Who stays on a shift may count for another skill there. */
  async reseat(tx: Tx, eventId: string, planId: string, communes: Communes): Promise<void> {
    await tx.manager.query(
      `UPDATE assignments a SET skill = pp.skill FROM plan_proposals pp
       WHERE a.event_id = $1 AND a.state = ANY($4) AND pp.plan_id = $2 AND pp.person_id = a.person_id
         AND pp.shift_id = a.shift_id AND pp.skill IS DISTINCT FROM a.skill
         AND ${inCommunes('a.shift_id', '$3')}`,
      [eventId, planId, communes, STANDING],
    );
  }

  /** The plan's ranking takes the place of every earlier one in these communes. @returns how many stand by */
  async replaceStandbys(tx: Tx, eventId: string, planId: string, communes: Communes): Promise<number> {
    await tx.manager.query(
      `DELETE FROM standbys b WHERE b.event_id = $1 AND ${inCommunes('b.shift_id', '$2')}`,
      [eventId, communes],
    );
    const rows = await tx.manager.query<unknown[]>(
      `INSERT INTO standbys (shift_id, person_id, event_id, rank)
       SELECT pp.standby_shift_id, pp.person_id, $1, pp.standby_rank FROM plan_proposals pp
       WHERE pp.plan_id = $2 AND pp.standby_shift_id IS NOT NULL AND pp.standby_rank IS NOT NULL
         AND ${inCommunes('pp.standby_shift_id', '$3')}
       RETURNING rank`,
      [eventId, planId, communes],
    );
    return rows.length;
  }
}
