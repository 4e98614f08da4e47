import type { Shift } from '../../../../src/contracts/events.js';
import type { BoardSnapshot } from '../../../../src/contracts/live.js';
import { basisOf, shortOf } from '../day/shortage.js';

/** The shifts of a commune that are not over, those of the site that lacks most people first. */
export function neediestFirst(
  communeId: string,
  shifts: readonly Shift[],
  { sites, event }: Pick<BoardSnapshot, 'sites' | 'event'>,
): Shift[] {
  const basis = basisOf(event.state);
  const lack = new Map(
    sites
      .filter((site) => site.communeId === communeId)
      .map((site) => [site.siteId, shortOf(site.target, site.counts, basis)]),
  );
  const lackOf = (shift: Shift) => lack.get(shift.siteId) ?? 0;
  return shifts
    .filter((shift) => lack.has(shift.siteId) && Date.parse(shift.endsAt) > Date.now())
    .sort((a, b) => lackOf(b) - lackOf(a) || Date.parse(a.startsAt) - Date.parse(b.startsAt));
}
