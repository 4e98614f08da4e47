import { vietnamDate } from '../../../../src/kernel/vietnam-time.js';

const DAY_MS = 86_400_000;
const dayNumber = (at: number): number => Date.parse(vietnamDate(new Date(at))) / DAY_MS;

/** Days on calendars in Việt Nam from now to the last day of a term; 0 on it, below 0 after it. */
export const daysLeft = (dueAt: string, now: number): number => dayNumber(Date.parse(dueAt)) - dayNumber(now);
