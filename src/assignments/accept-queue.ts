import { Inject, Injectable } from '@nestjs/common';
import { EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AssignmentEffects } from './assignment-effects.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { GatheredWords } from './gathered-words.js';

/** "Yes" to offers: many at once after a publication. */
@Injectable()
export class AcceptQueue extends GatheredWords {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
  ) {
    super();
  }

  /** @returns whether this call took the step from offered to accepted */
  accept(eventId: string, id: string): Promise<boolean> {
    return this.take(eventId, id);
  }

  protected takeAll(eventId: string, ids: readonly string[]): Promise<Set<string>> {
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raise(tx, eventId);
      if (event.state === 'closed') return new Set();
      const filter = { where: 'a.id = ANY($5) AND a.deadline_at > $6', values: [ids, now] };
      const accepted = await this.assignments.step(tx, 'accept', filter, now);
      await this.effects.count(tx, event, accepted);
      await this.changes.recordAtSites(tx, event, 'accepted', accepted);
      return new Set(accepted.map((row) => row.id));
    });
  }
}
