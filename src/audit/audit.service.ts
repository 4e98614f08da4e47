import { Inject, Injectable } from '@nestjs/common';
import type { AuditEntry, AuditFilter, AuditPage, AuditQuery } from '../contracts/audit.js';
import { Transactions } from '../platform/database/transactions.js';
import { unitsOf } from '../platform/policy/policy.js';
import type { Action } from '../platform/policy/policy-table.js';
import type { Principal } from '../platform/policy/principal.js';
import { toCsv } from '../reports/index.js';
import { EntriesRepository } from './entries.repository.js';

/** A spreadsheet takes so many rows in one breath; for more, narrow the time. */
const AT_MOST = 20_000;

const HEADER = [
  'Số',
  'Lúc',
  'Việc',
  'Người làm (loại)',
  'Người làm (mã)',
  'Người làm',
  'Địa chỉ',
  'Phiên',
  'Quyền',
  'Đường dẫn',
  'Bảng',
  'Số dòng',
  'Dòng',
  'Thay đổi',
  'Mắt xích',
];

@Injectable()
export class AuditService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EntriesRepository) private readonly entries: EntriesRepository,
  ) {}

  async page(principal: Principal, { page, pageSize, ...filter }: AuditQuery): Promise<AuditPage> {
    const units = await this.unitsFor(principal, 'audit.read', filter.eventId);
    const found = await this.entries.page(this.transactions.read, units, filter, { page, pageSize });
    return { ...found, page, pageSize };
  }

  async csv(principal: Principal, filter: AuditFilter): Promise<Buffer> {
    const units = await this.unitsFor(principal, 'audit.export', filter.eventId);
    const items = await this.entries.first(this.transactions.read, units, filter, AT_MOST);
    return toCsv([HEADER, ...items.map(lineOf)]);
  }

  /** Who holds a role for one event or campaign reads of it alone, when that event is asked for. */
  private async unitsFor(principal: Principal, action: Action, eventId?: string): Promise<string[]> {
    if (eventId === undefined) return unitsOf(principal, action);
    const campaignId = await this.entries.campaignOf(this.transactions.read, eventId);
    return unitsOf(principal, action, campaignId === null ? undefined : { eventId, campaignId });
  }
}

const lineOf = (entry: AuditEntry): (string | number)[] => [
  entry.id,
  entry.at,
  entry.kind,
  entry.actor.kind,
  entry.actor.id ?? '',
  entry.actor.name ?? '',
  entry.address ?? '',
  entry.sessionId ?? '',
  entry.action ?? '',
  entry.route ?? '',
  entry.table ?? '',
  entry.rows.count,
  entry.rows.first.join(' '),
  JSON.stringify(entry.changes),
  entry.link ?? '',
];
