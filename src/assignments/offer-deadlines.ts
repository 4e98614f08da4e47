import { Inject, Injectable } from '@nestjs/common';
import { EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { groupBy } from '../kernel/group-by.js';
import { Transactions } from '../platform/database/transactions.js';
import { AssignmentEffects } from './assignment-effects.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { StandbyService } from './standby.service.js';

/** Offers that end in one transaction: few enough that answers to the same event do not wait long. */
const BATCH = 500;
/** Who comes late, and whose check-in comes late from a phone without a network, has so long. */
const LATE_MS = 60 * 60_000;

/** What time does to offers. */
@Injectable()
export class OfferDeadlines {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
    @Inject(StandbyService) private readonly standby: StandbyService,
  ) {}

  /** Offers past their deadline run out, and the next on standby is asked. */
  async expire(): Promise<void> {
    const rows = await this.transactions.read.query<{ event_id: string }[]>(
      `SELECT DISTINCT event_id FROM assignments WHERE awaiting AND deadline_at <= $1`,
      [this.clock.now()],
    );
    for (const { event_id: eventId } of rows) {
      while ((await this.expireBatch(eventId)) === BATCH);
    }
  }

  private expireBatch(eventId: string): Promise<number> {
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raise(tx, eventId);
      const filter = {
        where: 'a.event_id = $5 AND a.awaiting AND a.deadline_at <= $6',
        values: [eventId, now],
        limit: BATCH,
      };
      const expired = await this.assignments.step(tx, 'expire', filter, now);
      if (expired.length === 0) return 0;
      await this.effects.count(tx, event, expired);
      await this.effects.tellExpired(tx, expired);
      await this.changes.recordAtSites(tx, event, 'expired', expired);
      await this.standby.fill(tx, event, expired);
      return expired.length;
    });
  }

  /**
   * Who said yes and is not there an hour after the end of the shift is a no-show. A word of the organiser
   * after the end stands above this: whom it calls accepted again stays so until the event is closed.
   */
  async settleMissed(): Promise<void> {
    const late = new Date(this.clock.now().getTime() - LATE_MS);
    const rows = await this.transactions.read.query<{ id: string; event_id: string }[]>(
      `SELECT s.id, s.event_id FROM shifts s JOIN events e ON e.id = s.event_id
       WHERE e.state = 'live' AND s.ends_at < $1
         AND EXISTS (SELECT FROM assignments a WHERE a.shift_id = s.id AND a.state = 'accepted'
           AND a.ends_at < $1 AND a.changed_at < a.ends_at)`,
      [late],
    );
    for (const [eventId, shifts] of groupBy(rows, (row) => row.event_id)) {
      await this.transactions.run(async (tx) => {
        const event = await this.changes.raise(tx, eventId);
        const filter = {
          where: 'a.shift_id = ANY($5) AND a.ends_at < $6 AND a.changed_at < a.ends_at',
          values: [shifts.map((shift) => shift.id), late],
        };
        const gone = await this.assignments.step(tx, 'miss', filter, this.clock.now());
        await this.effects.count(tx, event, gone);
        await this.changes.recordAtSites(tx, event, 'no_show', gone);
      });
    }
  }

  /** An event is over: who said yes and never came is a no-show, an offer without an answer has run out. */
  async settleClosed(): Promise<void> {
    const rows = await this.transactions.read.query<{ id: string }[]>(
      `SELECT e.id FROM events e WHERE e.state = 'closed'
       AND EXISTS (SELECT 1 FROM assignments a WHERE a.event_id = e.id AND a.state IN ('offered', 'accepted'))`,
    );
    for (const { id } of rows) {
      await this.transactions.run(async (tx) => {
        const now = this.clock.now();
        const event = await this.changes.raise(tx, id);
        if (event.state !== 'closed') return;
        const filter = { where: 'a.event_id = $5', values: [id] };
        const missed = await this.assignments.step(tx, 'miss', filter, now);
        const expired = await this.assignments.step(tx, 'expire', filter, now);
        await this.effects.count(tx, event, [...missed, ...expired]);
      });
    }
  }
}
