import { Injectable } from '@nestjs/common';
import type { Skill } from '../contracts/common.js';
import type { Tx } from '../platform/database/transactions.js';
import { STANDING } from './domain/transitions.js';

@Injectable()
export class StandbyRepository {
  /**
   * Takes the next on standby of a shift, up to `count`: who has the skill, is free at that time and
   * has not answered this shift before. Another transaction's choice is skipped, not waited for.
   */
  async take(tx: Tx, shiftId: string, skill: Skill | null, count: number, now: Date): Promise<string[]> {
    const [rows] = await tx.manager.query<[{ person_id: string }[], number]>(
      `WITH next AS (
         SELECT b.shift_id, b.person_id
         FROM standbys b
         JOIN shifts s ON s.id = b.shift_id
         JOIN events e ON e.id = s.event_id
         JOIN people p ON p.id = b.person_id
         WHERE b.shift_id = $1 AND b.used_at IS NULL AND s.ends_at > $2 AND e.state <> 'closed'
           AND ($3::text IS NULL OR p.skills @> jsonb_build_array(jsonb_build_object('skill', $3::text)))
           AND NOT EXISTS (
             SELECT 1 FROM assignments a
             WHERE a.person_id = b.person_id
               AND (a.shift_id = b.shift_id AND a.state NOT IN ('withdrawn', 'replaced')
                    OR a.state = ANY($4) AND tstzrange(a.starts_at, a.ends_at) && tstzrange(s.starts_at, s.ends_at)))
         ORDER BY b.rank
         LIMIT $5
         FOR UPDATE OF b SKIP LOCKED
       )
       UPDATE standbys b SET used_at = $2 FROM next
       WHERE b.shift_id = next.shift_id AND b.person_id = next.person_id
       RETURNING b.person_id`,
      [shiftId, now, skill, STANDING, count],
    );
    return rows.map((row) => row.person_id);
  }

  /** How long offers of this plan stand. */
  async answerWithinMinutes(tx: Tx, planId: string | null): Promise<number | null> {
    const rows = await tx.manager.query<{ minutes: number | null }[]>(
      'SELECT answer_within_minutes AS minutes FROM plans WHERE id = $1',
      [planId],
    );
    return rows[0]?.minutes ?? null;
  }
}
