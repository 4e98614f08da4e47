import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problemOf, scoreOf, type Score } from '../../../test/factories/matching.js';
import { randomProblem } from '../../../test/factories/random-matching.js';
import type { Skill } from '../../contracts/common.js';
import { checkPlan } from './check-plan.js';
import { roadKm } from './distance.js';
import { MatchingRefused, type MatchingProblem } from './problem.js';
import { limitKm, hasSkill } from './rules.js';
import { solve } from './solve.js';

/** A plan, or null when the question contradicts itself. */
function plan(asked: MatchingProblem) {
  try {
    return solve(asked);
  } catch (thrown) {
    if (thrown instanceof MatchingRefused) return null;
    throw thrown;
  }
}

describe('every plan', () => {
  it('passes the checker: every rule kept, the bound of its prices reached; and is the same again', () => {
    let passed = 0;
    fc.assert(
      fc.property(randomProblem(14, 5), (asked) => {
        const result = plan(asked);
        if (!result) return;
        const proof = checkPlan(asked, result.placements, result.certificate);
        passed++;
        const { gap, movePrice } = result.certificate;
        expect(proof.optimal).toBe(gap === 0 && (movePrice === 0 || proof.moved === asked.settings.mayMove));
        if (asked.settings.weights.together === 0) expect(gap).toBe(0);
        for (const { reason, shiftId, standbyShiftId } of result.placements) {
          expect(reason.code && reason.vi && reason.en).toBeTruthy();
          expect(shiftId !== null && standbyShiftId !== null).toBe(false);
        }
        for (const gap of result.gaps) expect(gap.reason.vi).toContain(String(gap.short));
      }),
      { numRuns: 14_000, seed: 20251010 },
    );
    expect(passed).toBeGreaterThan(10_000);
  }, 120_000);

  it('is the same for the same question', () => {
    fc.assert(
      fc.property(randomProblem(14, 5), (asked) => expect(plan(asked)).toEqual(plan(asked))),
      { numRuns: 200, seed: 7 },
    );
  });

  it('is the best of all there are, by trying every one', () => {
    fc.assert(
      fc.property(randomProblem(5, 2), (random) => {
        // What trying everything knows: free people, no groups.
        const people = random.people.map((one) => {
          const free = { ...one, standing: null, groupId: null };
          delete free.pin;
          return free;
        });
        const asked = problemOf(people, [...random.shifts], random.settings);
        const { placements } = solve(asked);
        const places = placements.map(({ shiftId, skill }) => ({ shiftId, skill }));
        expect(scoreOf(asked, places)).toEqual(bestScore(asked));
      }),
      { numRuns: 200, seed: 10102025 },
    );
  });
});

type Place = { shiftId: string | null; skill: Skill | null };

const isCrowded = ({ shifts }: MatchingProblem, places: readonly Place[]): boolean =>
  shifts.some(({ id, demand }) =>
    demand.some(
      ({ skill, maximum }) => places.filter((p) => p.shiftId === id && p.skill === skill).length > maximum,
    ),
  );

/** Tries every seating. */
function bestScore(asked: MatchingProblem): Score {
  const options = asked.people.map((one): Place[] => [
    { shiftId: null, skill: null },
    ...asked.shifts.flatMap((shift) =>
      shift.demand
        .filter((row) => {
          const rest = asked.settings.restMinutes * 60_000;
          return (
            hasSkill(one, row.skill) &&
            roadKm(one.home, shift.place)! <= limitKm(one) &&
            one.busy.every((w) => w.endsAt + rest <= shift.startsAt || shift.endsAt + rest <= w.startsAt) &&
            one.declined.every((w) => w.endsAt <= shift.startsAt || shift.endsAt <= w.startsAt) &&
            (one.available?.some((w) => w.startsAt <= shift.startsAt && shift.endsAt <= w.endsAt) ?? true) &&
            !one.expiredShiftIds.includes(shift.id) &&
            !one.excludedCommuneIds.includes(shift.place.communeId) &&
            (one.age === null || shift.minimumAge === null || one.age >= shift.minimumAge)
          );
        })
        .map((row) => ({ shiftId: shift.id, skill: row.skill })),
    ),
  ]);
  let best: Score = [-1, 0, 0, 0];
  const places: Place[] = [];
  const visit = (p: number) => {
    if (p === options.length) {
      if (isCrowded(asked, places)) return;
      const now = scoreOf(asked, places);
      const differs = now.findIndex((goal, index) => goal !== best[index]);
      if (differs >= 0 && now[differs]! > best[differs]!) best = now;
      return;
    }
    for (const option of options[p]!) {
      places.push(option);
      visit(p + 1);
      places.pop();
    }
  };
  visit(0);
  return best;
}
