import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { PlanPublishedSchema } from '../contracts/assignments.js';
import { EventAccess, EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { AssignmentEffects } from './assignment-effects.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { toPlan } from './plan.entity.js';
import { PlansRepository } from './plans.repository.js';
import { PublishingRepository } from './publishing.repository.js';

/** Makes a draft real: offers, withdrawals and standby, all in one transaction. */
@Injectable()
export class PublishingService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(PlansRepository) private readonly plans: PlansRepository,
    @Inject(PublishingRepository) private readonly publishing: PublishingRepository,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
  ) {}

  /** @throws AppError `plan_not_draft`, `event_closed` */
  async publish(
    principal: Principal,
    eventId: string,
    planId: string,
    answerWithinMinutes: number,
  ): Promise<z.infer<typeof PlanPublishedSchema>> {
    await this.access.require(principal, 'plans.change', eventId);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const deadline = new Date(now.getTime() + answerWithinMinutes * 60_000);
      const event = await this.changes.raise(tx, eventId);
      if (event.state === 'closed') throw new AppError('event_closed');
      const draft = await this.plans.get(tx.manager, eventId, planId);
      if (!(await this.plans.publish(tx, planId, answerWithinMinutes, now))) {
        throw new AppError('plan_not_draft');
      }

      const placed = await this.publishing.placed(tx.manager, planId);
      await this.assignments.lockPeople(
        tx,
        placed.map((row) => row.person_id),
      );
      const withdrawn = await this.assignments.step(
        tx,
        'withdraw',
        this.publishing.notInPlan(eventId, planId, draft.created_at),
        now,
      );
      const offered = await this.assignments.offer(
        tx,
        eventId,
        placed.map((row) => ({
          id: newId(),
          shiftId: row.shift_id,
          personId: row.person_id,
          skill: row.skill,
          planId,
          reason: row.reason,
          inSpite: row.pinned,
        })),
        deadline,
        now,
      );
      const standby = await this.publishing.replaceStandbys(tx, eventId, planId);

      await this.effects.count(tx, event, [...withdrawn, ...offered]);
      await this.effects.tellWithdrawn(tx, withdrawn);
      await this.effects.tellOffered(tx, offered, deadline);
      await this.changes.record(tx, event, [{ kind: 'published', count: offered.length }]);
      const plan = toPlan(await this.plans.get(tx.manager, eventId, planId));
      return { plan, offered: offered.length, withdrawn: withdrawn.length, standby };
    });
  }
}
