/**
 * Folds Vietnamese text for searching: lower case, no tone or vowel marks, đ → d, single spaces.
 * "Thanh Hoá", "Thanh Hóa" and "thanh hoa" fold to the same string, and so do "Đông Tiến" and
 * "Đồng Tiến", which are different communes: a folded string finds, it never identifies.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** Text as it is stored: NFC (TCVN 6909:2001 is Unicode), inner runs of space single, ends bare. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u00a0\u200b\ufeff]+/g, ' ')
    .trim();
}
