import type { MatchPlace } from './problem.js';

/** Roads are longer than the straight line between two commune centres. */
const ROAD_FACTOR = 1.3;
const EARTH_KM = 6371;
/** How far people go who have not said: by motorbike, and without a vehicle of their own. */
export const RIDER_KM = 40;
export const WALKER_KM = 15;

/** Kilometres by road between two places, to a tenth; null when one of them is not known. */
export function roadKm(from: MatchPlace | null, to: MatchPlace): number | null {
  if (!from || from.lat === null || from.lon === null || to.lat === null || to.lon === null) return null;
  const rad = Math.PI / 180;
  const dLat = (to.lat - from.lat) * rad;
  const dLon = (to.lon - from.lon) * rad;
  const a =
    Math.sin(dLat / 2) ** 2 + Math.cos(from.lat * rad) * Math.cos(to.lat * rad) * Math.sin(dLon / 2) ** 2;
  const km = 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(a))) * ROAD_FACTOR;
  return Math.round(km * 10) / 10;
}
