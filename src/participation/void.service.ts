import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Restored, VoidCheckIn, Voided } from '../contracts/closing.js';
import { EventChanges, EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { Corrections } from './corrections.js';
import { type CheckInWithVoid, VoidsRepository } from './voids.repository.js';

/** Takes one check-in back, and puts it back. Asking again changes nothing and gets the same answer. */
@Injectable()
export class VoidService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(Corrections) private readonly corrections: Corrections,
    @Inject(VoidsRepository) private readonly voids: VoidsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws AppError `not_found` */
  async void(principal: Principal, eventId: string, id: string, why: VoidCheckIn): Promise<Voided> {
    await this.events.require(principal, 'ledger.correct', eventId);
    const { read } = this.transactions;
    const voided = voidOf(await this.require(read, eventId, id));
    if (voided) return voided;
    await this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, eventId);
      await this.corrections.void(tx, event, this.clock.now(), [id], { ...why, by: principal.id });
    });
    // As committed: when two asked at one moment, both get the void of the one that was first.
    return voidOf(await this.require(read, eventId, id))!;
  }

  /**
   * The person is checked in anew, by the scan that was voided.
   * @throws AppError `not_found`, `wrong_state` when the check-in was never voided
   */
  async restore(principal: Principal, eventId: string, id: string): Promise<Restored> {
    await this.events.require(principal, 'ledger.correct', eventId);
    const { read } = this.transactions;
    if (!(await this.require(read, eventId, id)).standing) {
      await this.transactions.run(async (tx) => {
        const event = await this.changes.raise(tx, eventId);
        const { voidedAt, standing, ...scan } = await this.require(tx.manager, eventId, id);
        if (standing || !voidedAt) return;
        await this.corrections.count(tx, event, this.clock.now(), [{ ...scan, decidedBy: principal.id }]);
      });
    }
    const { standing, voidedAt } = await this.require(read, eventId, id);
    if (!standing || !voidedAt) throw new AppError('wrong_state');
    return { checkInId: standing.id, at: new Date(standing.at).toISOString(), rev: standing.rev };
  }

  private async require(manager: EntityManager, eventId: string, id: string): Promise<CheckInWithVoid> {
    const found = await this.voids.find(manager, eventId, id);
    if (!found) throw new AppError('not_found');
    return found;
  }
}

function voidOf(row: CheckInWithVoid): Voided | null {
  if (!row.voidedAt || !row.voidReason) return null;
  return {
    checkInId: row.id,
    reason: row.voidReason,
    at: row.voidedAt.toISOString(),
    rev: Number(row.voidRev),
  };
}
