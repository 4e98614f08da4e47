const DAY_MS = 86_400_000;
/** Việt Nam keeps UTC+7 the whole year. */
const dayNumber = (at: number): number => Math.floor((at + 7 * 3_600_000) / DAY_MS);

/** Days on calendars in Việt Nam from now to the last day of a term; 0 on it, below 0 after it. */
export const daysLeft = (dueAt: string, now: number): number => dayNumber(Date.parse(dueAt)) - dayNumber(now);
