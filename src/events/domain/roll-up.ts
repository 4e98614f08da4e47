import type { CommuneCounts, Counts, SiteCounts } from '../../contracts/events.js';

export const NO_COUNTS: Counts = { registered: 0, offered: 0, accepted: 0, turns: 0, people: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    registered: a.registered + b.registered,
    offered: a.offered + b.offered,
    accepted: a.accepted + b.accepted,
    turns: a.turns + b.turns,
    people: a.people + b.people,
  };
}

/** A commune is the sum of its sites, and nothing else: parent and children cannot differ. */
export function byCommune(sites: readonly SiteCounts[]): CommuneCounts[] {
  const communes = new Map<string, CommuneCounts>();
  for (const site of sites) {
    const { communeId } = site;
    const so = communes.get(communeId) ?? { communeId, sites: 0, minimum: 0, target: 0, counts: NO_COUNTS };
    communes.set(communeId, {
      communeId,
      sites: so.sites + 1,
      minimum: so.minimum + site.minimum,
      target: so.target + site.target,
      counts: addCounts(so.counts, site.counts),
    });
  }
  return [...communes.values()];
}
