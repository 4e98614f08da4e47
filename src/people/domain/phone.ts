/**
 * A Vietnamese mobile number as people write it, in E.164, or null. Takes "0912 345 678",
 * "+84912345678", "84912345678", "912345678", "0912.345.678" and Excel's number 912345678, which
 * has lost its zero. Mobile numbers begin with 3, 5, 7, 8 or 9 after the zero.
 */
export function normalisePhone(written: string | number): string | null {
  const text = typeof written === 'number' ? numberAsWritten(written) : written.normalize('NFKC');
  // Excel shows a number as text with an apostrophe before it; a text cell may hold "9.12E+8".
  const bare = text.replace(/[\s\u200b\u200e\u200f\ufeff().\-‐‑–_/']/g, '');
  const match = /^(?:(?:\+|00)?840?|0)?([35789]\d{8})$/.exec(bare);
  return match ? `+84${match[1]!}` : null;
}

function numberAsWritten(value: number): string {
  return Number.isSafeInteger(value) && value > 0 ? String(value) : '';
}

/** A number as it stands in lists: its first two and last three digits, "09•• ••• 123". Landlines too. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/^\+84/, '0').replace(/\D/g, '');
  const masked = digits.slice(0, 2) + '•'.repeat(Math.max(0, digits.length - 5)) + digits.slice(-3);
  return digits.length < 6 ? '•'.repeat(digits.length) : masked.replace(/^(.{4})(.{3})/, '$1 $2 ');
}
