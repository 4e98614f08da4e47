import type { EntityManager } from 'typeorm';
import type { Plan } from '../contracts/assignments.js';
import { PlanEntity, toPlan } from './plan.entity.js';

/** The newest plan of an event: the one its faces show. It holds no names, so it may go over sockets. */
export async function latestPlan(manager: EntityManager, eventId: string): Promise<Plan | null> {
  const plan = await newestPlan(manager, eventId);
  return plan && toPlan(plan);
}

export function newestPlan(manager: EntityManager, eventId: string): Promise<PlanEntity | null> {
  return manager.findOne(PlanEntity, {
    where: { event_id: eventId },
    order: { created_at: 'DESC', id: 'DESC' },
  });
}
