import type { MatchingWeights } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';
import { RIDER_KM, WALKER_KM } from './distance.js';
import type { MatchPerson, MatchShift, Window } from './problem.js';

/** Below this age the law sees a child (Law on Children), who is not sent far from home. */
export const CHILD_AGE = 16;
export const CHILD_KM = 10;
/** What an unknown distance costs: as much as a long ride. */
const UNKNOWN_KM = 40;
const DEAREST = 99_999;
/** More turns than this make no difference. */
const TURNS_COUNTED = 10;
const MINUTE = 60_000;

/** Why a shift's time is not free for a person. */
export type TimeBlock = 'busy' | 'declined' | 'expired' | 'unavailable' | null;

/** How far a person goes at most. */
export function limitKm(person: Pick<MatchPerson, 'age' | 'maxDistanceKm' | 'hasVehicle'>): number {
  const own = person.maxDistanceKm ?? (person.hasVehicle ? RIDER_KM : WALKER_KM);
  return person.age !== null && person.age < CHILD_AGE ? Math.min(own, CHILD_KM) : own;
}

export function hasSkill(person: Pick<MatchPerson, 'skills'>, skill: Skill | null): boolean {
  if (skill === null) return true;
  for (const own of person.skills) if (own.skill === skill) return true;
  return false;
}

/** Asked millions of times: loops that leave nothing for the collector. */
function meets(windows: readonly Window[], startsAt: number, endsAt: number): boolean {
  for (const one of windows) if (one.startsAt < endsAt && startsAt < one.endsAt) return true;
  return false;
}

function holds(windows: readonly Window[], { startsAt, endsAt }: Window): boolean {
  for (const one of windows) if (one.startsAt <= startsAt && endsAt <= one.endsAt) return true;
  return false;
}

export function timeBlock(person: MatchPerson, shift: MatchShift, restMinutes: number): TimeBlock {
  const { startsAt, endsAt } = shift;
  const rest = restMinutes * MINUTE;
  if (meets(person.busy, startsAt - rest, endsAt + rest)) return 'busy';
  if (meets(person.declined, startsAt, endsAt)) return 'declined';
  if (person.expiredShiftIds.length > 0 && person.expiredShiftIds.includes(shift.id)) return 'expired';
  return person.available === null || holds(person.available, shift) ? null : 'unavailable';
}

export const isTooYoung = (person: MatchPerson, shift: MatchShift): boolean =>
  person.age !== null && shift.minimumAge !== null && person.age < shift.minimumAge;

export const isExcluded = (person: MatchPerson, shift: MatchShift): boolean =>
  person.excludedCommuneIds.length > 0 && person.excludedCommuneIds.includes(shift.place.communeId);

/** What the time, the age and the exclusions say; distance and skill are looked at by the caller. */
export const mayGo = (person: MatchPerson, shift: MatchShift, restMinutes: number): boolean =>
  timeBlock(person, shift, restMinutes) === null && !isTooYoung(person, shift) && !isExcluded(person, shift);

/** Kilometres as the engine counts them: whole tenths. */
export const tenths = (km: number): number => Math.round(10 * km);

/**
 * What a place costs the last goal is, in kilometres, what its shift costs (the way, a wish that is not met,
 * and turns served before; `km`: NaN when it is not known) and what the skill costs that lies idle there.
 */
export function costOfShift(
  person: MatchPerson,
  shift: MatchShift,
  km: number,
  weights: MatchingWeights,
): number {
  const wished = person.wishCommuneIds.length === 0 || person.wishCommuneIds.includes(shift.place.communeId);
  return (
    weights.distance * (Number.isNaN(km) ? UNKNOWN_KM : km) +
    (wished ? 0 : weights.wish) +
    weights.turns * Math.min(person.turns, TURNS_COUNTED)
  );
}

export function costOfIdling(person: MatchPerson, skill: Skill | null, weights: MatchingWeights): number {
  let best = 0;
  let used = 0;
  for (const own of person.skills) {
    best = Math.max(best, own.level);
    if (own.skill === skill) used = own.level;
  }
  return weights.skill * (best - used);
}

/** Both together, as the engine counts. */
export const costInTenths = (ofShift: number, ofIdling: number): number =>
  Math.min(DEAREST, tenths(ofShift + ofIdling));

/** Where a person stays whatever the others do; undefined when the engine is free to choose. */
export type Fixed = { shiftId: string | null; skill: Skill | null } | undefined;

export function fixedPlace(person: MatchPerson, mayMove: number): Fixed {
  const { standing, pin } = person;
  if (standing?.present) return standing;
  if (pin) {
    if (pin.shiftId === null) return { shiftId: null, skill: null };
    return standing?.shiftId === pin.shiftId ? standing : undefined;
  }
  return standing && mayMove === 0 ? standing : undefined;
}
