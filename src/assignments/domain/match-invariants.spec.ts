import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commune, HOUR, problemOf } from '../../../test/factories/matching.js';
import type { Skill } from '../../contracts/common.js';
import { limitKm, roadKm } from './distance.js';
import { overlaps, type MatchingProblem, type MatchPerson, type MatchShift } from './problem.js';
import { fixedPlace, hasSkill, layOut } from './slots.js';
import { solve } from './solve.js';
import { FORBIDDEN } from './transport.js';

const SKILLS: Skill[] = ['driver', 'vneid', 'leader'];
const place = fc.integer({ min: 0, max: 6 }).map((n) => commune(`X${n}`, n * 9));
const window = fc
  .tuple(fc.integer({ min: 6, max: 14 }), fc.integer({ min: 1, max: 5 }))
  .map(([from, hours]) => ({ startsAt: from * HOUR, endsAt: (from + hours) * HOUR }));

const demandRow = (skill: Skill | null) =>
  fc
    .tuple(fc.nat(2), fc.nat(2), fc.nat(2))
    .map(([a, b, c]) => ({ skill, minimum: a, target: a + b, maximum: a + b + c }));
const demand = fc
  .tuple(fc.option(demandRow(null)), fc.option(demandRow('driver')), fc.option(demandRow('vneid')))
  .map((rows) => rows.filter((row) => row !== null));

const shifts = (max: number) =>
  fc.array(fc.record({ place, demand, window }), { minLength: 1, maxLength: max }).map((list): MatchShift[] =>
    list.map(({ place: at, demand: rows, window: time }, index) => ({
      id: `s${index}`,
      siteId: `site${index}`,
      place: at,
      demand: rows,
      ...time,
    })),
  );

const person = (shiftCount: number, free: boolean) => {
  const shiftId = fc.integer({ min: 0, max: shiftCount - 1 }).map((n) => `s${n}`);
  const fixed = free
    ? fc.constant(undefined)
    : fc.option(fc.record({ shiftId: fc.option(shiftId) }), { nil: undefined });
  const standing = free
    ? fc.constant(null)
    : fc.option(fc.record({ shiftId, skill: fc.constant(null), present: fc.boolean() }), { freq: 5 });
  return fc
    .record({
      home: fc.option(place, { freq: 9 }),
      skills: fc.subarray(SKILLS),
      maxDistanceKm: fc.option(fc.integer({ min: 1, max: 80 })),
      hasVehicle: fc.boolean(),
      pin: fixed,
      standing,
      busy: fc.array(window, { maxLength: 1 }),
      declined: fc.array(window, { maxLength: 1 }),
      expiredShiftIds: fc.array(shiftId, { maxLength: 1 }),
    })
    .map(({ pin, skills, ...rest }): Omit<MatchPerson, 'id'> => ({
      ...rest,
      skills: skills.map((skill) => ({ skill, level: 1 })),
      ...(pin ? { pin } : {}),
    }));
};

const problem = (people: number, shiftMax: number, free: boolean): fc.Arbitrary<MatchingProblem> =>
  shifts(shiftMax).chain((list) =>
    fc.array(person(list.length, free), { maxLength: people }).map((crowd) =>
      problemOf(
        crowd.map((one, index) => ({ id: `p${index}`, ...one })),
        list,
      ),
    ),
  );

