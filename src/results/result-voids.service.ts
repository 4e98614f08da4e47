import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ResultVoided, VoidResult } from '../contracts/results.js';
import { EventChanges, EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireStaff } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { ADD_TO_COUNTS } from './results.repository.js';

interface Reported {
  /** What stands of the same person, place and indicator without this report. */
  amount: number;
  people: number;
  quantity: boolean;
  voided: { reason: string; at: string; rev: number } | null;
}

/** Takes one report back. Asking again changes nothing and gets the same answer. */
@Injectable()
export class ResultVoidsService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventChanges) private readonly changes: EventChanges,
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
      const event = await this.changes.raiseCounts(tx, eventId);
      const reported = await find(tx.manager, eventId, resultId);
      if (reported.voided) return { resultId, ...reported.voided };
      const { amount, people, quantity } = reported;
      if (amount < 0 || people < 0 || (!quantity && people > amount)) {
        throw new AppError('result_below_zero');
      }
      const now = this.clock.now();
      const row = [newId(), why.reason, why.note, staff.id, resultId];
      await tx.manager.query(VOID, [eventId, event.rev, now, ...row]);
      return { resultId, reason: why.reason, at: now.toISOString(), rev: event.rev };
    });
  }
}

async function find(manager: EntityManager, eventId: string, resultId: string): Promise<Reported> {
  const rows = await manager.query<
    (Omit<Reported, 'voided'> & { voidedAt: Date | null; reason: string; rev: string })[]
  >(
    `SELECT coalesce(s.amount, 0) AS amount, coalesce(s.people, 0) AS people, i.counts = 'quantity' AS quantity,
       v.recorded_at AS "voidedAt", v.reason, v.rev
     FROM results r JOIN indicators i ON i.id = r.indicator_id
     LEFT JOIN result_voids v ON v.result_id = r.id
     LEFT JOIN LATERAL (
       SELECT sum(o.amount)::int AS amount, sum(o.people)::int AS people FROM results o
       WHERE o.assignment_id = r.assignment_id AND o.indicator_id = r.indicator_id AND o.refusal IS NULL AND o.id <> r.id
         AND NOT EXISTS (SELECT FROM result_voids x WHERE x.result_id = o.id)) s ON true
     WHERE r.event_id = $1 AND r.id = $2 AND r.refusal IS NULL`,
    [eventId, resultId],
  );
  const row = rows[0];
  if (!row) throw new AppError('not_found');
  const { voidedAt, reason, rev, ...sums } = row;
  return { ...sums, voided: voidedAt && { reason, at: voidedAt.toISOString(), rev: Number(rev) } };
}

const VOID = `
WITH voided AS (
  INSERT INTO result_voids (id, event_id, result_id, reason, note, voided_by, recorded_at, rev)
  VALUES ($4, $1, $8, $5, $6, $7, $3, $2)
  RETURNING result_id
), differences AS (
  SELECT r.site_id, r.indicator_id, -r.amount AS amount, -r.people AS people
  FROM voided JOIN results r ON r.id = voided.result_id
), ${ADD_TO_COUNTS}`;
