import { Inject, Injectable } from '@nestjs/common';
import { EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { groupBy } from '../kernel/group-by.js';
import { onNobodysBehalf } from '../platform/audit/act.js';
import { Transactions } from '../platform/database/transactions.js';
import { AssignmentEffects } from './assignment-effects.js';
import { AssignmentsRepository } from './assignments.repository.js';

/** Answers in one transaction: as many as a storm brings while the one before commits. */
const BATCH = 200;

interface Waiting {
  id: string;
  resolve: (accepted: boolean) => void;
  reject: (thrown: unknown) => void;
}

/**
 * Thousands say yes within minutes of a publication, and each yes needs the event's lock. So while
 * one transaction runs, the answers that arrive wait and share the next one: alone, an answer waits
 * for nothing; in a storm, two hundred cost as much as one. Nobody hears "yes" before the commit.
 */
@Injectable()
export class AcceptQueue {
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
    @Inject(AssignmentEffects) private readonly effects: AssignmentEffects,
  ) {}

  /** @returns whether this call took the step from offered to accepted */
  accept(eventId: string, id: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(eventId);
      if (queue) {
        queue.push({ id, resolve, reject });
        return;
      }
      this.waiting.set(eventId, [{ id, resolve, reject }]);
      // One transaction is many people's; each acceptance is a step of its assignment's history.
      void onNobodysBehalf(() => this.drain(eventId));
    });
  }

  private async drain(eventId: string): Promise<void> {
    for (;;) {
      const batch = this.waiting.get(eventId)?.splice(0, BATCH) ?? [];
      if (batch.length === 0) break;
      try {
        const accepted = await this.acceptAll(
          eventId,
          batch.map((one) => one.id),
        );
        for (const { id, resolve } of batch) resolve(accepted.delete(id));
      } catch (thrown) {
        for (const { reject } of batch) reject(thrown);
      }
    }
    this.waiting.delete(eventId);
  }

  private acceptAll(eventId: string, ids: string[]): Promise<Set<string>> {
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const event = await this.changes.raise(tx, eventId);
      if (event.state === 'closed') return new Set();
      const filter = { where: 'a.id = ANY($5) AND a.deadline_at > $6', values: [ids, now] };
      const accepted = await this.assignments.step(tx, 'accept', filter, now);
      await this.effects.count(tx, event, accepted);
      await this.changes.record(
        tx,
        event,
        [...groupBy(accepted, (row) => row.site_id)].map(([siteId, at]) => ({
          kind: 'accepted' as const,
          siteId,
          count: at.length,
        })),
      );
      return new Set(accepted.map((row) => row.id));
    });
  }
}
