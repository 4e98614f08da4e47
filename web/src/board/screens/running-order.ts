import type { Cue, Stage } from '../../../../src/contracts/ceremony.js';

/** Where the running cue stands in the list: −1 before the first (the plain number), null when it was taken out of it. */
export function placeOf(stage: Stage, cues: readonly Cue[]): number | null {
  if (stage.cue === null) return -1;
  const place = cues.findIndex(({ id }) => id === stage.cue?.id);
  return place === -1 ? null : place;
}

/** The cue after it; undefined at the end. */
export const after = (stage: Stage, cues: readonly Cue[]): Cue | undefined =>
  cues[(placeOf(stage, cues) ?? -1) + 1];

/** The cue before it, which undoes a step too many; null: the plain number; undefined: there is nothing before. */
export function before(stage: Stage, cues: readonly Cue[]): Cue | null | undefined {
  const place = placeOf(stage, cues);
  if (place === -1) return undefined;
  return cues[(place ?? 0) - 1] ?? null;
}
