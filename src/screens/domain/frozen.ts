import type { Frozen } from '../../contracts/ceremony.js';
import type { CommuneCounts, Counts } from '../../contracts/events.js';

/** The figure of one revision, as it is held: nobody can say of it later that it was another. */
export function frozenAt(
  at: Date,
  numbers: { event: { rev: number }; totals: Counts; target: number; communes: readonly CommuneCounts[] },
): Frozen {
  const communes = numbers.communes.map(({ communeId, counts, target }) => ({
    communeId,
    people: counts.people,
    target,
  }));
  return {
    rev: numbers.event.rev,
    at: at.toISOString(),
    people: numbers.totals.people,
    target: numbers.target,
    communesPresent: communes.filter(({ people }) => people > 0).length,
    communesAll: communes.length,
    communes,
  };
}
