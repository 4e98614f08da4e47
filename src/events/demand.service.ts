import { Inject, Injectable } from '@nestjs/common';
import type { Skill } from '../contracts/common.js';
import type { DemandApplied, DemandRule } from '../contracts/events.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { cellText, isFooter, readSkills } from '../people/index.js';
import { PlacesService } from '../places/index.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { type Cell, MAX_ROWS } from '../platform/files/table-file.js';
import { readTablesInThread } from '../platform/files/table-thread.js';
import type { Principal } from '../platform/policy/principal.js';
import { DemandsRepository } from './demands.repository.js';
import { demandByRule, MOST_PEOPLE } from './domain/demand-rule.js';
import {
  type DemandReaders,
  type DemandTable,
  readDemandTable,
  type RowFault,
} from './domain/demand-table.js';
import { type DemandSpread, spreadDemand, type WantedDemand } from './domain/spread-demand.js';
import { EventAccess } from './event-access.js';
import { EventChanges } from './event-changes.js';
import type { EventEntity } from './event.entity.js';
import { EventsRepository } from './events.repository.js';
import { ShiftsRepository } from './shifts.repository.js';
import { SitesRepository } from './sites.repository.js';

const MOST_FAULTS_SHOWN = 200;

/** Demand for many communes at once, by a rule or from a file. */
@Injectable()
export class DemandService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PlacesService) private readonly places: PlacesService,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(EventsRepository) private readonly events: EventsRepository,
    @Inject(SitesRepository) private readonly sites: SitesRepository,
    @Inject(ShiftsRepository) private readonly shifts: ShiftsRepository,
    @Inject(DemandsRepository) private readonly demands: DemandsRepository,
  ) {}

  /** @throws AppError `demand_too_large` when a commune would need more than a shift can hold */
  async applyRule(principal: Principal, eventId: string, rule: DemandRule): Promise<DemandApplied> {
    const event = await this.access.require(principal, 'events.change', eventId);
    const wanted = demandByRule(rule, await this.places.communesOf(event.province_id));
    if (wanted.some((row) => row.target > MOST_PEOPLE)) throw new AppError('demand_too_large');
    return this.apply(eventId, wanted);
  }

  /** All rows of the file or none. @throws AppError `no_demand_header`, `bad_demand_rows` */
  async applyFile(principal: Principal, eventId: string, content: Buffer): Promise<DemandApplied> {
    const event = await this.access.require(principal, 'events.change', eventId);
    const readers = await this.readersFor(event);
    const table = firstTable(await readTablesInThread(content), readers);
    if (!table) throw new AppError('no_demand_header');
    if (table.faults.length > 0) throw new AppError('bad_demand_rows', fieldsOf(table.faults));
    return this.apply(eventId, table.wanted);
  }

  private apply(eventId: string, wanted: readonly WantedDemand[]): Promise<DemandApplied> {
    return this.transactions.run(async (tx) => {
      await this.changes.raiseUnlessClosed(tx, eventId);
      const event = await this.events.find(tx.manager, eventId);
      if (!event) throw new AppError('not_found');
      const sites = await this.sites.list(tx.manager, eventId);
      const shifts = await this.shifts.list(tx.manager, eventId);
      const spread = spreadDemand(
        {
          sites: sites.map((site) => ({ id: site.id, communeId: site.commune_id, name: site.name })),
          shifts: shifts.map((shift) => ({ id: shift.id, siteId: shift.site_id, demand: shift.demand })),
        },
        wanted,
        newId,
      );
      await this.save(tx, event, spread);
      return {
        sitesCreated: spread.sites.length,
        shiftsCreated: spread.shifts.length,
        shiftsChanged: new Set(spread.demands.map((row) => row.shiftId)).size,
        people: wanted.reduce((sum, row) => sum + row.target, 0),
      };
    });
  }

  private async save(tx: Tx, event: EventEntity, spread: DemandSpread): Promise<void> {
    const created_at = this.clock.now();
    const blank = { address: null, lat: null, lon: null, contact_name: null, contact_phone: null };
    await this.sites.insertMany(
      tx,
      spread.sites.map(({ id, communeId, name }) => ({
        ...blank,
        id,
        event_id: event.id,
        name,
        commune_id: communeId,
        created_at,
      })),
    );
    await this.shifts.insertMany(
      tx,
      spread.shifts.map(({ id, siteId }) => ({
        id,
        event_id: event.id,
        site_id: siteId,
        title: 'Ca ra quân',
        starts_at: event.starts_at,
        ends_at: event.ends_at,
        minimum_age: null,
      })),
    );
    await this.shifts.raiseVersions(tx, [...new Set(spread.demands.map((row) => row.shiftId))]);
    await this.demands.insertMany(
      tx,
      spread.demands.map(({ shiftId, skill, ...numbers }) => ({
        ...numbers,
        shift_id: shiftId,
        skill: skill ?? '',
      })),
    );
  }

  private async readersFor(event: EventEntity): Promise<DemandReaders> {
    const communes = await this.places.communesOf(event.province_id);
    const byCode = new Map(communes.map((commune) => [commune.code, commune]));
    return {
      skill: skillOf,
      byName: await this.places.readerFor(event.province_id),
      byCode: (code) => {
        const commune = byCode.get(code);
        return commune ? { kind: 'found', commune } : { kind: 'unknown' };
      },
    };
  }
}

/** The table of the first sheet that has one; rows below a list that sum it up or sign it are blank. */
function firstTable(sheets: readonly Cell[][][], readers: DemandReaders): DemandTable | null {
  for (const sheet of sheets) {
    if (sheet.length > MAX_ROWS) throw new AppError('too_many_rows');
    const rows = sheet.map((cells) => {
      const texts = cells.map(cellText);
      return isFooter(texts) ? [] : texts;
    });
    const table = readDemandTable(rows, readers);
    if (table) return table;
  }
  return null;
}

/** One skill, null for anyone, undefined for a word that is no skill or for several. */
function skillOf(text: string): Skill | null | undefined {
  const read = readSkills(text);
  if ('unknown' in read || read.skills.length > 1) return undefined;
  return read.skills[0]?.skill ?? null;
}

function fieldsOf(faults: readonly RowFault[]): { path: string; problem: string }[] {
  const shown = faults.slice(0, MOST_FAULTS_SHOWN);
  return shown.map(({ row, column, problem }) => ({ path: `rows.${row}.${column}`, problem }));
}
