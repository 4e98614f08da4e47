import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { RosterImport, RosterRow } from '../../contracts/people.js';
import { Clock } from '../../kernel/clock.js';
import { vietnamDate } from '../../kernel/vietnam-time.js';
import { PlacesService } from '../../places/index.js';
import { Transactions } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import { readTablesInThread } from '../../platform/files/table-thread.js';
import { OrgUnitsRepository } from '../org-units.repository.js';
import type { Cell } from './domain/cells.js';
import { effectOf } from './domain/effect.js';
import { findHeader, type Header } from './domain/header.js';
import { rejectElsewhere } from './domain/reject-elsewhere.js';
import { inStandingUnit, type ReadRoster } from './domain/roster-row.js';
import { type FoundCommune, type ReadRow, RowReader } from './domain/row-reader.js';
import { UnitFinder } from './domain/unit-finder.js';
import { ImporterScope } from './importer-scope.js';
import { KnownPeople } from './known-people.js';
import { Progress } from './progress.js';
import type { RosterImportEntity } from './roster-import.entity.js';
import { NO_COUNTS, RosterImportsRepository } from './roster-imports.repository.js';

const SLICE = 500;
const MAX_ROWS = 50_000;
const SAMPLE = 50;

/** The first step of an import: from a file to rows that are understood or rejected with their reasons. */
@Injectable()
export class RosterReader {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(RosterImportsRepository) private readonly imports: RosterImportsRepository,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
    @Inject(PlacesService) private readonly places: PlacesService,
    @Inject(ImporterScope) private readonly scope: ImporterScope,
    @Inject(KnownPeople) private readonly people: KnownPeople,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The job: may run twice, and only the first to finish is kept. */
  async read(importId: string): Promise<void> {
    const { read } = this.transactions;
    const found = await this.imports.find(read, importId);
    const content = found?.state === 'reading' ? await this.imports.contentOf(read, importId) : null;
    if (!found || !content) return;
    try {
      await this.understand(found, content);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown; // the job is tried again
      await this.imports.fail(read, importId, thrown.code);
    }
  }

  private async understand(found: RosterImportEntity, content: Buffer): Promise<void> {
    const { read } = this.transactions;
    const chosen = await this.orgUnits.get(read, found.org_unit_id);
    const roots = await this.scope.require(found.staff_id, chosen.ancestors);
    const { rows, header } = pickSheet(await readTablesInThread(content));
    const total = rows.length - header.at - 1;
    if (total > MAX_ROWS) throw new AppError('too_many_rows');
    await this.imports.progress(read, found.id, 0, total);

    const reader = new RowReader(header, {
      today: vietnamDate(this.clock.now()),
      units: new UnitFinder(await this.orgUnits.below(read, chosen.id)),
      findCommune: await this.communeFinder(chosen.province_id),
    });
    const heirs = await this.orgUnits.heirs(read, chosen.id);
    const unitId = heirs.get(chosen.id) ?? chosen.id;
    const progress = new Progress(this.imports, read, found.id);
    const roster: ReadRoster = { header: header.names, accepted: [], rejected: [], sample: [] };
    const counts = { ...NO_COUNTS };
    const phoneColumn = header.names[header.fields.indexOf('phone')] ?? '';
    for (let start = header.at + 1; start < rows.length; start += SLICE) {
      const slice = rows.slice(start, start + SLICE);
      const readRows = slice.map((cells, i) => reader.read(cells, start + i + 1));
      const phones = readRows.flatMap((row) => (row.kind === 'accepted' ? [row.row.phone] : []));
      const known = await this.people.byPhone(read, phones);
      for (const row of readRows) {
        if (row.kind === 'nothing') continue;
        if (row.kind === 'rejected') {
          roster.rejected.push(row.row);
          continue;
        }
        const accepted = inStandingUnit(row.row, heirs);
        const effect = effectOf(accepted, known.get(accepted.phone), unitId, roots);
        if (effect.kind === 'elsewhere') {
          roster.rejected.push(rejectElsewhere(accepted, phoneColumn));
          continue;
        }
        counts[effect.kind]++;
        roster.accepted.push(accepted);
        if (roster.sample.length < SAMPLE) roster.sample.push(previewOf(row, effect.kind));
      }
      await progress.report(start + slice.length - header.at - 1);
      await nextTurn(); // requests wait their turn no longer than one slice takes
    }
    counts.rejected = roster.rejected.length;
    await this.imports.saveRead(read, found.id, { rows: roster, counts, columns: columnsOf(header), total });
  }

  /** Communes by name, each name looked up once. */
  private async communeFinder(provinceId: string): Promise<(text: string) => FoundCommune> {
    const find = await this.places.readerFor(provinceId);
    const known = new Map<string, FoundCommune>();
    return (text) => {
      let found = known.get(text);
      if (!found) {
        const answer = find(text);
        found =
          answer.kind === 'found'
            ? { kind: 'found', id: answer.commune.id }
            : answer.kind === 'ambiguous'
              ? { kind: 'ambiguous', names: answer.candidates.map(({ fullName }) => fullName) }
              : answer;
        known.set(text, found);
      }
      return found;
    };
  }
}

/** The first sheet that has a header row: guides and notes often stand on sheets of their own. */
function pickSheet(sheets: readonly Cell[][][]): { rows: Cell[][]; header: Header } {
  for (const rows of sheets) {
    const header = findHeader(rows);
    if (header) return { rows, header };
  }
  throw new AppError('no_header_row');
}

function previewOf(read: Extract<ReadRow, { kind: 'accepted' }>, effect: RosterRow['effect']): RosterRow {
  const { row, fullName, phone, birthDate } = read.row;
  return { row, fullName, phone, unit: read.unit, commune: read.commune, birthDate, effect, faults: [] };
}

function columnsOf(header: Header): RosterImport['columns'] {
  return header.names.flatMap((name, i) =>
    name === '' ? [] : [{ header: name, field: header.fields[i] ?? null }],
  );
}
