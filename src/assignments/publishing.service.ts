import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { PlanPublishedSchema, PublishPlanSchema } from '../contracts/assignments.js';
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

/** Offers in one statement: a country's would keep the event loop for seconds. */
const BATCH = 5_000;

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

  /**
   * With communes, only the places there: the plan stays a draft, and what was offered is not offered
   * again. @throws AppError `plan_not_draft`, `event_closed`
   */
  async publish(
    principal: Principal,
    eventId: string,
    planId: string,
    { communeIds, answerWithinMinutes }: z.infer<typeof PublishPlanSchema>,
  ): Promise<z.infer<typeof PlanPublishedSchema>> {
    await this.access.require(principal, 'plans.change', eventId);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const deadline = new Date(now.getTime() + answerWithinMinutes * 60_000);
      const event = await this.changes.raise(tx, eventId);
      if (event.state === 'closed') throw new AppError('event_closed');
      const draft = await this.plans.get(tx.manager, eventId, planId);
      const communes = communeIds ?? null;
      const isDraft =
        communes === null
          ? await this.plans.publish(tx, planId, answerWithinMinutes, now)
          : await this.plans.publishPart(tx, planId, answerWithinMinutes, now);
      if (!isDraft) throw new AppError('plan_not_draft');

      const placed = await this.publishing.placed(tx.manager, planId, communes);
      await this.assignments.lockPeople(
        tx,
        placed.map((row) => row.person_id),
      );
      const withdrawn = await this.assignments.step(
        tx,
        'withdraw',
        this.publishing.leaves(draft, communes),
        now,
      );
      await this.effects.count(tx, event, withdrawn);
      await this.effects.tellWithdrawn(tx, withdrawn);
      let offered = 0;
      for (let start = 0; start < placed.length; start += BATCH) {
        const offers = placed.slice(start, start + BATCH).map((row) => ({
          id: newId(),
          shiftId: row.shift_id,
          personId: row.person_id,
          skill: row.skill,
          planId,
          reason: row.reason,
          inSpite: row.pinned,
        }));
        const made = await this.assignments.offer(tx, eventId, offers, deadline, now);
        await this.effects.count(tx, event, made);
        await this.effects.tellOffered(tx, made, deadline);
        offered += made.length;
      }
      await this.publishing.remember(
        tx,
        planId,
        placed.map((row) => row.person_id),
      );
      await this.publishing.reseat(tx, eventId, planId, communes);
      const standby = await this.publishing.replaceStandbys(tx, eventId, planId, communes);

      // A part that is published again changes nothing, and is no news.
      if (communes === null || withdrawn.length + offered > 0) {
        await this.changes.record(tx, event, [{ kind: 'published', count: offered }]);
      }
      const plan = toPlan(await this.plans.get(tx.manager, eventId, planId));
      return { plan, offered, withdrawn: withdrawn.length, standby };
    });
  }
}
