import assert from 'node:assert/strict';
import type { PlanProof } from '../../contracts/assignments.js';
import type { Certificate, MatchingProblem, MatchPerson, MatchShift, Place } from './problem.js';

/** Of a row of demand: who stays there whatever the others do, who may stay there, and everybody. */
const nobody = { taken: 0, kept: 0, count: 0 };
type Demand = MatchShift['demand'][number];
type Row = Demand & typeof nobody & { shift: MatchShift; price: number };

/**
 * Checks a plan without sharing a line with the engine: every place keeps every rule, and the prices of
 * the certificate give a bound (weak duality) that no plan moving as few published places can beat, and
 * that this one reaches but for the gap it admits to. @throws Error saying what does not hold
 */
export function checkPlan(problem: MatchingProblem, places: readonly Place[], proof: Certificate): PlanProof {
  const { people, shifts, settings } = problem;
  const { weights, mayMove } = settings;
  const [rest, stability] = [settings.restMinutes * 60_000, Math.round(10 * weights.stability)];
  const { levels, movePrice, gap, bound, rowPrices, communePrices } = proof;
  let r = 0;
  const rowsOf = new Map<string | null | undefined, Row[]>();
  for (const shift of shifts) {
    const rowOf = (row: Demand): Row => ({ ...row, ...nobody, shift, price: rowPrices[r++]! });
    rowsOf.set(shift.id, shift.demand.map(rowOf));
  }
  const rows = [...rowsOf.values()].flat();
  const rowAt = new Map(rows.map((row) => [`${row.shift.id} ${row.skill}`, row]));
  const find = (place: Omit<Place, 'personId'> | null) => rowAt.get(`${place?.shiftId} ${place?.skill}`);
  const prices = [levels.minimum, movePrice, ...rowPrices, ...communePrices.map((one) => one.price)];
  const exact = movePrice >= 0 && prices.every((price) => Math.abs(price) < 2 ** 52);
  assert(exact && r === rowPrices.length, 'the certificate is of another question');
  const placeOf = new Map(places.map((place) => [place.personId, place]));
  assert(places.length === people.length && people.every((p) => placeOf.has(p.id)), 'not one place for each');

  const kinds = new Map<string, ReturnType<typeof choicesOf>>();
  const nearby = new Map<string, MatchShift[]>();
  const [together, most] = [new Map<string, number>(), new Map<string, number>()];
  let [primal, dual, dearest, moved, apart, total] = [0n, 0n, 0, 0, 0, 0];
  for (const person of people) {
    const { id, pin, standing, groupId, ...kin } = person;
    const place = placeOf.get(id)!;
    const row = find(place);
    if (row) row.count += 1;
    const keeps = standing && (standing.present || (pin ? pin.shiftId === standing.shiftId : mayMove === 0));
    if (keeps || pin?.shiftId === null) {
      if (row) row.taken += 1;
      const stay = keeps && rowsOf.has(standing.shiftId) ? standing : { shiftId: null, skill: null };
      assert(place.shiftId === stay.shiftId && place.skill === stay.skill, `${id} does not stay`);
      continue;
    }
    const kind = JSON.stringify([pin, standing, kin]);
    if (!kinds.has(kind)) kinds.set(kind, choicesOf(person));
    const { costs, least } = kinds.get(kind)!;
    assert(costs.has(row) || (place.shiftId === null && !rowsOf.has(pin?.shiftId)), `${id} may not be there`);
    const stands = pin ? undefined : find(standing);
    if (stands) stands.kept += 1;
    if (stands && stands !== row) moved += 1;
    else if (stands) primal -= BigInt(movePrice);
    dual += BigInt(least);
    total += costs.get(row) ?? 0;
    if (!row || groupId === null) continue;
    // Of a group, all are apart but those in the commune where most of them go.
    const here = `${groupId} ${row.shift.place.communeId}`;
    const n = (together.get(here) ?? 0) + 1;
    together.set(here, n);
    if (n > (most.get(groupId) ?? 0)) most.set(groupId, n);
    else apart += 1;
  }

  // One after another who comes to a row, then to a commune: what it costs, and the least by the prices.
  const communes = new Map(communePrices.map((one) => [one.communeId, { ...nobody, target: 0, ...one }]));
  for (const { minimum, target, maximum, taken, kept, count, price, shift } of rows) {
    const limit = Math.max(maximum, taken + kept);
    assert(count <= limit, `${shift.place.communeName} has more people than its maximum`);
    const commune = communes.get(shift.place.communeId);
    assert(commune !== undefined, 'a commune has no price');
    commune.target += target;
    commune.taken += Math.min(taken, target);
    commune.count += Math.min(count, target);
    for (let n = taken; n < limit; n++) {
      const cost = n < minimum ? -levels.minimum : n < target || n >= maximum ? 0 : -levels.placed;
      if (n < count) primal += BigInt(cost);
      dual += BigInt(Math.min(0, cost + (n < target ? commune.price : 0) - price));
    }
  }
  for (const { price, target, taken, count } of communes.values()) {
    for (let n = taken; n < target; n++) {
      const cost = -levels.placed - levels.step * (10 - Math.floor((n * 10) / target));
      if (n < count) primal += BigInt(cost);
      dual += BigInt(Math.min(0, cost - price));
    }
  }
  total += apart * Math.round(10 * weights.together);
  assert(moved <= mayMove, 'more published places are moved than allowed');
  assert(total === bound + gap, 'the kilometres are not those of the certificate');
  assert(gap >= 0 && primal + BigInt(total) - dual === BigInt(gap), 'the bound of the prices is not reached');
  // A change for the better passes each row once and two steps of communes, at the most.
  const ranked = levels.placed > (rows.length + 1) * dearest + gap && levels.step >= 3 * levels.placed;
  assert(ranked && levels.minimum >= 13 * levels.step, 'the goals do not outweigh each other');
  const gapPercent = gap === 0 ? 0 : bound > 0 ? Math.ceil((gap / bound) * 10_000) / 100 : 100;
  const optimal = gap === 0 && (movePrice === 0 || moved === mayMove);
  return { optimal, km: total / 10, boundKm: bound / 10, gapPercent, moved };

  /** The rows that a person may take with what each costs, and the least of it by the prices. */
  function choicesOf(p: MatchPerson) {
    const reach = Math.min(p.maxDistanceKm ?? (p.hasVehicle ? 40 : 15), (p.age ?? 16) < 16 ? 10 : Infinity);
    const from = `${p.home?.lat} ${p.home?.lon} ${reach}`;
    const near = nearby.get(from) ?? shifts.filter(({ place }) => !(roadKm(p.home, place) > reach));
    nearby.set(from, near);
    const stands = p.pin ? undefined : find(p.standing);
    const far = (p.pin ? rowsOf.get(p.pin.shiftId) : stands && [stands]) ?? [];
    const best = Math.max(0, ...p.skills.map((own) => own.level));
    const costs = new Map<Row | undefined, number>();
    let least = rowsOf.has(p.pin?.shiftId) ? Infinity : 0;
    for (const row of [...near.flatMap((shift) => rowsOf.get(shift.id)!), ...far]) {
      if (row !== stands && !mayTake(p, row)) continue;
      const km = roadKm(p.home, row.shift.place);
      const wished = p.wishCommuneIds.length === 0 || p.wishCommuneIds.includes(row.shift.place.communeId);
      const way = weights.distance * (Number.isNaN(km) ? 40 : km) + (wished ? 0 : weights.wish);
      const level = p.skills.find((own) => own.skill === row.skill)?.level ?? 0;
      const sum = way + weights.turns * Math.min(p.turns, 10) + weights.skill * (best - level);
      const cost = Math.min(99_999, Math.round(sum * 10)) + (stands && row !== stands ? stability : 0);
      costs.set(row, cost);
      dearest = Math.max(dearest, cost);
      least = Math.min(least, cost + row.price - (row === stands ? movePrice : 0));
    }
    return { costs, least };
  }

  /** A pin goes before distance and what a person would like, and before nothing else. */
  function mayTake(p: MatchPerson, { skill, shift }: Row): boolean {
    const { id, startsAt, endsAt, minimumAge, place } = shift;
    if (skill !== null && !p.skills.some((own) => own.skill === skill)) return false;
    const barred = p.expiredShiftIds.includes(id) || p.excludedCommuneIds.includes(place.communeId);
    const declined = barred || p.declined.some((w) => w.startsAt < endsAt && startsAt < w.endsAt);
    if (p.pin ? p.pin.shiftId !== id : declined) return false;
    if (p.busy.some((w) => w.startsAt < endsAt + rest && startsAt - rest < w.endsAt)) return false;
    const able = p.available?.some((w) => w.startsAt <= startsAt && endsAt <= w.endsAt) ?? true;
    return able && (p.age ?? Infinity) >= (minimumAge ?? 0);
  }
}

/** 1.3 times the great circle (haversine; cos x = 1 − 2 sin² x/2), to a tenth of a km; NaN when not known. */
function roadKm(from: MatchPerson['home'], to: MatchShift['place']): number {
  const half = (degrees: number) => Math.sin((degrees * Math.PI) / 360) ** 2;
  const [lat, lon, toLat, toLon] = [from?.lat ?? NaN, from?.lon ?? NaN, to.lat ?? NaN, to.lon ?? NaN];
  const chord = half(toLat - lat) + (1 - 2 * half(lat)) * (1 - 2 * half(toLat)) * half(toLon - lon);
  return Math.round(2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord))) * 1.3 * 10) / 10;
}
