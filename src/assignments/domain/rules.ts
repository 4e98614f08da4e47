import type { MatchingWeights } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';
import { RIDER_KM, WALKER_KM } from './distance.js';
import { overlaps, type MatchPerson, type MatchShift } from './problem.js';

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
  return skill === null || person.skills.some((own) => own.skill === skill);
}

export function timeBlock(person: MatchPerson, shift: MatchShift, restMinutes: number): TimeBlock {
  const rest = restMinutes * MINUTE;
  const withRest = { startsAt: shift.startsAt - rest, endsAt: shift.endsAt + rest };
  if (person.busy.some((window) => overlaps(window, withRest))) return 'busy';
  if (person.declined.some((window) => overlaps(window, shift))) return 'declined';
  if (person.expiredShiftIds.includes(shift.id)) return 'expired';
  const { available } = person;
  return available?.some((w) => w.startsAt <= shift.startsAt && shift.endsAt <= w.endsAt) === false
    ? 'unavailable'
    : null;
}

export const isTooYoung = (person: MatchPerson, shift: MatchShift): boolean =>
  person.age !== null && shift.minimumAge !== null && person.age < shift.minimumAge;

export const isExcluded = (person: MatchPerson, shift: MatchShift): boolean =>
  person.excludedCommuneIds.includes(shift.place.communeId);

/** What the time, the age and the exclusions say; distance and skill are looked at by the caller. */
export const mayGo = (person: MatchPerson, shift: MatchShift, restMinutes: number): boolean =>
  timeBlock(person, shift, restMinutes) === null && !isTooYoung(person, shift) && !isExcluded(person, shift);

/** Kilometres as the engine counts them: whole tenths. */
export const tenths = (km: number): number => Math.round(10 * km);

/**
 * What a place costs the last goal, in tenths of a kilometre: the way, a wish that is not met, turns
 * served before, and skill that lies idle. `km`: NaN when it is not known.
 */
export function costOf(
  person: MatchPerson,
  shift: MatchShift,
  skill: Skill | null,
  km: number,
  weights: MatchingWeights,
): number {
  const wished = person.wishCommuneIds.length === 0 || person.wishCommuneIds.includes(shift.place.communeId);
  let best = 0;
  let used = 0;
  for (const own of person.skills) {
    best = Math.max(best, own.level);
    if (own.skill === skill) used = own.level;
  }
  const sum =
    weights.distance * (Number.isNaN(km) ? UNKNOWN_KM : km) +
    (wished ? 0 : weights.wish) +
    weights.turns * Math.min(person.turns, TURNS_COUNTED) +
    weights.skill * (best - used);
  return Math.min(DEAREST, tenths(sum));
}

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
