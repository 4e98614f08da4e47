import { normalisePhone } from '../../domain/phone.js';
import { readBirthDate } from './birth-date.js';
import { type Cell, cellText, isFooter, isNumberingRow, keyOf } from './cells.js';
import { fault, type Fault } from './faults.js';
import type { Field, Header } from './header.js';
import type { AcceptedRow, RejectedRow } from './roster-row.js';
import { readSkills } from './skills.js';
import type { NamedUnit, UnitFinder } from './unit-finder.js';

export type FoundCommune =
  { kind: 'found'; id: string } | { kind: 'ambiguous'; names: readonly string[] } | { kind: 'unknown' };

export interface RosterKnowledge {
  /** `YYYY-MM-DD` */
  today: string;
  units: UnitFinder;
  findCommune: (text: string) => FoundCommune;
}

/** What a row says, before anybody looks whether the person is known. */
export type ReadRow =
  | { kind: 'nothing' }
  | { kind: 'accepted'; row: AcceptedRow; unit: string | null; commune: string | null }
  | { kind: 'rejected'; row: RejectedRow };

const MAX_NAME = 120;
const MAX_MEMBER_NO = 40;
const MAX_DISTANCE_KM = 200;

/** Reads the rows below a header one after another; it remembers the phones it has met. */
export class RowReader {
  private readonly phones = new Map<string, number>();
  private readonly columnOf: Map<Field, number>;
  private readonly headerKeys: string;
  private belowFooter = false;

  constructor(
    private readonly header: Header,
    private readonly knowledge: RosterKnowledge,
  ) {
    this.columnOf = new Map(
      header.fields.flatMap((field, column) => (field === null ? [] : [[field, column] as const])),
    );
    this.headerKeys = header.names.map(keyOf).join('|');
  }

  /** @param number the row's number as a spreadsheet shows it */
  read(cells: readonly Cell[], number: number): ReadRow {
    const texts = this.header.names.map((_, column) => cellText(cells[column]));
    if (this.isNoPerson(texts)) return { kind: 'nothing' };
    const faults: Fault[] = [];
    const fullName = this.name(texts, faults);
    const phone = this.phone(cells, number, faults);
    const unit = this.unit(texts, faults);
    const commune = this.text(texts, 'commune');
    const row: AcceptedRow = {
      row: number,
      fullName,
      phone: phone ?? '',
      birthDate: this.birthDate(cells, faults),
      memberNo: this.memberNo(texts, faults),
      orgUnitId: unit?.id ?? null,
      homeCommuneId: this.commune(commune, faults),
      skills: this.skills(texts, faults),
      hasVehicle: this.vehicle(texts, faults),
      maxDistanceKm: this.distance(texts, faults),
      cells: texts,
    };
    const unitText = this.text(texts, 'unit') ?? this.text(texts, 'upperUnit');
    if (faults.length === 0) return { kind: 'accepted', row, unit: unitText, commune };
    return {
      kind: 'rejected',
      row: {
        row: number,
        fullName: fullName || null,
        phone: this.text(texts, 'phone'),
        unit: unitText,
        commune,
        birthDate: this.text(texts, 'birthDate'),
        effect: 'rejected',
        faults,
        cells: texts,
      },
    };
  }

  /** Empty rows, group titles, the header again on the next page, sums and signatures. */
  private isNoPerson(texts: readonly string[]): boolean {
    const says = (field: Field) => this.text(texts, field) !== null;
    if (!says('phone') && isFooter(texts)) this.belowFooter = true;
    const named = says('fullName') || says('givenName') || says('familyName');
    if (!says('phone') && (!named || this.belowFooter)) return true;
    return isNumberingRow(texts) || texts.map(keyOf).join('|') === this.headerKeys;
  }

  private name(texts: readonly string[], faults: Fault[]): string {
    const split = [this.text(texts, 'familyName'), this.text(texts, 'givenName')].filter(
      (part) => part !== null,
    );
    const name = this.text(texts, 'fullName') ?? split.join(' ');
    const column = this.columnName('fullName', 'givenName');
    if (name === '') faults.push(fault(column, 'name_missing'));
    else if (name.length > MAX_NAME) faults.push(fault(column, 'name_too_long'));
    else if (!/\p{L}/u.test(name)) faults.push(fault(column, 'name_no_letters', name));
    return name.slice(0, MAX_NAME);
  }

