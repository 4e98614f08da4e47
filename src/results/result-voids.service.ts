import { Inject, Injectable } from '@nestjs/common';
import type { ResultVoided, VoidResult } from '../contracts/results.js';
import { EventChanges, EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireStaff } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { ResultVoidsRepository } from './result-voids.repository.js';

/** Takes one report back. Asking again changes nothing and gets the same answer. */
@Injectable()
export class ResultVoidsService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(ResultVoidsRepository) private readonly voids: ResultVoidsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws AppError `not_found`, `result_below_zero` when the person has taken it off already */
  async void(
    principal: Principal,
    eventId: string,
    resultId: string,
    why: VoidResult,
  ): Promise<ResultVoided> {
    const staff = requireStaff(principal);
    await this.events.require(principal, 'results.correct', eventId);
    return this.transactions.run(async (tx) => {
      const event = await this.changes.raiseRevision(tx, eventId);
      const reported = await this.voids.find(tx.manager, eventId, resultId);
      if (!reported) throw new AppError('not_found');
      if (reported.voided) return { resultId, ...reported.voided };
      const { amount, people, quantity } = reported;
      if (amount < 0 || people < 0 || (!quantity && people > amount)) {
        throw new AppError('result_below_zero');
      }
      const now = this.clock.now();
      await this.voids.add(tx, event, now, { ...why, resultId, by: staff.id });
      return { resultId, reason: why.reason, at: now.toISOString(), rev: event.rev };
    });
  }
}
