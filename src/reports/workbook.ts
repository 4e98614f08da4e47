import writeXlsx, { type Row } from 'write-excel-file/node';
import type { TableCell, TableRows } from './domain/figures-table.js';
import type { SheetOrder } from './workbook-thread.js';

const HEAD = { fontWeight: 'bold', backgroundColor: '#e8eef7' } as const;

/** A text is typed as text: it cannot become a formula, whatever it begins with. */
const typed = (value: TableCell) =>
  typeof value === 'number' ? { value, type: Number, format: '#,##0' } : { value, type: String };
const head = (names: readonly string[]): Row => names.map((value) => ({ ...HEAD, value, type: String }));
const lines = (rows: TableRows): Row[] => Array.from(rows, (row) => row.map(typed));

export function toWorkbook(sheets: readonly SheetOrder[]): Promise<Buffer> {
  return writeXlsx(
    sheets.map(({ name, widths, above, header, rows }) => ({
      sheet: name,
      columns: widths.map((width) => ({ width })),
      data: [...lines(above), ...(above.length > 0 ? [[]] : []), head(header), ...lines(rows)],
    })),
  ).toBuffer();
}
