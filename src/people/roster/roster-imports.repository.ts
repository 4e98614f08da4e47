import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RosterImport } from '../../contracts/people.js';
import { Clock } from '../../kernel/clock.js';
import { ERRORS, type ErrorCode } from '../../platform/errors/catalogue.js';
import type { ReadRoster } from './domain/roster-row.js';
import { RosterImportEntity } from './roster-import.entity.js';

type Counts = RosterImport['counts'];
export type ShownRows = Pick<RosterImport, 'rejected' | 'sample'>;
export const NO_COUNTS: Counts = { new: 0, changed: 0, unchanged: 0, rejected: 0 };

/** Rows of roster_imports. Every change of state names the state it leaves, and says whether it did. */
@Injectable()
export class RosterImportsRepository {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  find(manager: EntityManager, id: string): Promise<RosterImportEntity | null> {
    return manager.findOneBy(RosterImportEntity, { id });
  }

  async contentOf(manager: EntityManager, id: string): Promise<Buffer | null> {
    const rows = await manager.query<{ content: Buffer | null }[]>(
      'SELECT content FROM roster_imports WHERE id = $1',
      [id],
    );
    return rows[0]?.content ?? null;
  }

  async rowsOf(manager: EntityManager, id: string): Promise<ReadRoster | null> {
    const rows = await manager.query<{ rows: ReadRoster | null }[]>(
      'SELECT rows FROM roster_imports WHERE id = $1',
      [id],
    );
    return rows[0]?.rows ?? null;
  }

  /** What the preview shows of the rows: neither those that will be applied nor the cells of the file. */
  async shownRowsOf(manager: EntityManager, id: string): Promise<ShownRows> {
    const rows = await manager.query<ShownRows[]>(
      `SELECT coalesce(rows->'sample', '[]') AS sample,
         coalesce((SELECT jsonb_agg(r.item - 'cells' ORDER BY r.at)
                   FROM jsonb_array_elements(rows->'rejected') WITH ORDINALITY AS r (item, at)), '[]') AS rejected
       FROM roster_imports WHERE id = $1`,
      [id],
    );
    return rows[0] ?? { rejected: [], sample: [] };
  }

  /** From reading to ready. The file is let go: its rows say all that is needed. */
  async saveRead(
    manager: EntityManager,
    id: string,
    read: { rows: ReadRoster; counts: Counts; columns: RosterImport['columns']; total: number },
  ): Promise<boolean> {
    return this.change(
      manager,
      `UPDATE roster_imports SET state = 'ready', content = NULL, rows = $3, counts = $4, columns = $5,
         total = $6, done = $6, updated_at = $2
       WHERE id = $1 AND state = 'reading'`,
      [
        id,
        this.clock.now(),
        JSON.stringify(read.rows),
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
      `UPDATE roster_imports SET state = 'applying', staff_id = $3, done = 0,
         total = jsonb_array_length(rows->'accepted'), updated_at = $2
       WHERE id = $1 AND state = 'ready'`,
      [id, this.clock.now(), staffId],
    );
  }

  /** From applying to applied. */
  saveApplied(manager: EntityManager, id: string, rows: ReadRoster, counts: Counts): Promise<boolean> {
    return this.change(
      manager,
      `UPDATE roster_imports SET state = 'applied', rows = $3, counts = $4, done = total, updated_at = $2
       WHERE id = $1 AND state = 'applying'`,
      [id, this.clock.now(), JSON.stringify(rows), JSON.stringify(counts)],
    );
  }

  /** From any step to failed. */
  fail(manager: EntityManager, id: string, code: ErrorCode): Promise<boolean> {
    return this.change(
      manager,
      `UPDATE roster_imports SET state = 'failed', content = NULL, rows = NULL, error = $3, updated_at = $2
       WHERE id = $1 AND state IN ('reading', 'applying')`,
      [id, this.clock.now(), JSON.stringify(errorOf(code))],
    );
  }

  async progress(manager: EntityManager, id: string, done: number, total?: number): Promise<void> {
    await manager.query(
      `UPDATE roster_imports SET done = $3, total = coalesce($4::int, total), updated_at = $2
       WHERE id = $1 AND state IN ('reading', 'applying')`,
      [id, this.clock.now(), done, total ?? null],
    );
  }

  async silentSince(
    manager: EntityManager,
    moment: Date,
  ): Promise<{ id: string; state: 'reading' | 'applying' }[]> {
    return manager.query(
      `SELECT id, state FROM roster_imports WHERE state IN ('reading', 'applying') AND updated_at < $1
       ORDER BY created_at LIMIT 20`,
      [moment],
    );
  }

  async giveUp(manager: EntityManager, silentSince: Date): Promise<void> {
    await manager.query(
      `UPDATE roster_imports SET state = 'failed', content = NULL, rows = NULL, error = $2
       WHERE state IN ('reading', 'applying') AND updated_at < $1`,
      [silentSince, JSON.stringify(errorOf('internal'))],
    );
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
