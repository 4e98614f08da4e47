import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RosterImport } from '../../contracts/people.js';
import type { Columns } from '../../platform/database/columns.js';
import { ERRORS, type ErrorCode } from '../../platform/errors/catalogue.js';
import type { SealedColumn } from '../../platform/sealing/sealed-column.js';
import { Sealer } from '../../platform/sealing/sealer.js';
import type { ReadRoster } from './domain/roster-row.js';
import { ROSTER_FILE, ROSTER_ROWS, ROSTER_SHOWN, RosterImportEntity } from './roster-import.entity.js';

type Counts = RosterImport['counts'];
export type ShownRows = Pick<RosterImport, 'rejected' | 'sample'>;
const NOTHING_KEPT = 'content_sealed = NULL, rows_sealed = NULL, shown_sealed = NULL';
export const NO_COUNTS: Counts = { new: 0, changed: 0, unchanged: 0, rejected: 0 };

/**
 * A step of which nothing was heard for $1 milliseconds, by the database's clock, which is one for all. What was
 * written in the future was written before that clock was set back: until then nobody could tell how silent it is.
 */
const SILENT = `state IN ('reading', 'applying')
  AND updated_at NOT BETWEEN clock_timestamp() - $1 * interval '1 millisecond' AND clock_timestamp()`;

/** Rows of roster_imports. Every change of state names the state it leaves, and says whether it did. */
@Injectable()
export class RosterImportsRepository {
  constructor(@Inject(Sealer) private readonly sealer: Sealer) {}

  async insert(
    manager: EntityManager,
    row: Omit<
      Columns<RosterImportEntity>,
      'updated_at' | 'restarts' | 'content_sealed' | 'rows_sealed' | 'shown_sealed'
    >,
    content: Buffer,
  ): Promise<void> {
    const content_sealed = this.sealer.seal(ROSTER_FILE, row.id, content);
    await manager.insert(RosterImportEntity, {
      ...row,
      updated_at: () => 'clock_timestamp()',
      restarts: 0,
      content_sealed,
      rows_sealed: null,
      shown_sealed: null,
    });
  }

  find(manager: EntityManager, id: string): Promise<RosterImportEntity | null> {
    return manager.findOneBy(RosterImportEntity, { id });
  }

  contentOf(manager: EntityManager, id: string): Promise<Buffer | null> {
    return this.opened(manager, ROSTER_FILE, id);
  }

  async rowsOf(manager: EntityManager, id: string): Promise<ReadRoster | null> {
    const text = await this.opened(manager, ROSTER_ROWS, id);
    return text && (JSON.parse(text.toString('utf8')) as ReadRoster);
  }

  /** What the preview shows of the rows: neither those that will be applied nor the cells of the file. */
  async shownRowsOf(manager: EntityManager, id: string): Promise<ShownRows> {
    const text = await this.opened(manager, ROSTER_SHOWN, id);
    return text ? (JSON.parse(text.toString('utf8')) as ShownRows) : { rejected: [], sample: [] };
  }

  /** From reading to ready. The file is let go: its rows say all that is needed. */
  async saveRead(
    manager: EntityManager,
    id: string,
    read: { rows: ReadRoster; counts: Counts; columns: RosterImport['columns']; total: number },
  ): Promise<boolean> {
    return this.change(
      manager,
      `UPDATE roster_imports SET state = 'ready', content_sealed = NULL, rows_sealed = $2, shown_sealed = $3,
         counts = $4, columns = $5, total = $6, done = $6, updated_at = clock_timestamp()
       WHERE id = $1 AND state = 'reading'`,
      [
        id,
        ...this.sealedRows(id, read.rows),
        JSON.stringify(read.counts),
        JSON.stringify(read.columns),
        read.total,
      ],
    );
  }

