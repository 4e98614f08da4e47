import { fmt } from '../shared/i18n.js';

const DAY_MS = 24 * 3_600_000;

/** "Hôm nay", "Ngày mai", or the weekday and date, by Việt Nam's calendar. */
export function dayOf(instant: string, now: number, words: { today: string; tomorrow: string }): string {
  const date = fmt.date(instant);
  const plain = `${capital(fmt.weekday(instant))}, ${date}`;
  if (date === fmt.date(new Date(now))) return `${words.today}, ${date}`;
  if (date === fmt.date(new Date(now + DAY_MS))) return `${words.tomorrow}, ${date}`;
  return plain;
}

/** "20:00 hôm nay", "20:00 ngày mai", or with the date: for the end of a sentence. */
export function untilWhen(
  instant: string,
  now: number,
  words: { byToday: string; byTomorrow: string },
): string {
  const date = fmt.date(instant);
  if (date === fmt.date(new Date(now))) return `${fmt.time(instant)} ${words.byToday}`;
  if (date === fmt.date(new Date(now + DAY_MS))) return `${fmt.time(instant)} ${words.byTomorrow}`;
  return `${fmt.time(instant)}, ${date}`;
}

/** 07:00 – 11:30 */
export const windowOf = (from: string, to: string): string => `${fmt.time(from)} – ${fmt.time(to)}`;

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
