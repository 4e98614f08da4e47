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

/** At least so far by road, by the latitudes alone; 0 when one is not known. */
export const kmOfLatitude = (one: number, other: number | null): number =>
  other === null ? 0 : Math.abs(one - other) * KM_A_DEGREE;

/** The same by the longitudes, whose degrees are the shorter the farther from the equator. */
export const kmOfLongitude = (
  one: number,
  other: number | null,
  latOne: number,
  lat: number | null,
): number => {
  if (other === null || lat === null || Number.isNaN(one)) return 0;
  const shortest = Math.cos((Math.max(Math.abs(latOne), Math.abs(lat)) * Math.PI) / 180);
  return Math.abs(one - other) * shortest * KM_A_DEGREE;
};

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
  const unplaced = byLatitude.findLastIndex((s) => shifts[s]!.place.lat === null) + 1;
  const latitudes = Float64Array.from(byLatitude, (s) => shifts[s]!.place.lat ?? -91);
  const longitudes = Float64Array.from(byLatitude, (s) => shifts[s]!.place.lon ?? NaN);
  const wanted = new Map<string, { person: MatchPerson; limit: number; bound: number[] }>();
  for (const { like, boundTo } of people) {
    const key = homeKey(like);
    const one = wanted.get(key) ?? { person: like, limit: 0, bound: [] };
    one.limit = Math.max(one.limit, limitKm(like));
    if (boundTo >= 0 && boundTo < shifts.length) one.bound.push(boundTo);
    wanted.set(key, one);
  }
  const lists = new Map<string, Near>();
  const far = new Float64Array(shifts.length);
  const found = new Int32Array(shifts.length);
  for (const [key, { person, limit, bound }] of wanted) {
    let count = 0;
    const look = (s: number) => {
      const km = roadKm(person.home, shifts[s]!.place) ?? NaN;
      if (km > limit && !bound.includes(s)) return;
      far[s] = km;
      found[count++] = s;
    };
    const { lat, lon } = person.home ?? { lat: null, lon: null };
    if (lat === null || lon === null) for (const s of shifts.keys()) look(s);
    else {
      const north = limit / KM_A_DEGREE + 0.001;
      // Degrees of longitude are shortest where it is farthest from the equator.
      const east = north / Math.cos((Math.min(89, Math.abs(lat) + north) * Math.PI) / 180);
      const end = lowerBound(latitudes, lat + north);
      for (let i = 0; i < unplaced; i++) look(byLatitude[i]!);
      for (let i = Math.max(unplaced, lowerBound(latitudes, lat - north)); i < end; i++) {
        if (!(Math.abs(longitudes[i]! - lon) > east)) look(byLatitude[i]!);
      }
      for (const s of bound) if (!found.subarray(0, count).includes(s)) look(s);
    }
    const places = found.slice(0, count).sort();
    const km = new Float64Array(count);
    for (let i = 0; i < count; i++) km[i] = far[places[i]!]!;
    lists.set(key, { places, km });
  }
  const nowhere: Near = { places: new Int32Array(), km: new Float64Array() };
  return { of: (person) => lists.get(homeKey(person)) ?? nowhere };
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