  /** From ready to applying; from now on in the name of whoever applies it. */
  startApplying(manager: EntityManager, id: string, staffId: string): Promise<boolean> {
    return this.change(
      manager,
      `UPDATE roster_imports SET state = 'applying', staff_id = $2, done = 0, restarts = 0,
         total = (counts->>'new')::int + (counts->>'changed')::int + (counts->>'unchanged')::int,
         updated_at = clock_timestamp()
       WHERE id = $1 AND state = 'ready'`,
      [id, staffId],
    );
  }

  /** From applying to applied. */
  saveApplied(manager: EntityManager, id: string, rows: ReadRoster, counts: Counts): Promise<boolean> {
    return this.change(
      manager,
      `UPDATE roster_imports SET state = 'applied', rows_sealed = $2, shown_sealed = $3, counts = $4, done = total,
         updated_at = clock_timestamp()
       WHERE id = $1 AND state = 'applying'`,
      [id, ...this.sealedRows(id, rows), JSON.stringify(counts)],
    );
  }

  /** From any step to failed. */
  fail(manager: EntityManager, id: string, code: ErrorCode): Promise<boolean> {
    return this.change(
      manager,
      `UPDATE roster_imports SET state = 'failed', ${NOTHING_KEPT}, error = $2, updated_at = clock_timestamp()
       WHERE id = $1 AND state IN ('reading', 'applying')`,
      [id, JSON.stringify(errorOf(code))],
    );
  }

  async progress(manager: EntityManager, id: string, done: number, total?: number): Promise<void> {
    await manager.query(
      `UPDATE roster_imports SET done = $2, total = coalesce($3::int, total), updated_at = clock_timestamp()
       WHERE id = $1 AND state IN ('reading', 'applying')`,
      [id, done, total ?? null],
    );
  }

  /** Counts one more start of steps that have fallen silent. @returns those that need another job */
  async restartSilent(
    manager: EntityManager,
    silentMs: number,
  ): Promise<{ id: string; state: 'reading' | 'applying' }[]> {
    const [rows] = await manager.query<[{ id: string; state: 'reading' | 'applying' }[], number]>(
      `UPDATE roster_imports SET restarts = restarts + 1, updated_at = clock_timestamp()
       WHERE id IN (SELECT id FROM roster_imports WHERE ${SILENT} ORDER BY created_at LIMIT 20)
       RETURNING id, state`,
      [silentMs],
    );
    return rows;
  }

  /** Those started anew so often that one more start is in vain: a number of starts, which no clock can be wrong about. */
  async giveUp(manager: EntityManager, silentMs: number, restarts: number): Promise<void> {
    await manager.query(
      `UPDATE roster_imports SET state = 'failed', ${NOTHING_KEPT}, error = $3, updated_at = clock_timestamp()
       WHERE ${SILENT} AND restarts >= $2`,
      [silentMs, restarts, JSON.stringify(errorOf('internal'))],
    );
  }

  private async opened(manager: EntityManager, column: SealedColumn, id: string): Promise<Buffer | null> {
    const rows = await manager.query<{ sealed: Buffer | null }[]>(
      `SELECT ${column.column} AS sealed FROM roster_imports WHERE id = $1`,
      [id],
    );
    const sealed = rows[0]?.sealed ?? null;
    return sealed && this.sealer.open(column, id, sealed);
  }

  private sealedRows(id: string, rows: ReadRoster): [Buffer, Buffer] {
    const shown = {
      sample: rows.sample,
      rejected: rows.rejected.map((row) => ({ ...row, cells: undefined })),
    };
    return [
      this.sealer.seal(ROSTER_ROWS, id, JSON.stringify(rows)),
      this.sealer.seal(ROSTER_SHOWN, id, JSON.stringify(shown)),
    ];
  }

  private async change(manager: EntityManager, sql: string, values: unknown[]): Promise<boolean> {
    const [, changed] = await manager.query<[unknown[], number]>(sql, values);
    return changed === 1;
  }
}

function errorOf(code: ErrorCode): NonNullable<RosterImport['error']> {
  const { vi, en } = ERRORS[code];
  return { code, vi, en };
}
