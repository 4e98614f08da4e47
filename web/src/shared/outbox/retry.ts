const FIRST_WAIT_MS = 2_000;

/** Doubling waits up to the longest, each shortened at random by up to half: phones must not come in step. */
export function waitAfter(attempts: number, random: number, longestMs = 60_000): number {
  const full = Math.min(longestMs, FIRST_WAIT_MS * 2 ** Math.min(attempts, 10));
  return full * (1 - random / 2);
}

/**
 * An answer that will be the same next time. Not signed in (401) is none: what is saved waits until the
 * person has signed in again; neither is a time-out (408) or a server that has too much to do (429).
 */
export const isFinal = (status: number): boolean =>
  status >= 400 && status < 500 && ![401, 408, 429].includes(status);
