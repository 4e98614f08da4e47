import { roadKm } from './distance.js';
import type { MatchPerson, MatchShift } from './problem.js';
import { limitKm } from './rules.js';

/** Shifts within reach, by rising index, and how far each is; NaN when that is not known. */
export interface Near {
  places: Int32Array;
  km: Float64Array;
}
export interface Reach {
  of: (person: Pick<MatchPerson, 'home'>) => Near;
}

export const homeKey = ({ home }: Pick<MatchPerson, 'home'>): string =>
  home ? `${home.communeId} ${home.lat} ${home.lon}` : '';

/** A degree of latitude, by the road factor: no place is nearer by road than its latitude says. */
const KM_A_DEGREE = 111 * 1.3;

/**
 * Who lives in one place shares a list of what is near: as far as the farthest-going of them goes, and
 * every shift that somebody there is bound to (by a pin, or by standing there).
 */
export function nearPlaces(
  shifts: readonly MatchShift[],
  people: readonly { like: MatchPerson; boundTo: number }[],
): Reach {
  const byLatitude = [...shifts.keys()].sort(
    (a, b) => (shifts[a]!.place.lat ?? -91) - (shifts[b]!.place.lat ?? -91),
  );
  const latitudes = Float64Array.from(byLatitude, (s) => shifts[s]!.place.lat ?? -91);
  const wanted = new Map<string, { person: MatchPerson; limit: number; bound: Set<number> }>();
  for (const { like, boundTo } of people) {
    const key = homeKey(like);
    const one = wanted.get(key) ?? { person: like, limit: 0, bound: new Set() };
    one.limit = Math.max(one.limit, limitKm(like));
    if (boundTo >= 0 && boundTo < shifts.length) one.bound.add(boundTo);
    wanted.set(key, one);
  }
  const lists = new Map<string, Near>();
  for (const [key, { person, limit, bound }] of wanted) {
    const lat = person.home?.lat ?? null;
    const found: number[] = [...bound];
    if (lat === null) found.push(...shifts.keys());
    else {
      for (let i = 0; i < byLatitude.length && latitudes[i]! < -90; i++) found.push(byLatitude[i]!);
      const reach = limit / KM_A_DEGREE + 0.001;
      for (
        let i = lowerBound(latitudes, lat - reach);
        i < byLatitude.length && latitudes[i]! <= lat + reach;
        i++
      ) {
        found.push(byLatitude[i]!);
      }
    }
    const places: number[] = [];
    const km: number[] = [];
    for (const shift of Int32Array.from(new Set(found)).sort()) {
      const far = roadKm(person.home, shifts[shift]!.place) ?? NaN;
      if (far > limit && !bound.has(shift)) continue;
      places.push(shift);
      km.push(far);
    }
    lists.set(key, { places: Int32Array.from(places), km: Float64Array.from(km) });
  }
  const nowhere: Near = { places: new Int32Array(), km: new Float64Array() };
  return { of: (person) => lists.get(homeKey(person)) ?? nowhere };
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
