import { Inject, Injectable } from '@nestjs/common';
import type { Page } from '../contracts/common.js';
import type { CheckIn, CheckInMethod, Conflict, Refusal } from '../contracts/participation.js';
import { EventFactsReader } from '../events/index.js';
import { fold } from '../kernel/vietnamese.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Principal } from '../platform/policy/principal.js';

export interface LedgerQuery {
  page: number;
  pageSize: number;
  siteId?: string | undefined;
  /** A part of a name. */
  name?: string | undefined;
}
interface Row {
  id: string;
  eventId: string;
  siteId: string;
  shiftId: string;
  personId: string;
  fullName: string;
  method: CheckInMethod;
  deviceTime: Date;
  recordedAt: Date;
  firstOfPerson: boolean;
  voided: boolean;
  countedAgain: boolean;
}
interface ConflictRow {
  id: string;
  eventId: string;
  siteId: string | null;
  personId: string | null;
  method: CheckInMethod;
  refusal: Refusal;
  deviceTime: Date;
  recordedAt: Date;
}

const WANTED = `c.event_id = $1 AND ($2::uuid IS NULL OR c.site_id = $2) AND strpos(p.folded, $3) > 0`;
const VOIDED = 'EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id)';

/** Pages of the ledger and of what was not counted, newest first. */
@Injectable()
export class LedgerReader {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
  ) {}

  async checkIns(principal: Principal, eventId: string, query: LedgerQuery): Promise<Page<CheckIn>> {
    await this.events.require(principal, 'check_ins.read', eventId);
    const filter = [eventId, query.siteId ?? null, fold(query.name ?? '')];
    const [count] = await this.transactions.read.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM check_ins c JOIN people p ON p.id = c.person_id WHERE ${WANTED}`,
      filter,
    );
    const rows = await this.transactions.read.query<Row[]>(
      `SELECT c.id, c.event_id AS "eventId", c.site_id AS "siteId", c.shift_id AS "shiftId",
         c.person_id AS "personId", p.full_name AS "fullName", c.method, c.device_time AS "deviceTime",
         c.recorded_at AS "recordedAt", ${VOIDED} AS voided,
         ${VOIDED} AND EXISTS (
           SELECT 1 FROM check_ins s WHERE s.shift_id = c.shift_id AND s.person_id = c.person_id
             AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = s.id)) AS "countedAgain",
         NOT ${VOIDED} AND NOT EXISTS (
           SELECT 1 FROM check_ins e WHERE e.event_id = c.event_id AND e.person_id = c.person_id
             AND (e.rev, e.id) < (c.rev, c.id)
             AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = e.id)) AS "firstOfPerson"
       FROM check_ins c JOIN people p ON p.id = c.person_id
       WHERE ${WANTED}
       ORDER BY c.rev DESC, c.id DESC LIMIT $4 OFFSET $5`,
      [...filter, query.pageSize, (query.page - 1) * query.pageSize],
    );
    return { items: rows.map(withTexts), total: count?.n ?? 0, page: query.page, pageSize: query.pageSize };
  }

  async conflicts(principal: Principal, eventId: string, query: LedgerQuery): Promise<Page<Conflict>> {
    await this.events.require(principal, 'check_ins.read', eventId);
    const total = await this.countConflicts(eventId, query);
    const rows = await this.transactions.read.query<ConflictRow[]>(
      `SELECT id, event_id AS "eventId", site_id AS "siteId", person_id AS "personId", method, refusal,
         device_time AS "deviceTime", recorded_at AS "recordedAt"
       FROM check_in_conflicts WHERE event_id = $1 AND ($2::uuid IS NULL OR site_id = $2)
       ORDER BY recorded_at DESC, id DESC LIMIT $3 OFFSET $4`,
      [eventId, query.siteId ?? null, query.pageSize, (query.page - 1) * query.pageSize],
    );
    return { items: rows.map(withTexts), total, page: query.page, pageSize: query.pageSize };
  }

  /** Takes this person part in the event, or has the event answered a scan of theirs before? */
  async concerns(eventId: string, personId: string): Promise<boolean> {
    const rows = await this.transactions.read.query<{ yes: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM registrations WHERE event_id = $1 AND person_id = $2)
         OR EXISTS (SELECT 1 FROM check_in_conflicts WHERE event_id = $1 AND recorded_by = $2) AS yes`,
      [eventId, personId],
    );
    return rows[0]?.yes === true;
  }

  private async countConflicts(eventId: string, { siteId }: LedgerQuery): Promise<number> {
    const rows = await this.transactions.read.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM check_in_conflicts WHERE event_id = $1 AND ($2::uuid IS NULL OR site_id = $2)`,
      [eventId, siteId ?? null],
    );
    return rows[0]?.n ?? 0;
  }
}

function withTexts<R extends { deviceTime: Date; recordedAt: Date }>(row: R) {
  return { ...row, deviceTime: row.deviceTime.toISOString(), recordedAt: row.recordedAt.toISOString() };
}
