import { fold, tidy } from '../../../kernel/vietnamese.js';

/** A cell as a file holds it; a date is a day at midnight UTC. */
export type Cell = string | number | boolean | Date | null;

/** A cell as text, as somebody would type it: to compare, to show, and to write out again. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (isDate(cell)) return dateText(cell);
  return tidy(String(cell));
}

/** A date from another thread is no `instanceof` this one's Date wherever the two have globals of their own. */
export function isDate(cell: Cell): cell is Date {
  return Object.prototype.toString.call(cell) === '[object Date]';
}

/** Folded, without punctuation and what stands in brackets: "Họ & tên (*)" is "ho ten". */
export function keyOf(text: string): string {
  return fold(text.replace(/\([^)]*\)/g, ' ').replace(/[^\p{L}\p{M}\p{N}\s]/gu, ' '));
}

const isNumbering = (text: string) => /^\(?\d{1,2}\)?$/.test(text);

/** The row "(1) (2) (3)" that many forms have below their header. */
export function isNumberingRow(texts: readonly string[]): boolean {
  const filled = texts.filter((text) => text !== '');
  return filled.length >= 2 && filled.every(isNumbering);
}

/** "Tổng cộng: 120 đồng chí", "Người lập biểu": what stands below a list. */
export function isFooter(texts: readonly string[]): boolean {
  const first = keyOf(texts.find((text) => text !== '') ?? '');
  return /^(tong cong|tong so|tong|cong|nguoi lap|ghi chu|noi nhan|tm ban|ngay thang)\b/.test(first);
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}