describe('what every plan keeps', () => {
  it('time, skill, distance, places, pins, and a reason for everyone', () => {
    fc.assert(
      fc.property(problem(25, 6, false), (asked) => {
        const result = solve(asked);
        expect(result.placements.map((p) => p.personId)).toEqual(asked.people.map((p) => p.id));
        const taken = new Map<string, { free: number; all: number }>();
        for (const [index, placement] of result.placements.entries()) {
          const one = asked.people[index]!;
          expect(placement.reason.code && placement.reason.vi && placement.reason.en).toBeTruthy();
          expect(placement.shiftId !== null && placement.standbyShiftId !== null).toBe(false);
          const fixed = fixedPlace(one);
          if (fixed) expect(placement.shiftId).toBe(fixed.shiftId);
          if (placement.shiftId === null) continue;
          const shift = asked.shifts.find((s) => s.id === placement.shiftId)!;
          const key = `${placement.shiftId} ${placement.skill}`;
          const count = taken.get(key) ?? { free: 0, all: 0 };
          taken.set(key, { free: count.free + (fixed ? 0 : 1), all: count.all + 1 });
          if (fixed) continue;
          expect(hasSkill(one, placement.skill)).toBe(true);
          expect([...one.busy, ...one.declined].some((w) => overlaps(w, shift))).toBe(false);
          expect(roadKm(one.home, shift.place) ?? 0).toBeLessThanOrEqual(limitKm(one));
        }
        for (const shift of asked.shifts) {
          for (const row of shift.demand) {
            const count = taken.get(`${shift.id} ${row.skill}`);
            if (count && count.free > 0) expect(count.all).toBeLessThanOrEqual(row.target);
            const short = Math.max(0, row.target - (count?.all ?? 0));
            const gap = result.gaps.find((g) => g.shiftId === shift.id && g.skill === row.skill);
            // A pinned person who fits no row stands under "any" without being of that row.
            if (row.skill !== null) expect(gap?.short ?? 0).toBe(short);
            if (gap) expect(gap.reason.vi).toContain(String(gap.short));
          }
        }
        expect(solve(asked)).toEqual(result);
      }),
      { numRuns: 300, seed: 20251010 },
    );
  });

  it('the best there is: minimums of skills, minimums, places, evenness, distance', () => {
    fc.assert(
      fc.property(problem(5, 2, true), (asked) => {
        expect(score(asked, seatsOf(asked))).toEqual(bestScore(asked));
      }),
      { numRuns: 300, seed: 10102025 },
    );
  });
});

/** For each person the index of the slot, or -1. */
function seatsOf(asked: MatchingProblem): number[] {
  const { slots } = layOut(asked);
  return solve(asked).placements.map((placement) =>
    placement.shiftId === null
      ? -1
      : slots.findIndex(
          (slot) => asked.shifts[slot.shift]!.id === placement.shiftId && slot.skill === placement.skill,
        ),
  );
}

type Score = [number, number, number, number, number];

/** The goals in their order, each "more is better". */
function score(asked: MatchingProblem, seats: readonly number[]): Score {
  const { slots, cost } = layOut(asked);
  const count = slots.map((_, s) => seats.filter((seat) => seat === s).length);
  const goals: Score = [0, 0, 0, 0, 0];
  for (const [s, slot] of slots.entries()) {
    for (let k = 0; k < count[s]!; k++) {
      const inMinimum = k < slot.minimum;
      if (inMinimum) goals[slot.skill === null ? 1 : 0] += 1;
      goals[2] += 1;
      goals[3] += Math.floor(7 * (1 - k / (inMinimum ? slot.minimum : slot.target)));
    }
  }
  for (const [p, seat] of seats.entries()) if (seat >= 0) goals[4] -= cost[p * slots.length + seat]!;
  return goals;
}

/** Tries every seating. */
function bestScore(asked: MatchingProblem): Score {
  const { slots, cost } = layOut(asked);
  let best: Score = [-1, 0, 0, 0, 0];
  const free = slots.map((slot) => slot.target);
  const seats: number[] = [];
  const visit = (p: number) => {
    if (p === asked.people.length) {
      const now = score(asked, seats);
      const differs = now.findIndex((goal, index) => goal !== best[index]);
      if (differs >= 0 && now[differs]! > best[differs]!) best = now;
      return;
    }
    for (let s = -1; s < slots.length; s++) {
      if (s >= 0 && (free[s] === 0 || cost[p * slots.length + s]! >= FORBIDDEN)) continue;
      if (s >= 0) free[s]! -= 1;
      seats.push(s);
      visit(p + 1);
      seats.pop();
      if (s >= 0) free[s]! += 1;
    }
  };
  visit(0);
  return best;
}
