import type { MatchingWeights } from '../../../../src/contracts/assignments.js';

/** In the order in which an organiser thinks of them. */
export const WEIGHTS = [
  'distance',
  'wish',
  'together',
  'turns',
  'skill',
  'stability',
] as const satisfies readonly (keyof MatchingWeights)[];

export const MOST: Record<keyof MatchingWeights, number> = {
  distance: 20,
  wish: 500,
  together: 500,
  turns: 500,
  skill: 500,
  stability: 500,
};
