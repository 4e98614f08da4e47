import type { Counts, Metric } from '../../contracts/events.js';
import { NO_COUNTS } from './roll-up.js';

/** One leaf of the counts. `shownUnder`: see `countedUnit`; null: under no unit. */
export type Leaf = readonly [
  siteId: string,
  orgUnitId: string,
  shownUnder: string | null,
  metric: Metric,
  value: number,
];

/**
 * The sums of an event's leaves by site and by unit, and what they are made of. A province of 6,600 branches has 33,000
 * leaves: whoever reads it four times a second asks only for those that have changed.
 */
export class LeafSums {
  /** Of which tree of units and which life of the database; of another one nothing that is known holds. */
  state = '';
  /** Up to which revision. */
  rev = 0;
  readonly sites = new Map<string, Counts>();
  readonly units = new Map<string, Counts>();
  private readonly values = new Map<string, number>();

  /** Moves on to `rev`. @param leaves those that changed since; of another state all of them */
  moveOn(state: string, rev: number, leaves: readonly Leaf[]): void {
    if (state !== this.state) for (const known of [this.values, this.sites, this.units]) known.clear();
    for (const [siteId, orgUnitId, shownUnder, metric, value] of leaves) {
      const key = `${siteId}${orgUnitId}${metric}`;
      const by = value - (this.values.get(key) ?? 0);
      this.values.set(key, value);
      add(this.sites, siteId, metric, by);
      if (shownUnder !== null) add(this.units, shownUnder, metric, by);
    }
    this.state = state;
    this.rev = rev;
  }
}

/** Never in place: whoever was given the counts keeps them as they were. */
function add(sums: Map<string, Counts>, id: string, metric: Metric, by: number): void {
  const so = sums.get(id) ?? NO_COUNTS;
  sums.set(id, { ...so, [metric]: so[metric] + by });
}
