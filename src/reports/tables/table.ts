import type { ObjectLiteral } from 'typeorm';
import { vietnamSecond, type TableCell } from '../domain/figures-table.js';

/** A column of a file: what stands above it, how wide it is, what a row says there. */
type Column<Row> = readonly [header: string, width: number, value: (row: Row) => TableCell | Date | null];

/** A table as a file: what it is called, where its rows come from, in which order and words they stand. */
export interface ExportTable {
  title: string;
  /** Of $1, the event or the units that are asked about. */
  sql: string;
  header: readonly string[];
  widths: readonly number[];
  line: (row: ObjectLiteral, index: number) => TableCell[];
}

/** Declares a table that can be taken away: rows are numbered, times are those of Việt Nam. */
export function table<Row extends ObjectLiteral>(
  title: string,
  sql: string,
  columns: readonly Column<Row>[],
): ExportTable {
  return {
    title,
    sql,
    header: ['STT', ...columns.map(([header]) => header)],
    widths: [7, ...columns.map(([, width]) => width)],
    // The statement stands beside its columns, and a test reads every table.
    line: (row, index) => [index + 1, ...columns.map(([, , value]) => cell(value(row as Row)))],
  };
}

function cell(value: TableCell | Date | null): TableCell {
  if (value === null) return '';
  return value instanceof Date ? vietnamSecond(value) : value;
}

/** The name of a commune, the newest one. */
export const communeName = (id: string): string =>
  `(SELECT full_name FROM administrative_unit_names WHERE unit_id = ${id} ORDER BY valid_from DESC LIMIT 1)`;
