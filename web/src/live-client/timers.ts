/** Time and chance, so that a test need not wait for either. */
export interface Timers {
  /** Milliseconds that only grow. */
  now(): number;
  /** @returns stops it */
  after(ms: number, work: () => void): () => void;
  /** From 0 to 1. */
  random(): number;
}

export const REAL_TIMERS: Timers = {
  now: () => performance.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/** A random wait, so that many who lost the server together do not come back together. */
export function jitter(withinMs: number, timers: Timers = REAL_TIMERS): number {
  return Math.round(withinMs * (0.1 + 0.9 * timers.random()));
}
