import type { UnitLevel } from '../../contracts/places.js';
import { fold, tidy } from '../../kernel/vietnamese.js';

/** One row of a CSV file of the gazetteer, by column name. */
export type CsvRow = Readonly<Record<string, string>>;

export interface GazetteerTables {
  provinces: readonly CsvRow[];
  communes: readonly CsvRow[];
  oldProvinces: readonly CsvRow[];
  oldDistricts: readonly CsvRow[];
  oldCommunes: readonly CsvRow[];
  mapping: readonly CsvRow[];
}

export interface UnitRow {
  id: string;
  code: string;
  level: UnitLevel;
  parentId: string | null;
  provinceId: string;
  validFrom: string;
  validTo: string | null;
  lat: number | null;
  lon: number | null;
  areaKm2: number | null;
  population: number | null;
}

export interface NameRow {
  unitId: string;
  validFrom: string;
  validTo: string | null;
  name: string;
  fullName: string;
  type: string;
  folded: string;
}

export interface SuccessorRow {
  oldId: string;
  newId: string;
  relation: string;
  isDefault: boolean;
  note: string | null;
}

export interface Gazetteer {
  units: UnitRow[];
  names: NameRow[];
  successors: SuccessorRow[];
}

/** The first day of the two-level set of 34 provinces and 3,321 communes. */
export const TWO_LEVELS_SINCE = '2025-07-01';
/** The last mergers of the three-level set took effect on this day: before it, the files know no set. */
export const THREE_LEVELS_KNOWN_SINCE = '2025-03-01';
const THREE_LEVELS_UNTIL = '2025-06-30';

/** Ids of the three-level set: a code's meaning is dated, and old and new communes share codes. */
export const oldId = (code: string): string => `${code}~202506`;

/** Makes the rows of the database from the gazetteer's files. */
export function buildGazetteer(tables: GazetteerTables): Gazetteer {
  const made: Gazetteer = { units: [], names: [], successors: [] };
  addProvincesOfToday(made, tables.provinces);
  addCommunesOfToday(made, tables.communes);
  addOldProvinces(made, tables);
  addOldDistricts(made, tables);
  addOldCommunes(made, tables.oldCommunes);
  addCommuneSuccessors(made, tables.mapping);
  addDistrictSuccessors(made, tables.mapping);
  return made;
}

function addProvincesOfToday(made: Gazetteer, rows: readonly CsvRow[]): void {
  for (const row of rows) {
    const id = cell(row, 'code');
    made.units.push({
      id,
      code: id,
      level: 'province',
      parentId: null,
      provinceId: id,
      validFrom: TWO_LEVELS_SINCE,
      validTo: null,
      lat: numberOf(row, 'lat'),
      lon: numberOf(row, 'lon'),
      areaKm2: numberOf(row, 'area_km2_official'),
      population: numberOf(row, 'population_official'),
    });
    addNames(made, id, row, row['city_since'] ?? '');
  }
}

function addCommunesOfToday(made: Gazetteer, rows: readonly CsvRow[]): void {
  for (const row of rows) {
    const id = cell(row, 'code');
    const suspect = (row['flags'] ?? '').includes('population_suspect');
    made.units.push({
      id,
      code: id,
      level: 'commune',
      parentId: cell(row, 'province_code'),
      provinceId: cell(row, 'province_code'),
      validFrom: TWO_LEVELS_SINCE,
      validTo: null,
      lat: numberOf(row, 'lat'),
      lon: numberOf(row, 'lon'),
      areaKm2: numberOf(row, 'area_km2'),
      population: suspect ? null : numberOf(row, 'population_2025'),
    });
    addNames(made, id, row, row['type_since'] ?? '');
  }
}

/** Names since 1 July 2025: one row, or two when the type changed `since`. */
function addNames(made: Gazetteer, unitId: string, row: CsvRow, since: string): void {
  const today = nameOf(cell(row, 'name'), cell(row, 'full_name'), cell(row, 'type'));
  const changed = since !== '' && since !== TWO_LEVELS_SINCE;
  if (changed) {
    const before = nameOf(cell(row, 'name'), cell(row, 'full_name_20250701'), cell(row, 'type_20250701'));
    made.names.push({ unitId, validFrom: TWO_LEVELS_SINCE, validTo: dayBefore(since), ...before });
  }
  made.names.push({ unitId, validFrom: changed ? since : TWO_LEVELS_SINCE, validTo: null, ...today });
}

function addOldProvinces(made: Gazetteer, tables: GazetteerTables): void {
  // Thừa Thiên Huế became the city of Huế between the two dates of the file: the communes' rows know.
  const nameLater = new Map(
    tables.oldCommunes.map((r) => [cell(r, 'province_code'), cell(r, 'province_name')]),
  );
  const mergedFrom = new Map(
    tables.provinces.map((r) => [cell(r, 'code'), cell(r, 'merged_from_codes').split('|')]),
  );
  for (const row of tables.oldProvinces) {
    const code = cell(row, 'code');
    const later = nameLater.get(code) ?? cell(row, 'name');
    const name =
      later === row['name']
        ? nameOf(later, cell(row, 'full_name'), cell(row, 'type'))
        : nameOf(later, `Thành phố ${later}`, 'thành phố');
    addOld(made, code, 'province', null, code, name, null, null);
    const successor = cell(row, 'successor_code');
    made.successors.push({
      oldId: oldId(code),
      newId: successor,
      relation: mergedFrom.get(successor)?.length === 1 ? 'unchanged' : 'full',
      isDefault: true,
      note: null,
    });
  }
}

