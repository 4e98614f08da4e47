import { spread } from '../platform/spread.js';
import type { TableCell, TableRows } from './domain/figures-table.js';

/**
 * Rows as CSV (RFC 4180) in UTF-8 with the byte order mark that Excel needs to see diacritics. A
 * text that a spreadsheet would take for a formula gets an apostrophe before it: at its beginning, and
 * after a mark at which a spreadsheet of another language cuts cells, whatever the quotes say. Check-ins and frames go on
 * between the rows.
 */
export async function toCsv(above: TableRows, rows: TableRows = []): Promise<Buffer> {
  const lines: string[] = [];
  for (const part of [above, rows]) await spread(part, (row) => lines.push(row.map(cell).join(',')));
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`);
}

/** With the signs that East Asian keyboards write at full width. */
const FORMULAS = /(^|[;\t\r\n])(\s*[=+\-@＝＋－＠]|[\t\r\n])/g;

function cell(value: TableCell): string {
  if (typeof value === 'number') return String(value);
  const text = value.replace(FORMULAS, "$1'$2");
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
