/** What the demo needs to know of a commune. */
export interface DemoCommune {
  id: string;
  fullName: string;
  type: string;
  lat: number | null;
  lon: number | null;
  areaKm2: number | null;
  population: number | null;
}

/** People to a square kilometre below which a commune counts as upland. */
const UPLAND_DENSITY = 150;

export function isUpland(commune: DemoCommune): boolean {
  const { population, areaKm2 } = commune;
  return population !== null && areaKm2 !== null && areaKm2 > 40 && population / areaKm2 < UPLAND_DENSITY;
}

/** How many live there; where the gazetteer does not know, what the commune in the middle of the list has. */
export function populationsOf(communes: readonly DemoCommune[]): number[] {
  const known = communes.flatMap((c) => c.population ?? []).sort((a, b) => a - b);
  const middle = known[Math.floor(known.length / 2)] ?? 10_000;
  return communes.map((c) => c.population ?? middle);
}

/** Where the opening hall stands: the most populous ward, in most provinces the seat. */
export function hallCommune<T extends DemoCommune>(communes: readonly T[]): T {
  const wards = communes.filter((c) => c.type === 'phường');
  const [seat] = [...(wards.length > 0 ? wards : communes)].sort(
    (a, b) => (b.population ?? 0) - (a.population ?? 0) || (a.id < b.id ? -1 : 1),
  );
  if (!seat) throw new Error('A province without communes.');
  return seat;
}

/** The nearest other communes, by index. */
export function neighboursOf(communes: readonly DemoCommune[], count: number): number[][] {
  return communes.map((from, index) =>
    communes
      .map((to, other) => ({ other, far: squaredDistance(from, to) }))
      .filter(({ other }) => other !== index)
      .sort((a, b) => a.far - b.far || a.other - b.other)
      .slice(0, count)
      .map(({ other }) => other),
  );
}

function squaredDistance(a: DemoCommune, b: DemoCommune): number {
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return Infinity;
  return (a.lat - b.lat) ** 2 + (a.lon - b.lon) ** 2;
}

/** Shares `total` out by weight in whole numbers that add up to it. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let [before, given] = [0, 0];
  return weights.map((weight) => {
    before += weight;
    const upTo = Math.round((total * before) / sum);
    const share = upTo - given;
    given = upTo;
    return share;
  });
}
