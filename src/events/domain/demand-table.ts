import type { Skill } from '../../contracts/common.js';
import { fold } from '../../kernel/vietnamese.js';
import { MOST_PEOPLE } from './demand-rule.js';
import type { WantedDemand } from './spread-demand.js';

type Column = 'code' | 'commune' | 'minimum' | 'target' | 'maximum' | 'skill';
type Columns = Partial<Record<Column, number>>;

/** Headers as offices write them, folded and with single spaces for every other sign. */
const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  code: ['ma xa', 'ma xa phuong', 'ma don vi', 'ma dvhc', 'code'],
  commune: ['xa phuong', 'xa', 'phuong', 'ten xa', 'ten xa phuong', 'xa phuong dac khu', 'don vi', 'commune'],
  minimum: ['toi thieu', 'so toi thieu', 'minimum', 'min'],
  target: ['chi tieu', 'muc tieu', 'nhu cau', 'so luong', 'so nguoi', 'target'],
  maximum: ['toi da', 'so toi da', 'maximum', 'max'],
  skill: ['ky nang', 'skill'],
};

const words = (text: string) =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

export type CommuneReading =
  | { kind: 'found'; commune: { id: string; fullName: string } }
  | { kind: 'ambiguous'; candidates: readonly { fullName: string }[] }
  | { kind: 'unknown' };

/** How words of the file are understood; none of them throws. */
export interface DemandReaders {
  /** Null for anyone, undefined for a word that is no skill. */
  skill(name: string): Skill | null | undefined;
  byCode(code: string): CommuneReading;
  byName(name: string): CommuneReading;
}

/** What is wrong with one row, counted from 1 as a spreadsheet shows it. */
export interface RowFault {
  row: number;
  column: Column;
  problem: string;
}

/** A demand file, read: every row that is good, and every fault of those that are not. */
export interface DemandTable {
  wanted: WantedDemand[];
  faults: RowFault[];
}

const HEADER_WITHIN = 30;

/** Null when no row has a header for a commune and for a target. */
export function readDemandTable(
  rows: readonly (readonly string[])[],
  readers: DemandReaders,
): DemandTable | null {
  const at = rows.slice(0, HEADER_WITHIN).findIndex((row) => columnsOf(row) !== null);
  const columns = columnsOf(rows[at] ?? []);
  if (!columns) return null;
  const table: DemandTable = { wanted: [], faults: [] };
  const firstRow = new Map<string, number>();
  rows.slice(at + 1).forEach((cells, index) => {
    if (isBlank(cells)) return;
    const row = at + 2 + index;
    const { wanted, faults } = readRow(cells, columns, readers);
    table.faults.push(...faults.map((fault) => ({ row, ...fault })));
    if (!wanted) return;
    const key = `${wanted.communeId} ${wanted.skill ?? ''}`;
    const before = firstRow.get(key);
    if (before === undefined) {
      firstRow.set(key, row);
      table.wanted.push(wanted);
    } else {
      const problem = `Xã, phường và kỹ năng này đã có ở dòng ${before}. / Already given in row ${before}.`;
      table.faults.push({ row, column: 'commune', problem });
    }
  });
  return table;
}

/** Nothing at all, or "(1) (2) (3)" as forms have below their header; no commune has the code 1. */
function isBlank(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '').length;
  const numbered = (cell: string, index: number) => cell.replace(/[()]/g, '') === String(index + 1);
  return filled !== 1 && cells.every((cell, index) => cell === '' || numbered(cell, index));
}

function columnsOf(row: readonly string[]): Columns | null {
  const columns: Columns = {};
  row.forEach((cell, index) => {
    const header = words(cell);
    for (const [column, names] of Object.entries(HEADERS)) {
      if (names.includes(header)) columns[column as Column] ??= index;
    }
  });
  const namesCommune = columns.commune !== undefined || columns.code !== undefined;
  return namesCommune && columns.target !== undefined ? columns : null;
}

type Fault = Omit<RowFault, 'row'>;

function readRow(
  cells: readonly string[],
  columns: Columns,
  readers: DemandReaders,
): { wanted: WantedDemand | null; faults: Fault[] } {
  const faults: Fault[] = [];
  const cell = (column: Column) => {
    const index = columns[column];
    return index === undefined ? '' : (cells[index] ?? '');
  };
  const number = (column: Column, whenBlank: number): number => {
    const text = cell(column);
    if (text === '' && column !== 'target') return whenBlank;
    const value = /^\d{1,5}$/.test(text) ? Number(text) : MOST_PEOPLE + 1;
    if (value <= MOST_PEOPLE) return value;
    const problem = `Cần một số nguyên từ 0 đến 10.000. / A whole number from 0 to 10,000 is needed.`;
    faults.push({ column, problem });
    return whenBlank;
  };

  const commune = readCommune(cell('code'), cell('commune'), readers);
  if (typeof commune === 'string') faults.push({ column: 'commune', problem: commune });
  const target = number('target', 0);
  const [minimum, maximum] = [number('minimum', target), number('maximum', target)];
  if (faults.length === 0 && !(minimum <= target && target <= maximum)) {
    const problem = 'Cần tối thiểu ≤ chỉ tiêu ≤ tối đa. / Minimum ≤ target ≤ maximum is needed.';
    faults.push({ column: 'target', problem });
  }
  const skill = readSkill(cell('skill'), readers);
  if (skill === undefined) {
    faults.push({ column: 'skill', problem: 'Không có kỹ năng này. / There is no such skill.' });
  }
  if (faults.length > 0 || typeof commune === 'string' || skill === undefined)
    return { wanted: null, faults };
  const wanted = { communeId: commune.id, communeName: commune.fullName, skill, minimum, target, maximum };
  return { wanted, faults };
}

/** The commune, or what is wrong with it. A code is surer than a name. */
function readCommune(
  code: string,
  name: string,
  readers: DemandReaders,
): { id: string; fullName: string } | string {
  if (code === '' && name === '') return 'Thiếu xã, phường. / The commune is missing.';
  // Spreadsheets take the zeros before a number away.
  const digits = code || (/^\d{1,5}$/.test(name) ? name : '');
  const reading = digits === '' ? readers.byName(name) : readers.byCode(digits.padStart(5, '0'));
  switch (reading.kind) {
    case 'found':
      return reading.commune;
    case 'ambiguous': {
      const several = reading.candidates.map((one) => one.fullName).join(', ');
      return `Tên này có thể là: ${several}; hãy ghi rõ. / The name may mean several communes: ${several}.`;
    }
    case 'unknown':
      return 'Không có xã, phường này trong tỉnh. / There is no such commune in the province.';
  }
}

function readSkill(text: string, readers: DemandReaders): Skill | null | undefined {
  return ANYONE.includes(words(text)) ? null : readers.skill(text);
}

const ANYONE = ['', 'bat ky', 'any', 'khong', 'chung'];
