import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  AdministrativeUnit,
  Outline,
  ResolveAnswer,
  UnitDetail,
  UnitSearchSchema,
} from '../contracts/places.js';
import { Clock } from '../kernel/clock.js';
import { vietnamDate } from '../kernel/vietnam-time.js';
import { fold } from '../kernel/vietnamese.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { THREE_LEVELS_KNOWN_SINCE } from './domain/gazetteer.js';
import { rankName, splitType } from './domain/spelling.js';
import { Outlines } from './outlines.js';
import { PlacesRepository, type UnitName } from './places.repository.js';

const LEVELS = ['province', 'district', 'commune'];
/** Relations in which the old unit went on, whole and alone. */
const SAME = ['unchanged', 'renamed'];

/** Questions about administrative units: which there are, what they are called, what became of them. */
@Injectable()
export class UnitsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PlacesRepository) private readonly places: PlacesRepository,
    @Inject(Outlines) private readonly outlines: Outlines,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  provinces(on?: string): Promise<AdministrativeUnit[]> {
    return this.places.list(this.transactions.read, this.date(on), { level: 'province' }, null);
  }

  /** @throws AppError `not_found` when there is no such province on that date */
  async communes(province: string, on?: string): Promise<AdministrativeUnit[]> {
    const date = this.date(on);
    const units = await this.places.list(this.transactions.read, date, { level: 'commune', province }, null);
    if (units.length === 0) throw new AppError('not_found');
    return units;
  }

  /** Finds by any way of writing; the same marks come first, then Vietnamese order. */
  async search(query: z.infer<typeof UnitSearchSchema>): Promise<AdministrativeUnit[]> {
    const { q, level, province, limit } = query;
    const on = this.date(query.on);
    if (fold(q) === '') return this.places.list(this.transactions.read, on, { level, province }, limit);
    const split = splitType(q);
    const typed = split && { type: split.type, folded: fold(split.name) };
    const found = await this.places.matching(this.transactions.read, on, { level, province }, fold(q), typed);
    const ranked = found
      .map((unit) => ({ id: unit.id, rank: rankOf(q, split, unit) }))
      .sort((a, b) => a.rank - b.rank);
    const ids = ranked.slice(0, limit).map(({ id }) => id);
    return this.places.byIds(this.transactions.read, on, ids);
  }

  /** @throws AppError `not_found` */
  async detail(id: string): Promise<UnitDetail> {
    const unit = await this.unit(id);
    const manager = this.transactions.read;
    const [names, predecessors, successors] = await Promise.all([
      this.places.names(manager, id),
      this.places.predecessors(manager, id),
      this.places.successors(manager, this.date(), id),
    ]);
    return { ...unit, names, predecessors, successors };
  }

  /** @throws AppError `not_found` also for units of the old set, which have no outline */
  async outline(id: string): Promise<Outline> {
    const unit = await this.unit(id);
    const outline = unit.validTo === null ? await this.outlines.find(unit) : null;
    if (!outline) throw new AppError('not_found');
    return outline;
  }

  /**
   * Which unit had this code on a date, and what is it now? For dates before the oldest set the
   * gazetteer knows, that set answers; `then.validFrom` says since when it is known.
   * @throws AppError `unknown_unit`
   */
  async resolve(code: string, on: string): Promise<ResolveAnswer> {
    const manager = this.transactions.read;
    const then = await this.places.byCode(manager, this.date(on), code);
    if (!then) throw new AppError('unknown_unit');
    const today = this.date();
    if (then.validTo === null) {
      const [unit] = await this.places.byIds(manager, today, [then.id]);
      return { then, now: unit ? { kind: 'same', unit } : { kind: 'unknown' } };
    }
    const successors = await this.places.successors(manager, today, then.id);
    const official = successors.filter((s) => s.isDefault);
    const chosen = official.length > 0 ? official : successors;
    const units = await this.places.byIds(
      manager,
      today,
      chosen.map((s) => s.id),
    );
    const [unit] = units;
    if (!unit) return { then, now: { kind: 'unknown' } };
    if (official.length !== 1) return { then, now: { kind: 'split_choose', candidates: units } };
    const same = SAME.includes(official[0]?.relation ?? '');
    return { then, now: { kind: same ? 'same' : 'merged', unit } };
  }

  /**
   * A unit under its present name, or under its last one.
   * @throws AppError `not_found`
   */
  async unit(id: string): Promise<AdministrativeUnit> {
    const validTo = await this.places.validTo(this.transactions.read, id);
    if (validTo === undefined) throw new AppError('not_found');
    const [unit] = await this.places.byIds(this.transactions.read, validTo ?? this.date(), [id]);
    if (!unit) throw new AppError('not_found');
    return unit;
  }

  /** Today in Việt Nam unless told; never before the oldest set that is known. */
  private date(on: string = vietnamDate(this.clock.now())): string {
    return on < THREE_LEVELS_KNOWN_SINCE ? THREE_LEVELS_KNOWN_SINCE : on;
  }
}

function rankOf(q: string, split: { type: string; name: string } | null, unit: UnitName): number {
  const whole = rankName(q, unit.name) ?? 6;
  const typed = split?.type === unit.type ? (rankName(split.name, unit.name) ?? 6) : 6;
  return Math.min(whole, typed) * 3 + LEVELS.indexOf(unit.level);
}
