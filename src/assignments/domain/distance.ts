import type { MatchPlace } from './problem.js';

/** Roads are longer than the straight line between two commune centres. */
const ROAD_FACTOR = 1.3;
const EARTH_KM = 6371;
/** How far people go who have not said: by motorbike, and without a vehicle of their own. */
export const RIDER_KM = 40;
export const WALKER_KM = 15;

const RAD = Math.PI / 180;

/** How much of a circle of longitude is left at a latitude: nothing at the poles. */
export const narrowing = (lat: number): number => Math.cos(lat * RAD);

/** Kilometres by road between two places, to a tenth; null when one of them is not known. */
export function roadKm(from: MatchPlace | null, to: MatchPlace): number | null {
  if (!from || from.lat === null || from.lon === null || to.lat === null || to.lon === null) return null;
  return roadKmOf(to.lat - from.lat, to.lon - from.lon, narrowing(from.lat) * narrowing(to.lat));
}

/** The same of degrees between two places and what both latitudes narrow; NaN when one is NaN. */
export function roadKmOf(degreesNorth: number, degreesEast: number, narrowed: number): number {
  const a = Math.sin((degreesNorth * RAD) / 2) ** 2 + narrowed * Math.sin((degreesEast * RAD) / 2) ** 2;
  const km = 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(a))) * ROAD_FACTOR;
  return Math.round(km * 10) / 10;
}
