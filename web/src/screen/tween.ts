/** A number on its way up. It never shows a value beyond `to`, and ends on it exactly. */
export interface Tween {
  from: number;
  to: number;
  startedAt: number;
  durationMs: number;
}

export const LONGEST_MS = 900;

/** Stands still on a number. */
export const standing = (value: number): Tween => ({ from: value, to: value, startedAt: 0, durationMs: 0 });

/**
 * The way to a new number. Only a rise that people can watch is animated; the first number, a
 * correction downwards and anything while the page is hidden jump, since a number that counts down
 * or catches up late says something that never was.
 */
export function tweenTo(
  current: Tween | null,
  value: number,
  now: number,
  { hidden, still }: { hidden: boolean; still: boolean },
): Tween {
  if (current === null || hidden || still) return standing(value);
  const shown = valueAt(current, now);
  if (value <= shown) return standing(value);
  const durationMs = Math.min(LONGEST_MS, 250 + 60 * (value - shown));
  return { from: shown, to: value, startedAt: now, durationMs };
}

/** The whole number to show at a time; slows down towards the end. */
export function valueAt(tween: Tween, now: number): number {
  if (tween.durationMs <= 0 || now >= tween.startedAt + tween.durationMs) return tween.to;
  const t = Math.max(0, (now - tween.startedAt) / tween.durationMs);
  const eased = 1 - (1 - t) ** 3;
  return Math.floor(tween.from + (tween.to - tween.from) * eased);
}

export const isMoving = (tween: Tween, now: number): boolean => now < tween.startedAt + tween.durationMs;
