import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MatchingWeightsSchema, type MatchingWeights } from '../contracts/assignments.js';
import { PROJECT_ROOT } from '../platform/project-root.js';

/** What an event's first plan weighs, unless the organiser says otherwise. */
export const DEFAULT_WEIGHTS: MatchingWeights = MatchingWeightsSchema.parse(
  JSON.parse(readFileSync(join(PROJECT_ROOT, 'config/matching-weights.json'), 'utf8')),
);