function addOldDistricts(made: Gazetteer, tables: GazetteerTables): void {
  const known = new Set<string>();
  for (const row of tables.oldDistricts) {
    if (row['in_202506'] !== '1') continue;
    const code = cell(row, 'code');
    known.add(code);
    const name = splitFullName(cell(row, 'full_name_202506'));
    addOld(
      made,
      code,
      'district',
      cell(row, 'province_code'),
      cell(row, 'province_code'),
      name,
      row['lat'],
      row['lon'],
    );
  }
  // Two districts were made after the file of 2024; only their communes name them.
  for (const row of tables.oldCommunes) {
    const code = cell(row, 'district_code');
    if (known.has(code)) continue;
    known.add(code);
    const name = splitFullName(cell(row, 'district_name'));
    addOld(made, code, 'district', cell(row, 'province_code'), cell(row, 'province_code'), name, null, null);
  }
}

function addOldCommunes(made: Gazetteer, rows: readonly CsvRow[]): void {
  for (const row of rows) {
    const name = nameOf(cell(row, 'name'), cell(row, 'full_name'), cell(row, 'type'));
    const [district, province] = [cell(row, 'district_code'), cell(row, 'province_code')];
    addOld(
      made,
      cell(row, 'code'),
      'commune',
      district,
      province,
      name,
      row['approx_lat'],
      row['approx_lon'],
    );
  }
}

function addOld(
  made: Gazetteer,
  code: string,
  level: UnitLevel,
  parent: string | null,
  province: string,
  name: Omit<NameRow, 'unitId' | 'validFrom' | 'validTo'>,
  lat: string | null | undefined,
  lon: string | null | undefined,
): void {
  const span = { validFrom: THREE_LEVELS_KNOWN_SINCE, validTo: THREE_LEVELS_UNTIL };
  made.units.push({
    id: oldId(code),
    code,
    level,
    parentId: parent === null ? null : oldId(parent),
    provinceId: oldId(province),
    ...span,
    lat: lat ? Number(lat) : null,
    lon: lon ? Number(lon) : null,
    areaKm2: null,
    population: null,
  });
  made.names.push({ unitId: oldId(code), ...span, ...name });
}

/** A successor is official only where the statistics office names one and leaves no other choice. */
function addCommuneSuccessors(made: Gazetteer, mapping: readonly CsvRow[]): void {
  for (const row of mapping) {
    if (row['old_code'] === '') continue; // a district without communes, or land under a district
    made.successors.push({
      oldId: oldId(cell(row, 'old_code')),
      newId: cell(row, 'new_code'),
      relation: cell(row, 'relation'),
      isDefault: row['is_default'] === '1' && row['ambiguous'] === '0',
      note: row['note_vi'] === '' ? null : (row['note_vi'] ?? null),
    });
  }
}

/** Districts have no successors of their own kind: what was theirs went to communes. */
function addDistrictSuccessors(made: Gazetteer, mapping: readonly CsvRow[]): void {
  const communesOf = new Map<string, Set<string>>();
  for (const row of mapping) {
    const district = cell(row, 'old_district_code');
    const communes = communesOf.get(district) ?? new Set();
    communesOf.set(district, communes.add(cell(row, 'new_code')));
  }
  for (const [district, communes] of communesOf) {
    const alone = communes.size === 1;
    for (const newId of communes) {
      const relation = alone ? 'full' : 'partial';
      made.successors.push({ oldId: oldId(district), newId, relation, isDefault: alone, note: null });
    }
  }
}

function nameOf(name: string, fullName: string, type: string) {
  return { name: tidy(name), fullName: tidy(fullName), type: type.toLowerCase(), folded: fold(name) };
}

const DISTRICT_TYPES = ['thành phố', 'thị xã', 'quận', 'huyện'];

/** "Thị Xã Mường Lay" → thị xã, Mường Lay. */
function splitFullName(fullName: string) {
  const type = DISTRICT_TYPES.find((word) => fullName.toLowerCase().startsWith(`${word} `));
  if (type === undefined) return nameOf(fullName, fullName, 'huyện');
  const name = fullName.slice(type.length + 1);
  return nameOf(name, `${type.charAt(0).toUpperCase()}${type.slice(1)} ${name}`, type);
}

function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}

function cell(row: CsvRow, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`The gazetteer lacks the column ${column}.`);
  return value;
}

function numberOf(row: CsvRow, column: string): number | null {
  const value = cell(row, column);
  return value === '' ? null : Number(value);
}
