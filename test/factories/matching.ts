import type { Skill } from '../../src/contracts/common.js';
import type {
  MatchDemand,
  MatchPerson,
  MatchPlace,
  MatchShift,
  MatchingProblem,
  MatchingResult,
} from '../../src/assignments/domain/problem.js';

/** Builders of matching problems: what a scenario does not speak about is plausible and harmless. */
export const HOUR = 3_600_000;

/** A commune so many kilometres of straight line east of a fixed point. */
export function commune(name: string, eastKm = 0): MatchPlace {
  return { communeId: name, communeName: `Xã ${name}`, lat: 20, lon: 105 + eastKm / 104.5 };
}

export function someone(id: string, home: MatchPlace | null, values: Partial<MatchPerson> = {}): MatchPerson {
  return {
    id,
    home,
    skills: [],
    maxDistanceKm: 40,
    hasVehicle: true,
    standing: null,
    busy: [],
    declined: [],
    expiredShiftIds: [],
    ...values,
  };
}

export const skilled = (...skills: Skill[]) => ({ skills: skills.map((skill) => ({ skill, level: 2 })) });

export function shiftAt(
  place: MatchPlace,
  demand: (Partial<MatchDemand> & { target: number })[],
  values: Partial<MatchShift> = {},
): MatchShift {
  return {
    id: `shift ${place.communeId}`,
    siteId: `site ${place.communeId}`,
    place,
    startsAt: 7 * HOUR,
    endsAt: 11 * HOUR,
    demand: demand.map((row) => ({ skill: null, minimum: 0, maximum: row.target, ...row })),
    ...values,
  };
}

export const problemOf = (people: MatchPerson[], shifts: MatchShift[]): MatchingProblem => ({
  people,
  shifts,
});

export function proposalFor(result: MatchingResult, personId: string) {
  const found = result.placements.find((placement) => placement.personId === personId);
  if (!found) throw new Error(`no proposal for ${personId}`);
  return found;
}

/** How many are placed in a shift. */
export const countIn = (result: MatchingResult, shiftId: string) =>
  result.placements.filter((placement) => placement.shiftId === shiftId).length;
