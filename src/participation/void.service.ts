import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CorrectionReason, Restored, VoidCheckIn, Voided } from '../contracts/closing.js';
import type { CheckInMethod } from '../contracts/participation.js';
import { EventChanges, EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { Corrections } from './corrections.js';

interface CheckInRow {
  id: string;
  siteId: string;
  shiftId: string;
  personId: string;
  assignmentId: string | null;
  orgUnitId: string;
  method: CheckInMethod;
  deviceTime: Date;
  recordedBy: string;
  voidReason: CorrectionReason | null;
  voidedAt: Date | null;
  voidRev: string | null;
  /** The check-in of the same person and shift that stands now. */
  standing: { id: string; at: string; rev: number } | null;
}

const CHECK_IN = `
  SELECT c.id, c.site_id AS "siteId", c.shift_id AS "shiftId", c.person_id AS "personId",
    c.assignment_id AS "assignmentId", c.org_unit_id AS "orgUnitId", c.method, c.device_time AS "deviceTime",
    c.recorded_by AS "recordedBy", v.reason AS "voidReason", v.recorded_at AS "voidedAt", v.rev AS "voidRev",
    (SELECT json_build_object('id', s.id, 'at', s.recorded_at, 'rev', s.rev)
     FROM check_ins s WHERE s.shift_id = c.shift_id AND s.person_id = c.person_id
       AND NOT EXISTS (SELECT 1 FROM check_in_voids x WHERE x.check_in_id = s.id)) AS standing
  FROM check_ins c LEFT JOIN check_in_voids v ON v.check_in_id = c.id
  WHERE c.event_id = $1 AND c.id = $2`;

/** Takes one check-in back, and puts it back. Asking again changes nothing and gets the same answer. */
@Injectable()
export class VoidService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(Corrections) private readonly corrections: Corrections,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws AppError `not_found` */
  async void(principal: Principal, eventId: string, id: string, why: VoidCheckIn): Promise<Voided> {
    await this.events.require(principal, 'ledger.correct', eventId);
    const { read } = this.transactions;
    const voided = voidOf(await get(read, eventId, id));
    if (voided) return voided;
    await this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, eventId);
      await this.corrections.void(tx, event, this.clock.now(), [id], { ...why, by: principal.id });
    });
    // As committed: when two asked at one moment, both get the void of the one that was first.
    return voidOf(await get(read, eventId, id))!;
  }

  /**
   * The person is checked in anew, by the scan that was voided.
   * @throws AppError `not_found`, `wrong_state` when the check-in was never voided
   */
  async restore(principal: Principal, eventId: string, id: string): Promise<Restored> {
    await this.events.require(principal, 'ledger.correct', eventId);
    const { read } = this.transactions;
    if (!(await get(read, eventId, id)).standing) {
      await this.transactions.run(async (tx) => {
        const event = await this.changes.raise(tx, eventId);
        const { voidedAt, standing, ...scan } = await get(tx.manager, eventId, id);
        if (standing || !voidedAt) return;
        await this.corrections.count(tx, event, this.clock.now(), [{ ...scan, decidedBy: principal.id }]);
      });
    }
    const { standing, voidedAt } = await get(read, eventId, id);
    if (!standing || !voidedAt) throw new AppError('wrong_state');
    return { checkInId: standing.id, at: new Date(standing.at).toISOString(), rev: standing.rev };
  }
}

async function get(manager: EntityManager, eventId: string, id: string): Promise<CheckInRow> {
  const rows = await manager.query<CheckInRow[]>(CHECK_IN, [eventId, id]);
  if (!rows[0]) throw new AppError('not_found');
  return rows[0];
}

function voidOf(row: CheckInRow): Voided | null {
  if (!row.voidedAt || !row.voidReason) return null;
  return {
    checkInId: row.id,
    reason: row.voidReason,
    at: row.voidedAt.toISOString(),
    rev: Number(row.voidRev),
  };
}
