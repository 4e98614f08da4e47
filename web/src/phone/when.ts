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

/** 07:00 – 11:30 */
export const windowOf = (from: string, to: string): string => `${fmt.time(from)} – ${fmt.time(to)}`;

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
