import type { Skill } from '../../contracts/common.js';
import type { Demand } from '../../contracts/events.js';

/** What a commune is to have, from a rule or a file. */
export interface WantedDemand extends Demand {
  communeId: string;
  /** With its type, `Xã Hoằng Lộc`. */
  communeName: string;
}

/** What an event has now: sites in the order they were made, shifts in the order they begin. */
export interface StandingDemand {
  sites: readonly { id: string; communeId: string; name: string }[];
  shifts: readonly { id: string; siteId: string; demand: readonly Demand[] }[];
}

/** What has to be added or changed so that every commune has what is wanted. */
export interface DemandSpread {
  sites: { id: string; communeId: string; name: string }[];
  shifts: { id: string; siteId: string }[];
  demands: (Demand & { shiftId: string })[];
}

/** The name of a site that is made for a commune: "Điểm ra quân xã Hoằng Lộc". */
export function siteNameOf(communeFullName: string): string {
  return `Điểm ra quân ${communeFullName.charAt(0).toLocaleLowerCase('vi')}${communeFullName.slice(1)}`;
}

/**
 * Lays wanted demand over what stands: one site and one shift for each commune, made only where
 * there is none, and rows only where they differ. The same wish twice therefore changes nothing.
 */
export function spreadDemand(
  standing: StandingDemand,
  wanted: readonly WantedDemand[],
  newId: () => string,
): DemandSpread {
  const spread: DemandSpread = { sites: [], shifts: [], demands: [] };
  const siteOf = new Map<string, string>();
  for (const { id, communeId } of standing.sites) if (!siteOf.has(communeId)) siteOf.set(communeId, id);
  // A commune may have a hall of its own besides: the site made for the commune goes before it.
  const names = new Map(wanted.map((row) => [row.communeId, siteNameOf(row.communeName)]));
  for (const { id, communeId, name } of standing.sites) {
    if (names.get(communeId) === name) siteOf.set(communeId, id);
  }
  const shiftOf = new Map<string, string>();
  for (const { id, siteId } of standing.shifts) if (!shiftOf.has(siteId)) shiftOf.set(siteId, id);
  const rows = new Map(
    standing.shifts.flatMap((shift) => shift.demand.map((row) => [keyOf(shift.id, row.skill), row])),
  );

  for (const { communeId, communeName, ...demand } of wanted) {
    let siteId = siteOf.get(communeId);
    if (siteId === undefined) {
      siteId = newId();
      siteOf.set(communeId, siteId);
      spread.sites.push({ id: siteId, communeId, name: siteNameOf(communeName) });
    }
    let shiftId = shiftOf.get(siteId);
    if (shiftId === undefined) {
      shiftId = newId();
      shiftOf.set(siteId, shiftId);
      spread.shifts.push({ id: shiftId, siteId });
    }
    if (!same(rows.get(keyOf(shiftId, demand.skill)), demand)) spread.demands.push({ shiftId, ...demand });
  }
  return spread;
}

const keyOf = (shiftId: string, skill: Skill | null) => `${shiftId} ${skill ?? ''}`;

function same(a: Demand | undefined, b: Demand): boolean {
  return a?.minimum === b.minimum && a.target === b.target && a.maximum === b.maximum;
}
