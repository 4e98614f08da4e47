import { Inject, Injectable } from '@nestjs/common';
import { IdSchema } from '../../contracts/common.js';
import type { RosterImport, RosterRow } from '../../contracts/people.js';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { tidy } from '../../kernel/vietnamese.js';
import { Transactions } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import { requireTable } from '../../platform/files/table-file.js';
import type { UploadedFile } from '../../platform/files/uploaded-file.js';
import { requireScope, requireStaff } from '../../platform/policy/policy.js';
import type { Principal } from '../../platform/policy/principal.js';
import { maskPhone, normalisePhone } from '../domain/phone.js';
import { OrgUnitAccess } from '../org-unit-access.js';
import { OrgUnitsRepository } from '../org-units.repository.js';
import { NO_COUNTS, RosterImportsRepository, type ShownRows } from './roster-imports.repository.js';
import type { RosterImportEntity } from './roster-import.entity.js';
import { RosterJobs } from './roster.jobs.js';
import { rejectedWorkbook } from './workbooks.js';

@Injectable()
export class RosterImportsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitAccess) private readonly access: OrgUnitAccess,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
    @Inject(RosterImportsRepository) private readonly imports: RosterImportsRepository,
    @Inject(RosterJobs) private readonly jobs: RosterJobs,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Keeps the file and has it read. @throws AppError `invalid_input`, `unknown_org_unit`, `unreadable_file` */
  async upload(principal: Principal, file: UploadedFile): Promise<RosterImport> {
    const { orgUnitId, ...unknown } = file.fields;
    const id = IdSchema.safeParse(orgUnitId);
    const faults = Object.keys(unknown).map((path) => ({
      path: path.slice(0, 200),
      problem: 'unknown field',
    }));
    if (!id.success) faults.push({ path: 'orgUnitId', problem: 'must be an id' });
    if (!id.success || faults.length > 0) throw new AppError('invalid_input', faults);
    const { read } = this.transactions;
    const unit = await this.access.require(read, principal, 'people.import', id.data);
    if (file.content.length === 0) throw new AppError('unreadable_file');
    requireTable(file.content);
    const now = this.clock.now();
    const created = await this.transactions.run(async (tx) => {
      const row = {
        id: newId(now.getTime()),
        org_unit_id: unit.id,
        staff_id: requireStaff(principal).id,
        file_name: nameOf(file.name),
        state: 'reading' as const,
        done: 0,
        total: 0,
        counts: NO_COUNTS,
        columns: [],
        error: null,
        created_at: now,
      };
      await this.imports.insert(tx.manager, row, file.content);
      tx.afterCommit(() => this.jobs.start('reading', row.id));
      return row;
    });
    return show(created, { rejected: [], sample: [] });
  }

  /** @throws AppError `not_found` */
  async get(principal: Principal, id: string): Promise<RosterImport> {
    const found = await this.require(principal, id);
    // While a step runs it is asked for often, and only for its progress.
    const settled = found.state === 'ready' || found.state === 'applied';
    const rows = settled ? await this.imports.shownRowsOf(this.transactions.read, id) : NO_ROWS;
    return show(found, rows);
  }

  /** Has the good rows written. Asked again while it runs or after, it says where it stands. */
  async apply(principal: Principal, id: string): Promise<RosterImport> {
    await this.require(principal, id);
    await this.transactions.run(async (tx) => {
      const started = await this.imports.startApplying(tx.manager, id, requireStaff(principal).id);
      if (!started) throw new AppError('import_not_ready');
      tx.afterCommit(() => this.jobs.start('applying', id));
    });
    return this.get(principal, id);
  }

  /** The rejected rows as a workbook, each with its reasons. @throws AppError `not_found`, `import_not_ready` */
  async rejected(principal: Principal, id: string): Promise<Buffer> {
    const found = await this.require(principal, id);
    const rows = await this.imports.rowsOf(this.transactions.read, id);
    if (!rows || (found.state !== 'ready' && found.state !== 'applied'))
      throw new AppError('import_not_ready');
    return rejectedWorkbook(rows.header, rows.rejected);
  }

  private async require(principal: Principal, id: string): Promise<RosterImportEntity> {
    const { read } = this.transactions;
    const found = await this.imports.find(read, id);
    if (!found) throw new AppError('not_found');
    const { ancestors } = await this.orgUnits.get(read, found.org_unit_id);
    requireScope(principal, 'people.import', { ancestors });
    return found;
  }
}

const NO_ROWS: ShownRows = { rejected: [], sample: [] };

type Facts = Omit<
  RosterImportEntity,
  'updated_at' | 'restarts' | 'content_sealed' | 'rows_sealed' | 'shown_sealed'
>;

function show(found: Facts, rows: ShownRows): RosterImport {
  return {
    id: found.id,
    orgUnitId: found.org_unit_id,
    fileName: found.file_name,
    state: found.state,
    done: found.done,
    total: found.total,
    counts: found.counts,
    columns: found.columns,
    rejected: rows.rejected.map(masked),
    sample: rows.sample.map(masked),
    error: found.error,
    createdAt: found.created_at.toISOString(),
  };
}

/** What is a number stands masked; what is none has to be seen to be mended. */
function masked(row: RosterRow): RosterRow {
  const phone = row.phone === null ? null : normalisePhone(row.phone);
  return phone === null ? row : { ...row, phone: maskPhone(phone) };
}

/** A file's name as it may be shown: one line, without control characters. */
function nameOf(name: string): string {
  return tidy(name.replace(/[\p{Cc}\p{Cs}]/gu, ' ')).slice(0, 200) || 'roster';
}
