import writeXlsx, { type Row } from 'write-excel-file/node';
import {
  COMMUNE_HEADER,
  communeLines,
  headLines,
  type Report,
  type TableCell,
} from './domain/figures-table.js';

const HEAD = { fontWeight: 'bold', backgroundColor: '#e8eef7' } as const;
const PEOPLE_HEADER = ['Họ và tên', 'Đơn vị', 'Địa điểm', 'Thời gian', 'Cách điểm danh'];

/** A text is typed as text: it cannot become a formula, whatever it begins with. */
const typed = (value: TableCell) =>
  typeof value === 'number' ? { value, type: Number, format: '#,##0' } : { value, type: String };
const head = (names: readonly string[]): Row => names.map((value) => ({ ...HEAD, value, type: String }));
const lines = (rows: readonly (readonly TableCell[])[]): Row[] => rows.map((row) => row.map(typed));

/** The figures on one sheet and, for who may see names, who was present on another. */
export function toWorkbook(report: Report, present: readonly TableCell[][] | null): Promise<Buffer> {
  const sheets = [
    {
      sheet: 'Tổng hợp',
      columns: [38, 28, 12, 12, 12, 12, 16, 12].map((width) => ({ width })),
      data: [...lines(headLines(report)), [], head(COMMUNE_HEADER), ...lines(communeLines(report))],
    },
  ];
  if (present) {
    sheets.push({
      sheet: 'Có mặt',
      columns: [30, 36, 40, 22, 26].map((width) => ({ width })),
      data: [head(PEOPLE_HEADER), ...lines(present)],
    });
  }
  return writeXlsx(sheets).toBuffer();
}
