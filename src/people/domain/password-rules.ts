import { fold } from '../../kernel/vietnamese.js';

/** Enough by itself; with a second factor eight are. */
export const LONG_ENOUGH = 14;
export const AT_LEAST = 8;

/** What people in Việt Nam choose, which lists made elsewhere do not know. */
const WORDS = [
  'matkhau', 'password', 'admin', 'quantri', 'anhyeuem', 'emyeuanh', 'iloveyou', 'vietnam', 'raquan', 'thanhhoa',
  'hanoi', 'doanthanhnien', 'thanhnien', 'tinhnguyen', 'tinhdoan', 'doanxa', 'chuyendoiso', 'hochiminh', 'xinchao',
  'qwerty', 'abc', 'welcome', 'letmein', 'mat', 'khau', 'cua', 'toi',
]; // prettier-ignore
const ONLY_WORDS = new RegExp(`^(${WORDS.join('|')})+$`);
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1234567890qwertyuiopasdfghjklzxcvbnm',
];
const RUNS = ROWS.flatMap((row) => [row, Array.from(row).reverse().join('')]);

/** In characters, as its owner counts them. */
export const lengthOf = (password: string): number => Array.from(password).length;

export type PasswordFault = 'short' | 'common';

/**
 * What is wrong with a password somebody wants.
 * @param about what everybody knows of its owner: the name and the log-in
 * @param common passwords that are tried first, in small letters
 */
export function passwordFault(
  password: string,
  about: readonly string[],
  common: ReadonlySet<string>,
): PasswordFault | null {
  if (lengthOf(password) < AT_LEAST) return 'short';
  const lower = password.normalize('NFC').toLowerCase();
  const letters = fold(lower).replace(/[^a-z]/g, '');
  const bare = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const guessed =
    common.has(lower) ||
    common.has(bare) ||
    letters.length < 3 || // a date or a telephone number
    new Set(lower).size < 5 ||
    isRepeated(lower) ||
    RUNS.some((run) => run.includes(letters) || run.includes(lower)) ||
    ONLY_WORDS.test(letters) ||
    about.some((known) => fold(known).replace(/[^a-z]/g, '') === letters);
  return guessed ? 'common' : null;
}

/** The same piece again and again, as in `hoahong1hoahong1`. */
function isRepeated(text: string): boolean {
  const period = (text + text).indexOf(text, 1);
  return period < text.length;
}
