import type { EntityManager } from 'typeorm';
import type { Plan } from '../contracts/assignments.js';
import { PlanEntity, toPlan } from './plan.entity.js';

/** The newest plan of an event: the one its faces show. */
export async function latestPlan(manager: EntityManager, eventId: string): Promise<Plan | null> {
  const plan = await manager.findOne(PlanEntity, {
    where: { event_id: eventId },
    order: { created_at: 'DESC', id: 'DESC' },
  });
  return plan && toPlan(plan);
}
