import type { Cue, RunningCue } from '../../contracts/ceremony.js';

/** So long after the press a cue begins: by then every screen has heard of it, and all change together. */
export const LEAD_MS = 600;

/** A cue that is sent now. */
export function runningFrom(cue: Cue, now: Date): RunningCue {
  const startsAt = now.getTime() + LEAD_MS;
  const zeroAt = cue.seconds === null ? null : new Date(startsAt + 1_000 * cue.seconds).toISOString();
  return { ...cue, startsAt: new Date(startsAt).toISOString(), zeroAt };
}
