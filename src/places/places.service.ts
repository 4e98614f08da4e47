import { Inject, Injectable } from '@nestjs/common';
import type { AdministrativeUnit } from '../contracts/places.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { CommuneFinder } from './domain/commune-finder.js';
import { PlacesRepository } from './places.repository.js';
import { UnitsService } from './units.service.js';

/** What a name in a list stands for. */
export type FoundCommune =
  | { kind: 'found'; commune: AdministrativeUnit }
  | { kind: 'ambiguous'; candidates: AdministrativeUnit[] }
  | { kind: 'unknown' };

/** Reads names of communes of one province; made once, asked for each row of a list. */
export type CommuneReader = (text: string) => FoundCommune;

/** How long what was read is believed: types change a few times a year, at midnight. */
const FRESH_MS = 10 * 60_000;

/** Today's communes for the other rooms, remembered for a while. */
@Injectable()
export class PlacesService {
  private readonly lists = new Remembered<AdministrativeUnit[]>();
  private readonly readers = new Remembered<CommuneReader>();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(UnitsService) private readonly units: UnitsService,
    @Inject(PlacesRepository) private readonly places: PlacesRepository,
  ) {}

  /** Today's 34 provinces, in Vietnamese order. */
  provinces(): Promise<readonly AdministrativeUnit[]> {
    return this.units.provinces();
  }

  /**
   * Today's communes of a province, in Vietnamese order.
   * @throws AppError `not_found` when there is no such province
   */
  communesOf(provinceId: string): Promise<readonly AdministrativeUnit[]> {
    return this.lists.get(provinceId, () => this.units.communes(provinceId));
  }

  /** @throws AppError `unknown_unit` unless it is a commune of today */
  async requireCommune(id: string): Promise<AdministrativeUnit> {
    const unit = await this.units.unit(id).catch((thrown: unknown) => {
      if (thrown instanceof AppError) throw new AppError('unknown_unit');
      throw thrown;
    });
    if (unit.level !== 'commune' || unit.validTo !== null) throw new AppError('unknown_unit');
    return unit;
  }

  /**
   * Understands a commune's name as people write it: with or without its type, today's or that of
   * before 1 July 2025. Ambiguous when several fit equally well.
   */
  async findByName(provinceId: string, text: string): Promise<FoundCommune> {
    const read = await this.readerFor(provinceId);
    return read(text);
  }

  /** The same for many names: one question to the database, then none. */
  readerFor(provinceId: string): Promise<CommuneReader> {
    return this.readers.get(provinceId, () => this.makeReader(provinceId));
  }

  private async makeReader(provinceId: string): Promise<CommuneReader> {
    const [today, before] = await Promise.all([
      this.communesOf(provinceId),
      this.places.oldCommuneNames(this.transactions.read, provinceId),
    ]);
    const byId = new Map(today.map((unit) => [unit.id, unit]));
    const finder = new CommuneFinder(
      today.map(({ id, name, type }) => ({ name, type, district: null, becomes: [id] })),
      before.map(({ name, type, district, successors }) => ({ name, type, district, becomes: successors })),
    );
    return (text) => {
      const found = finder.find(text);
      if (found.kind === 'unknown') return found;
      const ids = found.kind === 'found' ? [found.id] : found.ids;
      const candidates = ids.flatMap((id) => byId.get(id) ?? []);
      const [commune] = candidates;
      if (!commune) return { kind: 'unknown' };
      return found.kind === 'found' ? { kind: 'found', commune } : { kind: 'ambiguous', candidates };
    };
  }
}

class Remembered<T> {
  private readonly known = new Map<string, { value: Promise<T>; until: number }>();

  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.known.get(key);
    if (known && known.until > performance.now()) return known.value;
    const value = make();
    this.known.set(key, { value, until: performance.now() + FRESH_MS });
    value.catch(() => this.known.delete(key));
    return value;
  }
}
