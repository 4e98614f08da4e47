/** Two clocks of one moment: the computer's, which can be set, and the page's, which may stand still in a sleep. */
export interface Moment {
  wall: number;
  steady: number;
}

const LOOK_MS = 1_000;
/** A browser that has much to do, or hides the page, is late by less. */
const LONG_MS = 90_000;
const APART_MS = 2_000;

export const momentNow = (): Moment => ({ wall: Date.now(), steady: performance.now() });

/** Whether the computer slept between two looks, or somebody set its clock: then nothing that was measured holds. */
export function slept(before: Moment, after: Moment): boolean {
  const wall = after.wall - before.wall;
  const steady = after.steady - before.steady;
  return steady > LONG_MS || Math.abs(wall - steady) > APART_MS;
}

/** @returns stops looking */
export function onWaking(act: () => void): () => void {
  let before = momentNow();
  const timer = setInterval(() => {
    const after = momentNow();
    const woke = slept(before, after);
    before = after;
    if (woke) act();
  }, LOOK_MS);
  return () => clearInterval(timer);
}