  private phone(cells: readonly Cell[], number: number, faults: Fault[]): string | null {
    const column = this.columnName('phone');
    const cell = cells[this.columnOf.get('phone') ?? -1] ?? null;
    const text = cellText(cell);
    if (text === '') {
      faults.push(fault(column, 'phone_missing'));
      return null;
    }
    const phone = normalisePhone(typeof cell === 'number' ? cell : text);
    if (phone === null) {
      faults.push(fault(column, 'phone_invalid', text));
      return null;
    }
    const earlier = this.phones.get(phone);
    if (earlier !== undefined) faults.push(fault(column, 'phone_twice', String(earlier)));
    else this.phones.set(phone, number);
    return phone;
  }

  private birthDate(cells: readonly Cell[], faults: Fault[]): string | null {
    const cell = cells[this.columnOf.get('birthDate') ?? -1] ?? null;
    const text = cellText(cell);
    const read = readBirthDate(typeof cell === 'string' ? text : cell, this.knowledge.today);
    if (read.kind === 'date') return read.date;
    if (read.kind !== 'none')
      faults.push(fault(this.columnName('birthDate'), `birth_date_${read.kind}`, text));
    return null;
  }

  private unit(texts: readonly string[], faults: Fault[]): NamedUnit | null {
    const upper = this.findUnit('upperUnit', this.text(texts, 'upperUnit'), null, faults);
    return this.findUnit('unit', this.text(texts, 'unit'), upper, faults) ?? upper;
  }

  private findUnit(
    field: Field,
    name: string | null,
    upper: NamedUnit | null,
    faults: Fault[],
  ): NamedUnit | null {
    if (name === null) return null;
    const found = this.knowledge.units.find(name, upper);
    if (found.kind === 'found') return found.unit;
    faults.push(fault(this.columnName(field), `unit_${found.kind}`, name));
    return null;
  }

  private commune(text: string | null, faults: Fault[]): string | null {
    if (text === null) return null;
    const found = this.knowledge.findCommune(text);
    if (found.kind === 'found') return found.id;
    const column = this.columnName('commune');
    if (found.kind === 'unknown') faults.push(fault(column, 'commune_unknown', text));
    else faults.push(fault(column, 'commune_ambiguous', text, found.names.join(', ')));
    return null;
  }

  private memberNo(texts: readonly string[], faults: Fault[]): string | null {
    const memberNo = this.text(texts, 'memberNo');
    if (memberNo === null || memberNo.length <= MAX_MEMBER_NO) return memberNo;
    faults.push(fault(this.columnName('memberNo'), 'member_no_too_long'));
    return null;
  }

  private skills(texts: readonly string[], faults: Fault[]): AcceptedRow['skills'] {
    const text = this.text(texts, 'skills');
    if (text === null || /^(không|khong|-+|x)$/i.test(text)) return null;
    const read = readSkills(text);
    if ('skills' in read) return read.skills;
    faults.push(fault(this.columnName('skills'), 'skill_unknown', read.unknown));
    return null;
  }

  private vehicle(texts: readonly string[], faults: Fault[]): boolean | null {
    const text = this.text(texts, 'vehicle');
    if (text === null) return null;
    const key = keyOf(text);
    if (/^(co|x|yes|true|1|xe|xe may|o to|oto|xe o to|xe dap|xe dap dien|xe may dien|co xe.*)$/.test(key))
      return true;
    if (/^(khong|khong co|khong co xe|no|false|0)$/.test(key) || /^-+$/.test(text)) return false;
    faults.push(fault(this.columnName('vehicle'), 'vehicle_unclear', text));
    return null;
  }

  private distance(texts: readonly string[], faults: Fault[]): number | null {
    const text = this.text(texts, 'distance');
    if (text === null) return null;
    const [, number] = /^(\d{1,3}(?:[.,]\d+)?)\s*(?:km)?$/i.exec(text) ?? [];
    const kilometres = number === undefined ? NaN : Math.round(Number(number.replace(',', '.')));
    if (kilometres <= MAX_DISTANCE_KM) return kilometres;
    faults.push(fault(this.columnName('distance'), 'distance_invalid', text));
    return null;
  }

  private text(texts: readonly string[], field: Field): string | null {
    const column = this.columnOf.get(field);
    return (column === undefined ? '' : texts[column]) || null;
  }

  private columnName(...fields: Field[]): string {
    const column = fields.map((field) => this.columnOf.get(field)).find((at) => at !== undefined);
    return column === undefined ? '' : (this.header.names[column] ?? '');
  }
}
