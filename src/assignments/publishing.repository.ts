import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Reason } from '../contracts/assignments.js';
import type { Skill } from '../contracts/common.js';
import type { Tx } from '../platform/database/transactions.js';
import type { StepFilter } from './assignments.repository.js';

export interface PlacedRow {
  person_id: string;
  shift_id: string;
  skill: Skill | null;
  pinned: boolean;
  reason: Reason;
}

@Injectable()
export class PublishingRepository {
  /** Everybody the plan places, as it stands now. */
  placed(manager: EntityManager, planId: string): Promise<PlacedRow[]> {
    return manager.query<PlacedRow[]>(
      `SELECT person_id, shift_id, skill, pinned, reason FROM plan_proposals
       WHERE plan_id = $1 AND shift_id IS NOT NULL ORDER BY person_id`,
      [planId],
    );
  }

  /**
   * Places that stand but are not in the plan. A place given after the plan was computed, from
   * standby, is not the plan's to take away, unless the organiser pinned the person elsewhere.
   */
  notInPlan(eventId: string, planId: string, planCreatedAt: Date): StepFilter {
    return {
      where: `a.event_id = $5
        AND NOT EXISTS (SELECT 1 FROM plan_proposals pp
                        WHERE pp.plan_id = $6 AND pp.person_id = a.person_id AND pp.shift_id = a.shift_id)
        AND (a.created_at < $7 OR EXISTS (SELECT 1 FROM plan_proposals pp
                        WHERE pp.plan_id = $6 AND pp.person_id = a.person_id AND pp.pinned))`,
      values: [eventId, planId, planCreatedAt],
    };
  }

  /** The plan's ranking takes the place of every earlier one. @returns how many stand by */
  async replaceStandbys(tx: Tx, eventId: string, planId: string): Promise<number> {
    await tx.manager.query('DELETE FROM standbys WHERE event_id = $1', [eventId]);
    const rows = await tx.manager.query<unknown[]>(
      `INSERT INTO standbys (shift_id, person_id, event_id, rank)
       SELECT standby_shift_id, person_id, $1, standby_rank FROM plan_proposals
       WHERE plan_id = $2 AND standby_shift_id IS NOT NULL AND standby_rank IS NOT NULL
       RETURNING rank`,
      [eventId, planId],
    );
    return rows.length;
  }
}
