import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import readWorkbook from 'read-excel-file/node';
import { AppError } from '../errors/app-error.js';
import { repack, unzip } from './zip.js';

/** What a cell of a sheet may hold; a date is a day at midnight UTC. A CSV file holds text only. */
export type Cell = string | number | boolean | Date | null;

export const MAX_ROWS = 50_000;
/** Rows above the data: titles, headers. */
const MAX_LINES = MAX_ROWS + 50;
/** A sheet of 50,000 rows unpacks to less than 60 MB; more is a bomb. */
const MAX_UNPACKED_BYTES = 300 * 1024 * 1024;

/**
 * Reads every sheet of an .xlsx file, or the one of a .csv file in any encoding a Vietnamese office
 * uses, told apart by their content and not by their name. Text is NFC and without control
 * characters; of a sheet with more than 50,000 rows a few more are read, for the reader to see it.
 * @throws AppError `unreadable_file`, `too_large`
 */
export async function readTables(content: Buffer): Promise<Cell[][][]> {
  return isZip(content) ? readXlsx(content) : [readCsv(content)];
}

/**
 * Looks at the first bytes and the list of contents only, so that a file that is no table is
 * refused while its sender waits. @throws AppError `unreadable_file`
 */
export function requireTable(content: Buffer): void {
  if (!isZip(content)) {
    if (BINARY.test(decode(content.subarray(0, 4096)))) throw new AppError('unreadable_file');
    return;
  }
  const [workbook] = unzip(content, (path) => path === 'xl/workbook.xml', MAX_UNPACKED_BYTES);
  if (!workbook) throw new AppError('unreadable_file');
}

const isZip = (content: Buffer) => content.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));

async function readXlsx(content: Buffer): Promise<Cell[][][]> {
  const plain = repack(content, (path) => /\.(xml|rels)$/i.test(path), MAX_UNPACKED_BYTES);
  try {
    const sheets = await readWorkbook(plain);
    return sheets.map(({ data }) => data.slice(0, MAX_LINES + 1).map((row) => row.map(toCell)));
  } catch {
    throw new AppError('unreadable_file');
  }
}

function toCell(value: unknown): Cell {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof Date) return value;
  return null;
}

function readCsv(content: Buffer): Cell[][] {
  const text = decode(content).replace(/^\ufeff/, '');
  if (text.trim() === '' || BINARY.test(text)) throw new AppError('unreadable_file');
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      to: MAX_LINES + 1,
    });
  } catch {
    throw new AppError('unreadable_file');
  }
  return rows.map((row) => row.map((cell) => clean(cell) || null));
}

/** What no text file holds: pictures, old .xls files. */
const BINARY = /[\0-\x08\x0e-\x1a]/;

/** UTF-16 and UTF-8 say so themselves; what is not valid UTF-8 is Windows-1258, Excel's "CSV" in Vietnam. */
function decode(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return iconv.decode(content, 'utf16le');
  if (content[0] === 0xfe && content[1] === 0xff) return iconv.decode(content, 'utf16be');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return iconv.decode(content, 'windows-1258');
  }
}

/** The separator that stands most often in one line of the first ones: titles above have none. */
function delimiterOf(text: string): string {
  const head = text.split(/\r?\n/, 30);
  const times = (mark: string) => Math.max(...head.map((line) => line.split(mark).length));
  return [',', ';', '\t'].reduce((best, mark) => (times(mark) > times(best) ? mark : best));
}

/** PostgreSQL cannot store a NUL, and no cell of a roster needs a line break. */
const clean = (text: string) =>
  text
    .normalize('NFC')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
