import { vietnamDate } from '../../kernel/vietnam-time.js';

/** A stretch of time; its end is not part of it. */
export interface Window {
  startsAt: Date;
  endsAt: Date;
}

export function isWithin(inner: Window, outer: Window): boolean {
  return inner.startsAt >= outer.startsAt && inner.endsAt <= outer.endsAt;
}

/** The first and the last day in Vietnam that a window touches; one that ends at midnight stays out of the next day. */
export function daysOf(window: Window): { from: string; to: string } {
  return { from: vietnamDate(window.startsAt), to: vietnamDate(new Date(window.endsAt.getTime() - 1)) };
}

/** By how much a window moves when it is to begin at `startsAt`, and the window then; its length is kept. */
export function moveTo(window: Window, startsAt: Date): { byMs: number; window: Window } {
  const byMs = startsAt.getTime() - window.startsAt.getTime();
  return { byMs, window: { startsAt, endsAt: new Date(window.endsAt.getTime() + byMs) } };
}
