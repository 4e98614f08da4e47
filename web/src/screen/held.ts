import type { Frozen } from '../../../src/contracts/ceremony.js';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';

/** The state a wall shows: the held figure in the place of the present one, all of it and nothing mixed. */
export function heldIn(snapshot: ScreenSnapshot, frozen: Frozen | null): ScreenSnapshot {
  if (frozen === null) return snapshot;
  const { people, target, communesPresent, communesAll, communes } = frozen;
  return {
    ...snapshot,
    totals: { ...snapshot.totals, people },
    target,
    communesPresent,
    communesAll,
    communes,
  };
}
