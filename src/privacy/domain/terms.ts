import type { PrivacyKind } from '../../contracts/privacy.js';
import { vietnamDate, vietnamInstant } from '../../kernel/vietnam-time.js';

const DAY_MS = 86_400_000;

/**
 * Days from the request to its fulfilment, and how many more the one extension gives: Decree
 * 356/2025/NĐ-CP, article 5 (in force since 1 January 2026). That it was received must be answered within
 * two working days; the software does so at once.
 */
export const TERMS: Readonly<Record<PrivacyKind, { days: number; more: number }>> = {
  copy: { days: 10, more: 10 },
  correct: { days: 10, more: 10 },
  withdraw: { days: 15, more: 15 },
  erase: { days: 20, more: 20 },
};

/** The end of the last day, on calendars in Việt Nam. */
export function endOfDayAfter(from: Date, days: number): Date {
  return vietnamInstant(vietnamDate(new Date(from.getTime() + days * DAY_MS)), '23:59');
}
