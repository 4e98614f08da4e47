import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import { OrgUnitsRepository } from '../org-units.repository.js';
import { PeopleRepository } from '../people.repository.js';
import { effectOf, type PersonFacts } from './domain/effect.js';
import { rejectElsewhere } from './domain/reject-elsewhere.js';
import { type AcceptedRow, inStandingUnit, type ReadRoster } from './domain/roster-row.js';
import { ImporterScope } from './importer-scope.js';
import { inTurnWithRosters } from './in-turn.js';
import { KnownPeople } from './known-people.js';
import { Progress } from './progress.js';
import type { RosterImportEntity } from './roster-import.entity.js';
import { NO_COUNTS, RosterImportsRepository } from './roster-imports.repository.js';

const CHUNK = 1_000;

/** The second step of an import: all good rows in one transaction. */
@Injectable()
export class RosterApplier {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(RosterImportsRepository) private readonly imports: RosterImportsRepository,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
    @Inject(PeopleRepository) private readonly newPeople: PeopleRepository,
    @Inject(KnownPeople) private readonly people: KnownPeople,
    @Inject(ImporterScope) private readonly scope: ImporterScope,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The job: may run twice; the change of state at the end lets one of them commit. */
  async apply(importId: string): Promise<void> {
    try {
      await this.transactions.run(async (tx) => {
        await inTurnWithRosters(tx);
        const found = await this.imports.find(tx.manager, importId);
        if (found?.state !== 'applying') return;
        await this.write(tx, found);
      });
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown; // the job is tried again
      await this.imports.fail(this.transactions.read, importId, thrown.code);
    }
  }

  private async write(tx: Tx, found: RosterImportEntity): Promise<void> {
    const roster = await this.imports.rowsOf(tx.manager, found.id);
    if (!roster) throw new AppError('import_not_ready');
    const chosen = await this.orgUnits.get(tx.manager, found.org_unit_id);
    const roots = await this.scope.require(found.staff_id, chosen.ancestors);
    // Units may have been merged since the file was read.
    const heirs = await this.orgUnits.heirs(tx.manager, chosen.id);
    const unitId = heirs.get(chosen.id) ?? chosen.id;
    const progress = new Progress(this.imports, this.transactions.read, found.id);
    const phoneColumn = found.columns.find(({ field }) => field === 'phone')?.header ?? '';
    const counts = { ...NO_COUNTS };
    const refused: AcceptedRow[] = [];
    for (let start = 0; start < roster.accepted.length; start += CHUNK) {
      const rows = roster.accepted.slice(start, start + CHUNK).map((row) => inStandingUnit(row, heirs));
      const done = await this.writeChunk(tx, rows, unitId, roots);
      counts.new += done.new;
      counts.changed += done.changed;
      counts.unchanged += done.unchanged;
      refused.push(...done.refused);
      await progress.report(start + rows.length);
      await nextTurn();
    }
    const left: ReadRoster = {
      ...roster,
      accepted: [], // written; nobody needs them here any longer
      rejected: [...roster.rejected, ...refused.map((row) => rejectElsewhere(row, phoneColumn))],
    };
    counts.rejected = left.rejected.length;
    const applied = await this.imports.saveApplied(tx.manager, found.id, left, counts);
    if (!applied) throw new AppError('import_not_ready'); // rolls everything back
  }

  private async writeChunk(tx: Tx, rows: readonly AcceptedRow[], unitId: string, roots: readonly string[]) {
    const known = await this.people.byPhone(
      tx.manager,
      rows.map((row) => row.phone),
      true,
    );
    const created: (PersonFacts & { phone: string })[] = [];
    const changes: { id: string; facts: PersonFacts }[] = [];
    const refused: AcceptedRow[] = [];
    for (const row of rows) {
      const person = known.get(row.phone);
      const effect = effectOf(row, person, unitId, roots);
      if (effect.kind === 'elsewhere') refused.push(row);
      if (effect.kind === 'new') created.push({ ...effect.facts, phone: row.phone });
      if (effect.kind === 'changed' && person) changes.push({ id: person.id, facts: effect.facts });
    }
    await this.newPeople.insertMany(
      tx,
      created.map((person) => ({ ...person, simulated: false })),
    );
    await this.people.updateMany(tx, changes, this.clock.now());
    const unchanged = rows.length - created.length - changes.length - refused.length;
    return { new: created.length, changed: changes.length, unchanged, refused };
  }
}
