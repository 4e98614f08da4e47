import type { EntityManager } from 'typeorm';
import type { Plan } from '../contracts/assignments.js';
import type { Read } from '../platform/database/statement.js';
import { PlanEntity, type PlanRow, toPlan } from './plan.entity.js';

/** The newest plan of an event: the one its faces show. It holds no names, so it may go over sockets. */
export async function latestPlan(read: Read, eventId: string): Promise<Plan | null> {
  const [plan] = await read<PlanRow>({
    name: 'newest plan',
    // Named one by one: see Statement.
    text: `SELECT id, event_id, state, progress, people, placed, unplaced, short_of_minimum, short_of_target, mean_km,
             error, weights, may_move, rest_minutes, proof, contradictions, created_at, published_at
           FROM plans WHERE event_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1`,
    values: [eventId],
  });
  return plan ? toPlan(plan) : null;
}

export function newestPlan(manager: EntityManager, eventId: string): Promise<PlanEntity | null> {
  return manager.findOne(PlanEntity, {
    where: { event_id: eventId },
    order: { created_at: 'DESC', id: 'DESC' },
  });
}
