import { type Counts, MetricSchema } from '../../contracts/events.js';
import { addCounts, NO_COUNTS } from './roll-up.js';

/**
 * What is counted of one unit at one site: what has changed of it, or all. `shownUnder`: see `shownUnder`; null: the
 * same as before, or no unit.
 */
export type Leaf = readonly [
  siteId: string,
  orgUnitId: string,
  shownUnder: string | null,
  counts: Partial<Counts>,
];

/**
 * The sums of an event's leaves by site and by unit, and what they are made of. A province of 6,600 branches has 33,000
 * counts: whoever reads it four times a second asks only for those that have changed.
 */
export class LeafSums {
  /** Of which tree of units and which life of the database; of another one nothing that is known holds. */
  state = '';
  /** Up to which revision. */
  rev = 0;
  readonly sites = new Map<string, Counts>();
  readonly units = new Map<string, Counts>();
  private readonly leaves = new Map<string, Counts>();
  private readonly shownUnder = new Map<string, string>();

  /** Moves on to `rev`. @param leaves those that changed since; of another state all of them */
  moveOn(state: string, rev: number, leaves: readonly Leaf[]): void {
    if (state !== this.state)
      for (const known of [this.leaves, this.shownUnder, this.sites, this.units]) known.clear();
    for (const [, orgUnitId, shownUnder] of leaves)
      if (shownUnder !== null) this.shownUnder.set(orgUnitId, shownUnder);
    for (const [siteId, orgUnitId, , changed] of leaves) {
      const key = `${siteId}${orgUnitId}`;
      const before = this.leaves.get(key) ?? NO_COUNTS;
      const after = { ...before, ...changed };
      const by = difference(before, after);
      this.leaves.set(key, after);
      // Never in place: whoever was given a sum keeps it as it was.
      this.sites.set(siteId, addCounts(this.sites.get(siteId) ?? NO_COUNTS, by));
      const shownUnder = this.shownUnder.get(orgUnitId);
      if (shownUnder !== undefined)
        this.units.set(shownUnder, addCounts(this.units.get(shownUnder) ?? NO_COUNTS, by));
    }
    this.state = state;
    this.rev = rev;
  }
}

function difference(before: Counts, after: Counts): Counts {
  const by = { ...after };
  for (const metric of MetricSchema.options) by[metric] -= before[metric];
  return by;
}
