import { Inject, Injectable } from '@nestjs/common';
import type { ActDone, SkipReason } from '../../contracts/dispatch.js';
import { EventAccess, EventChanges, type RaisedEvent } from '../../events/index.js';
import { Clock } from '../../kernel/clock.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { requireStaff } from '../../platform/policy/policy.js';
import type { Principal } from '../../platform/policy/principal.js';
import type { ActEntity } from './act.entity.js';
import { ActsRepository } from './acts.repository.js';

/** Where and when an act is done, and to whose people: those below these units; null: anybody's. */
export interface Acting {
  tx: Tx;
  event: RaisedEvent;
  now: Date;
  units: readonly string[] | null;
}

/** What an act has done. */
export interface Deed {
  done: number;
  invited: number;
  /** What can be undone; null: nothing can. */
  act: Pick<ActEntity, 'kind' | 'steps'> | null;
  /** By person: why nothing was done about him or her. */
  skipped: ReadonlyMap<string, SkipReason>;
}

/** What somebody on the board does to many places at once, in one transaction. */
@Injectable()
export class ActsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(ActsRepository) private readonly acts: ActsRepository,
  ) {}

  /** @throws AppError `not_found`, `event_closed` */
  async run(
    principal: Principal,
    action: 'assignments.tend' | 'assignments.change',
    eventId: string,
    work: (acting: Acting) => Promise<Deed>,
  ): Promise<ActDone> {
    const { units } = await this.access.reach(principal, action, eventId);
    const staff = requireStaff(principal);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raiseUnlessClosed(tx, eventId);
      const { done, invited, act, skipped } = await work({ tx, event, now, units });
      const kept = act && { ...act, event_id: eventId, staff_id: staff.id, at: now };
      return {
        actId: kept && (await this.acts.keep(tx, kept)),
        done,
        invited,
        skipped: await this.acts.skipped(tx.manager, skipped),
      };
    });
  }
}
