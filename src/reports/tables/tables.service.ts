import { Inject, Injectable } from '@nestjs/common';
import type { ObjectLiteral } from 'typeorm';
import type { EventTable, UnitTable } from '../../contracts/tables.js';
import { EventAccess } from '../../events/index.js';
import { Clock } from '../../kernel/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { unitsOf } from '../../platform/policy/policy.js';
import type { Principal } from '../../platform/policy/principal.js';
import { toCsv } from '../csv.js';
import { type TableCell, type TableRows, vietnamSecond } from '../domain/figures-table.js';
import { packWorkbook } from '../workbook-thread.js';
import { EVENT_TABLES } from './event-tables.js';
import type { ExportTable } from './table.js';
import { TablesRepository } from './tables.repository.js';
import { UNIT_TABLES } from './unit-tables.js';

/** What a file holds: lines above, then the table. */
interface Filled {
  table: ExportTable;
  above: TableCell[][];
  rows: TableRows;
}

/** Every table of the board as a file. */
@Injectable()
export class TablesService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(TablesRepository) private readonly tables: TablesRepository,
  ) {}

  async ofEvent(principal: Principal, eventId: string, name: EventTable): Promise<Filled> {
    const event = await this.access.require(principal, 'reports.export', eventId);
    const what = event.simulated ? 'Sự kiện (TỔNG DUYỆT, người mô phỏng)' : 'Sự kiện';
    return this.fill(EVENT_TABLES[name], eventId, [[what, event.title]]);
  }

  async ofUnits(principal: Principal, name: UnitTable): Promise<Filled> {
    return this.fill(UNIT_TABLES[name], unitsOf(principal, 'reports.export'), []);
  }

  csv({ table, above, rows }: Filled): Promise<Buffer> {
    return toCsv([...above, [], table.header], rows);
  }

  xlsx({ table, above, rows }: Filled): Promise<Buffer> {
    const { title, widths, header } = table;
    return packWorkbook([{ name: title.slice(0, 31), widths, above, header, rows }]);
  }

  private async fill(
    table: ExportTable,
    about: string | readonly string[],
    names: TableCell[][],
  ): Promise<Filled> {
    const at = vietnamSecond(this.clock.now());
    const rows = await this.tables.rows(this.transactions.read, table, about);
    return {
      table,
      above: [['Bảng', table.title], ...names, ['Thời điểm của số liệu (giờ Việt Nam)', at]],
      rows: linesOf(table, rows),
    };
  }
}

function* linesOf(table: ExportTable, rows: readonly ObjectLiteral[]): TableRows {
  let index = 0;
  for (const row of rows) yield table.line(row, index++);
}
