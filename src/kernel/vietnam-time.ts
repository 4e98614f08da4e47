/** Việt Nam keeps UTC+7 the whole year. */
const OFFSET_MS = 7 * 3_600_000;

/** The date (YYYY-MM-DD) on calendars in Việt Nam at this instant. */
export function vietnamDate(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which clocks in Việt Nam show this date and time. */
export function vietnamInstant(date: string, time: string): Date {
  return new Date(`${date}T${time}:00+07:00`);
}

/** What clocks in Việt Nam show at this instant, `07:42`. */
export function vietnamClock(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(11, 16);
}

/** Day and time in Việt Nam as people there write them, `10/10/2026 07:00`. */
export function vietnamDateTime(at: Date): string {
  return `${readableDate(vietnamDate(at))} ${vietnamClock(at)}`;
}

/** A date (YYYY-MM-DD) as people in Việt Nam write it, `10/10/2026`. */
export const readableDate = (date: string): string => date.split('-').reverse().join('/');
