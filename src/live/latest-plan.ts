import type { EntityManager } from 'typeorm';
import type { Plan } from '../contracts/assignments.js';

interface Row extends Omit<Plan, 'createdAt' | 'publishedAt'> {
  createdAt: Date;
  publishedAt: Date | null;
}

/** The newest plan of an event, as the board shows it. */
export async function latestPlan(manager: EntityManager, eventId: string): Promise<Plan | null> {
  const rows = await manager.query<Row[]>(
    `SELECT id, event_id AS "eventId", state, progress, people, placed, unplaced,
       short_of_minimum AS "shortOfMinimum", short_of_target AS "shortOfTarget", mean_km AS "meanKm", error,
       created_at AS "createdAt", published_at AS "publishedAt"
     FROM plans WHERE event_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1`,
    [eventId],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}
