import { describe, expect, it } from '@jest/globals';
import {
  commune,
  countIn,
  pinnedTo,
  problemOf,
  proposalFor,
  scoreOf,
  shiftAt,
  someone,
  solved,
  standingIn,
} from '../../../test/factories/matching.js';
import type { MatchingProblem, MatchingResult } from './problem.js';
import { solve } from './solve.js';

const COMMUNES = ['Vạn Xuân', 'Xuân Chinh', 'Yên Nhân', 'Bát Mọt', 'Lương Sơn', 'Thường Xuân'].map(
  (name, n) => commune(name, n * 6),
);
const SHIFTS = COMMUNES.map((place) => shiftAt(place, [{ minimum: 6, target: 10 }]));
const [hardest, hard] = SHIFTS.map((shift) => shift.id) as [string, string];

/** Ten registered in each commune, and so many besides. */
const registered = (besides: number) =>
  Array.from({ length: 60 + besides }, (_, n) => someone(`p${n}`, COMMUNES[n % 6]!));

/**
 * The plan is published, and of sixty eighteen say no: eight in the first commune, six in the second,
 * and one in each of the others.
 */
function afterDeclines(besides: number, mayMove = 0): MatchingProblem {
  const first = solved(problemOf(registered(besides), SHIFTS)).result;
  const left = new Map(SHIFTS.map((shift, n) => [shift.id, [8, 6, 1, 1, 1, 1][n]!]));
  const people = registered(besides).map((person, n) => {
    const { shiftId, skill } = first.placements[n]!;
    const shift = SHIFTS.find((one) => one.id === shiftId);
    if (!shift) return person;
    const declines = left.get(shift.id)! > 0;
    left.set(shift.id, left.get(shift.id)! - 1);
    return declines
      ? { ...person, declined: [{ startsAt: shift.startsAt, endsAt: shift.endsAt }] }
      : { ...person, standing: { shiftId: shift.id, skill, present: false } };
  });
  return problemOf(people, SHIFTS, { mayMove });
}

const belowMinimum = (result: MatchingResult) =>
  SHIFTS.reduce((sum, { id }) => sum + Math.max(0, 6 - countIn(result, id)), 0);

describe('after thirty percent have declined', () => {
  it('leaves everybody else where they stand', () => {
    const asked = afterDeclines(12);
    const { result, proof } = solved(asked);
    const standing = asked.people.filter((person) => person.standing);
    expect(standing).toHaveLength(42);
    for (const { id, standing: place } of standing) {
      expect(proposalFor(result, id)).toMatchObject({
        shiftId: place?.shiftId,
        reason: { code: 'standing' },
      });
    }
    expect(proof).toMatchObject({ optimal: true, moved: 0 });
  });

  it('sends who is free where it is hardest first', () => {
    const { result } = solved(afterDeclines(12));
    expect(belowMinimum(result)).toBe(0);
    expect(result.placements.filter((one) => one.shiftId !== null)).toHaveLength(42 + 12);
    // 2, 4, 9, 9, 9 and 9 stand: twelve more make the first two as full as each other.
    expect(SHIFTS.map(({ id }) => countIn(result, id))).toEqual([9, 9, 9, 9, 9, 9]);
  });

  it('fills the holes as well as a plan made afresh, with the same people pinned', () => {
    const asked = afterDeclines(12);
    const pinned = asked.people.map(({ standing, ...person }) => ({
      ...person,
      standing: null,
      ...(standing ? { pin: { shiftId: standing.shiftId } } : {}),
    }));
    const afresh = solved({ ...asked, people: pinned });
    expect(scoreOf(asked, solved(asked).result.placements)).toEqual(scoreOf(asked, afresh.result.placements));
    expect(afresh.proof.optimal).toBe(true);
  });

  it('does not offer again what was declined', () => {
    const asked = afterDeclines(0);
    const { result } = solved(asked);
    const declined = asked.people.filter((person) => person.declined.length > 0);
    expect(declined).toHaveLength(18);
    for (const { id } of declined) expect(proposalFor(result, id).reason.code).toBe('said_no');
    expect(belowMinimum(result)).toBe(4 + 2);
  });

  it.each([2, 3, 4, 6])('moves %i of the published at most, where the organiser allows it', (mayMove) => {
    const asked = afterDeclines(0, mayMove);
    const { result, proof } = solved(asked);
    const moved = asked.people.filter(
      ({ id, standing }) => standing && proposalFor(result, id).shiftId !== standing.shiftId,
    );
    expect(moved.length).toBe(proof.moved);
    expect(proof.moved).toBeLessThanOrEqual(mayMove);
    expect(proof.moved).toBeGreaterThan(0);
    // Whoever moves goes where a minimum is missed.
    expect(belowMinimum(result)).toBe(6 - proof.moved);
    for (const { id } of moved) expect([hardest, hard]).toContain(proposalFor(result, id).shiftId);
  });

  it('moves nobody who is there already', () => {
    const asked = afterDeclines(0, 100);
    const people = asked.people.map(({ standing, ...person }) => ({
      ...person,
      standing: standing && { ...standing, present: true },
    }));
    const { result, proof } = solved({ ...asked, people });
    expect(proof.moved).toBe(0);
    expect(belowMinimum(result)).toBe(6);
  });

  it('claims no more than it has proven when it could not use all the moves it was allowed', () => {
    // Twenty must go or none helps: the price at which one goes is the price at which all do.
    const there = commune('Nơi đang đứng');
    const short = commune('Nơi thiếu', 5);
    const people = Array.from({ length: 50 }, (_, n) => someone(`p${n}`, there, standingIn(there)));
    const shifts = [shiftAt(there, [{ target: 50 }]), shiftAt(short, [{ minimum: 20, target: 20 }])];
    const { proof } = solved(problemOf(people, shifts, { mayMove: 1 }));
    expect(proof.moved).toBeLessThanOrEqual(1);
    expect(proof.optimal).toBe(proof.moved === 1);
  });

  it('refuses pins that force more of the published to move than may', () => {
    const full = commune('Nơi đủ');
    const standing = ['a', 'b'].map((id) => someone(id, full, standingIn(full)));
    const pinned = ['c', 'd'].map((id) => someone(id, full, pinnedTo(full)));
    const asked = problemOf([...standing, ...pinned], [shiftAt(full, [{ target: 2 }])], { mayMove: 1 });
    expect(() => solve(asked)).toThrow('force 2 published places to move, but only 1 may');
  });
});
