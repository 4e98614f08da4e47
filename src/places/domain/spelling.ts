import { fold, tidy } from '../../kernel/vietnamese.js';

/**
 * One spelling for names that differ only in case, in spaces, or in where the tone mark stands
 * ("Thanh Hoá" and "Thanh Hóa", "Thuỷ" and "Thủy"). Unlike folded texts, equal spellings are the
 * same name.
 */
export function spelling(text: string): string {
  return tidy(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/(o)([\u0300\u0301\u0303\u0309\u0323])([ae])(?![\p{L}\p{M}])/gu, '$1$3$2')
    .replace(/(u)([\u0300\u0301\u0303\u0309\u0323])(y)(?![\p{L}\p{M}])/gu, '$1$3$2')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .normalize('NFC');
}

/** Each type with the ways people write it before a name, with and without marks. */
const TYPES: readonly (readonly [type: string, prefix: RegExp])[] = [
  ['đặc khu', /^(?:đặc khu|dac khu)[\s.]+|^đ\.?k[.\s]\s*/u],
  ['phường', /^(?:phường|phuong|p)[\s.]+|^p(?=\d)/u],
  ['thị trấn', /^(?:thị trấn|thi tran)[\s.]+|^t\.?t[.\s]\s*/u],
  ['thị xã', /^(?:thị xã|thi xa)[\s.]+|^t\.?x[.\s]\s*/u],
  ['xã', /^(?:xã|xa|x)[\s.]+/u],
  ['thành phố', /^(?:thành phố|thanh pho)[\s.]+|^t\.?p[.\s]\s*/u],
  ['tỉnh', /^(?:tỉnh|tinh)[\s.]+|^t\.\s*/u],
  ['quận', /^(?:quận|quan|q)[\s.]+|^q(?=\d)/u],
  ['huyện', /^(?:huyện|huyen|h)[\s.]+/u],
];

/**
 * Splits "P. Hàm Rồng" into a type and a name; null when the text begins with no type. A name may
 * itself begin like a type ("Xa Dung"): try the whole text too.
 */
export function splitType(text: string): { type: string; name: string } | null {
  const spelled = spelling(text);
  for (const [type, prefix] of TYPES) {
    const name = spelled.replace(prefix, '').trim();
    if (name !== spelled && name !== '') return { type, name };
  }
  return null;
}

/**
 * How well a name answers a search, smaller is better: a text with marks finds names with the same
 * marks first; null when it does not answer at all.
 */
export function rankName(query: string, name: string): number | null {
  const [spelledQuery, foldedQuery] = [spelling(query), fold(query)];
  const marked = spelledQuery !== foldedQuery;
  const spelled = marked ? place(spelledQuery, spelling(name)) : null;
  if (spelled !== null) return spelled;
  const folded = place(foldedQuery, fold(name));
  return folded === null ? null : folded + 3;
}

function place(query: string, name: string): number | null {
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  return name.includes(query) ? 2 : null;
}
