import type { CommuneCounts, Counts, EventState } from '../../../../src/contracts/events.js';

/** Before the day people promise to come; from its beginning on they are there, or not. */
export type Basis = 'accepted' | 'people';

export const basisOf = (state: EventState): Basis =>
  state === 'live' || state === 'closed' ? 'people' : 'accepted';

export const shortOf = (target: number, counts: Counts, basis: Basis): number =>
  Math.max(0, target - counts[basis]);

export interface ShortCommune {
  row: CommuneCounts;
  short: number;
}

/** Communes that lack people, the largest lack first; of equal ones the least filled first. */
export function shortCommunes(communes: CommuneCounts[], basis: Basis): ShortCommune[] {
  const fill = (row: CommuneCounts): number => (row.target > 0 ? row.counts[basis] / row.target : 1);
  return communes
    .map((row) => ({ row, short: shortOf(row.target, row.counts, basis) }))
    .filter((one) => one.short > 0)
    .sort(
      (a, b) =>
        b.short - a.short || fill(a.row) - fill(b.row) || (a.row.communeId < b.row.communeId ? -1 : 1),
    );
}

/** The same communes with the same numbers, in the order that another list of them has; who is not in it comes last. */
export function inOrderOf(list: ShortCommune[], communes: ShortCommune[]): ShortCommune[] {
  const places = new Map(list.map(({ row }, place) => [row.communeId, place]));
  const placeOf = ({ row }: ShortCommune) => places.get(row.communeId) ?? places.size;
  return [...communes].sort((a, b) => placeOf(a) - placeOf(b));
}
