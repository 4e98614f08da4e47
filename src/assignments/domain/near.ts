import { OUT, type Crowd, type Reach, type Slot } from './board.js';
import { narrowing, roadKmOf } from './distance.js';
import type { MatchPerson, MatchShift } from './problem.js';
import { limitKm } from './rules.js';

/** A degree of latitude, by the road factor: no place is nearer by road than its latitude says. */
export const KM_A_DEGREE = 111 * 1.3;

/**
 * Who lives in one place shares a list of what is near: as far as the farthest-going of them goes, and
 * every shift that somebody there is bound to (by a pin, or by standing there).
 */
export function nearPlaces(
  shifts: readonly MatchShift[],
  crowds: readonly Crowd[],
  slots: readonly Slot[],
): Reach {
  const byLatitude = Int32Array.from(shifts.keys()).sort(
    (a, b) => (shifts[a]!.place.lat ?? -91) - (shifts[b]!.place.lat ?? -91),
  );
  const rank = new Int32Array(shifts.length);
  for (const [i, s] of byLatitude.entries()) rank[s] = i;
  const unplaced = byLatitude.findLastIndex((s) => shifts[s]!.place.lat === null) + 1;
  const latitudes = Float64Array.from(byLatitude, (s) => shifts[s]!.place.lat ?? -91);
  // NaN where either is not known: so is every distance then.
  const longitudes = Float64Array.from(byLatitude, (s, i) =>
    i < unplaced ? NaN : (shifts[s]!.place.lon ?? NaN),
  );
  const narrowings = latitudes.map(narrowing);
  const wanted: { person: MatchPerson; limit: number; bound: number[] }[] = [];
  for (const { like, home, pinnedShift, standsAt } of crowds) {
    const one = (wanted[home] ??= { person: like, limit: 0, bound: [] });
    one.limit = Math.max(one.limit, limitKm(like));
    const boundTo = standsAt === OUT ? pinnedShift : slots[standsAt]!.shift;
    if (boundTo >= 0 && boundTo < shifts.length) one.bound.push(boundTo);
  }
  const start = new Int32Array(wanted.length + 1);
  const places: number[] = [];
  const km: number[] = [];
  // Of the home at hand: what may be near, by latitude; what is, and how far every such shift is.
  const candidates = new Int32Array(shifts.length);
  const found = new Int32Array(shifts.length);
  const far = new Float64Array(shifts.length);
  for (const [home, { person, limit, bound }] of wanted.entries()) {
    const lat = person.home?.lat ?? NaN;
    const lon = person.home?.lon ?? NaN;
    const north = limit / KM_A_DEGREE + 0.001;
    // Degrees of longitude are shortest where it is farthest from the equator.
    const east = north / narrowing(Math.min(89, Math.abs(lat) + north));
    const isKnown = !Number.isNaN(lat + lon);
    const first = isKnown ? Math.max(unplaced, lowerBound(latitudes, lat - north)) : unplaced;
    const end = isKnown ? lowerBound(latitudes, lat + north) : shifts.length;
    let count = 0;
    for (let i = 0; i < unplaced; i++) candidates[count++] = i;
    for (let i = first; i < end; i++) {
      if (!(Math.abs(longitudes[i]! - lon) > east)) candidates[count++] = i;
    }
    for (const s of bound) {
      if (!candidates.subarray(0, count).includes(rank[s]!)) candidates[count++] = rank[s]!;
    }
    const narrowed = narrowing(lat);
    let near = 0;
    for (let n = 0; n < count; n++) {
      const i = candidates[n]!;
      const s = byLatitude[i]!;
      const away = roadKmOf(latitudes[i]! - lat, longitudes[i]! - lon, narrowed * narrowings[i]!);
      if (away > limit && !bound.includes(s)) continue;
      far[s] = away;
      found[near++] = s;
    }
    for (const s of found.subarray(0, near).sort()) {
      places.push(s);
      km.push(far[s]!);
    }
    start[home + 1] = places.length;
  }
  return { start, places: new Int32Array(places), km: new Float64Array(km) };
}

/** The first place in a rising list that is not below the value. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
