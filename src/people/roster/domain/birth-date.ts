import { type Cell, isDate } from './cells.js';

export type BirthDate =
  | { kind: 'date'; date: string }
  | { kind: 'none' }
  | { kind: 'unreadable' | 'future' | 'too_young' | 'too_old' };

const MIN_AGE = 14;
const MAX_AGE = 100;

/**
 * A date of birth as offices write it: an Excel date or its serial number, dd/MM/yyyy with any
 * separator, d-m-yy, yyyy-MM-dd, a month, or a bare year (taken as its first day).
 * @param today `YYYY-MM-DD`
 */
export function readBirthDate(cell: Cell, today: string): BirthDate {
  if (cell === null || cell === '') return { kind: 'none' };
  const date = typeof cell === 'string' ? fromText(cell, today) : fromCell(cell);
  if (date === null) return { kind: 'unreadable' };
  if (date > today) return { kind: 'future' };
  if (date > yearsBefore(today, MIN_AGE)) return { kind: 'too_young' };
  if (date < yearsBefore(today, MAX_AGE)) return { kind: 'too_old' };
  return { kind: 'date', date };
}

function fromCell(cell: number | boolean | Date): string | null {
  if (typeof cell === 'boolean') return null;
  if (isDate(cell)) return Number.isNaN(cell.getTime()) ? null : cell.toISOString().slice(0, 10);
  if (!Number.isInteger(cell)) return fromCell(Math.floor(cell));
  if (cell >= 1900 && cell <= 2100) return `${cell}-01-01`;
  // Serial days since 30 December 1899, as Excel counts them after February 1900.
  if (cell < 5_000 || cell > 80_000) return null;
  return new Date(Date.UTC(1899, 11, 30) + cell * 86_400_000).toISOString().slice(0, 10);
}

function fromText(text: string, today: string): string | null {
  const bare = text
    .normalize('NFKC')
    .trim()
    .replace(/^'/, '')
    .replace(/[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$/, '')
    .replace(/\s*[/.\-–]\s*|\s+/g, '/');
  if (/^\d{4}$/.test(bare)) return dateOf(bare, '1', '1');
  if (/^\d{5}$/.test(bare)) return fromCell(Number(bare));
  const [, year, month, day] = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(bare) ?? [];
  if (year && month && day) return dateOf(year, month, day);
  const [, d, m, y] = /^(?:(\d{1,2})\/)?(\d{1,2})\/(\d{4}|\d{2})$/.exec(bare) ?? [];
  if (!m || !y || (d === undefined && y.length === 2)) return null;
  return dateOf(y.length === 4 ? y : fullYear(y, today), m, d ?? '1');
}

/** '01 is 2001 while it lies behind us, '98 is 1998. */
function fullYear(twoDigits: string, today: string): string {
  return (twoDigits <= today.slice(2, 4) ? '20' : '19') + twoDigits;
}

/** The date if the calendar has it. */
function dateOf(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text ? text : null;
}

function yearsBefore(today: string, years: number): string {
  return `${Number(today.slice(0, 4)) - years}${today.slice(4)}`;
}
