import iconv from 'iconv-lite';
import writeWorkbook, { type Cell, type SheetData } from 'write-excel-file/node';

export type Value = string | number | Date | null;

/** A sheet as an office would save it: texts, numbers and dates in their own cell types. */
export function xlsx(rows: readonly (readonly Value[])[]): Promise<Buffer> {
  const data: SheetData = rows.map((row) => row.map(cellOf));
  return writeWorkbook(data).toBuffer();
}

function cellOf(value: Value): Cell {
  if (value === null) return null;
  if (value instanceof Date) return { value, type: Date, format: 'dd/mm/yyyy' };
  return typeof value === 'number' ? { value, type: Number } : { value, type: String };
}

export function csv(rows: readonly (readonly Value[])[], delimiter = ','): string {
  const quote = (value: Value) => {
    const text =
      value === null ? '' : value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
    return /["\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(quote).join(delimiter)).join('\r\n');
}

/** Every tone mark is a letter of its own there, after its vowel, which may carry another mark. */
export function windows1258(text: string): Buffer {
  const TONES = '\u0300\u0301\u0303\u0309\u0323';
  const letters = Array.from(text.normalize('NFC'), (letter) => {
    const marks = Array.from(letter.normalize('NFD'));
    const tone = marks.find((mark) => TONES.includes(mark)) ?? '';
    return (
      marks
        .filter((mark) => mark !== tone)
        .join('')
        .normalize('NFC') + tone
    );
  });
  return iconv.encode(letters.join(''), 'windows-1258');
}
