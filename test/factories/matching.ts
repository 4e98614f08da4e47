import type { MatchingWeights, PlanProof } from '../../src/contracts/assignments.js';
import type { Skill } from '../../src/contracts/common.js';
import { checkPlan } from '../../src/assignments/domain/check-plan.js';
import { roadKm } from '../../src/assignments/domain/distance.js';
import {
  untied,
  type MatchDemand,
  type MatchPerson,
  type MatchPlace,
  type MatchSettings,
  type MatchShift,
  type MatchingProblem,
  type MatchingResult,
  type Placement,
} from '../../src/assignments/domain/problem.js';
import { solve } from '../../src/assignments/domain/solve.js';

/** Builders of matching problems: what a scenario does not speak about is plausible and harmless. */
export const HOUR = 3_600_000;

/** A commune so many kilometres of straight line east of a fixed point. */
export function commune(name: string, eastKm = 0): MatchPlace {
  return { communeId: name, communeName: `Xã ${name}`, lat: 20, lon: 105 + eastKm / 104.5 };
}

export function someone(id: string, home: MatchPlace | null, values: Partial<MatchPerson> = {}): MatchPerson {
  return { ...untied(id, home), maxDistanceKm: 40, ...values };
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
    minimumAge: null,
    demand: demand.map((row) => ({ skill: null, minimum: 0, maximum: row.target, ...row })),
    ...values,
  };
}

/** Kilometres alone, nothing published may be moved. */
export const SETTINGS: MatchSettings = {
  weights: { distance: 1, wish: 0, together: 0, turns: 0, stability: 0, skill: 0 },
  restMinutes: 0,
  mayMove: 0,
  seed: 1,
};

/** Weights that a scenario speaks about, kilometres of road. */
export const weighing = (values: Partial<MatchingWeights>): Pick<MatchSettings, 'weights'> => ({
  weights: { ...SETTINGS.weights, ...values },
});

/** A published place in `shiftAt(place)`. */
export const standingIn = ({ communeId }: MatchPlace, present = false): Pick<MatchPerson, 'standing'> => ({
  standing: { shiftId: `shift ${communeId}`, skill: null, present },
});

export const pinnedTo = ({ communeId }: MatchPlace): Pick<MatchPerson, 'pin'> => ({
  pin: { shiftId: `shift ${communeId}` },
});

export const problemOf = (
  people: MatchPerson[],
  shifts: MatchShift[],
  settings: Partial<MatchSettings> = {},
): MatchingProblem => ({ settings: { ...SETTINGS, ...settings }, people, shifts });

/** The plan, and what the independent checker proves of it: every plan of every scenario passes. */
export function solved(problem: MatchingProblem): { result: MatchingResult; proof: PlanProof } {
  const result = solve(problem);
  return { result, proof: checkPlan(problem, result.placements, result.certificate) };
}

export function proposalFor(result: MatchingResult, personId: string) {
  const found = result.placements.find((placement) => placement.personId === personId);
  if (!found) throw new Error(`no proposal for ${personId}`);
  return found;
}

/** How many are placed in a shift. */
export const countIn = (result: MatchingResult, shiftId: string) =>
  result.placements.filter((placement) => placement.shiftId === shiftId).length;

/** The goals in their order, more is better: minimums, fairness in tenths, people placed, −kilometres × 10. */
export type Score = [minimums: number, fairness: number, placed: number, tenths: number];

/** What a plan is worth, counted anew. */
export function scoreOf(
  { people, shifts, settings: { weights } }: MatchingProblem,
  places: readonly Pick<Placement, 'shiftId' | 'skill'>[],
): Score {
  const score: Score = [0, 0, 0, 0];
  const communes = new Map<string, { target: number; filled: number }>();
  for (const shift of shifts) {
    for (const row of shift.demand) {
      const n = places.filter((p) => p.shiftId === shift.id && p.skill === row.skill).length;
      score[0] += Math.min(n, row.minimum);
      score[2] += n;
      const commune = communes.get(shift.place.communeId) ?? { target: 0, filled: 0 };
      commune.target += row.target;
      commune.filled += Math.min(n, row.target);
      communes.set(shift.place.communeId, commune);
    }
  }
  for (const { target, filled } of communes.values()) {
    for (let n = 0; n < filled; n++) score[1] += 10 - Math.floor((10 * n) / target);
  }
  for (const [p, at] of places.entries()) {
    const shift = shifts.find((one) => one.id === at.shiftId);
    if (!shift) continue;
    const person = people[p]!;
    const best = Math.max(0, ...person.skills.map((own) => own.level));
    const used = person.skills.find((own) => own.skill === at.skill)?.level ?? 0;
    const { wishCommuneIds } = person;
    const unwished = wishCommuneIds.length > 0 && !wishCommuneIds.includes(shift.place.communeId);
    score[3] -= Math.round(
      10 *
        (weights.distance * roadKm(person.home, shift.place)! +
          (unwished ? weights.wish : 0) +
          weights.turns * person.turns +
          weights.skill * (best - used)),
    );
  }
  return score;
}
