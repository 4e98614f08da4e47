import { describe, expect, it } from '@jest/globals';
import {
  commune,
  countIn,
  problemOf,
  proposalFor,
  shiftAt,
  someone,
  solved,
  weighing,
} from '../../../test/factories/matching.js';
import type { MatchingResult } from './problem.js';

describe('a chi đoàn that would like to stay together', () => {
  const west = commune('Thọ Xuân');
  const east = commune('Thiệu Hóa', 20);
  const shifts = [shiftAt(west, [{ target: 4 }]), shiftAt(east, [{ target: 4 }])];
  const homes = [commune('Xuân Lập', 9), commune('Thiệu Toán', 11)];
  /** Three of the first chi đoàn live nearer the west and one nearer the east; of the second it is the other way. */
  const people = [0, 0, 0, 1, 1, 1, 1, 0].map((home, n) =>
    someone(`p${n}`, homes[home]!, { groupId: n < 4 ? 'first' : 'second' }),
  );
  const shiftsOf = (result: MatchingResult, ids: string[]) =>
    new Set(ids.map((id) => proposalFor(result, id).shiftId));

  it('is scattered by what is nearest when that weighs nothing, which is proven best', () => {
    const { result, proof } = solved(problemOf(people, shifts));
    expect(shiftsOf(result, ['p0', 'p3'])).toEqual(new Set(['shift Thọ Xuân', 'shift Thiệu Hóa']));
    expect(proof).toMatchObject({ optimal: true, gapPercent: 0 });
  });

  it('goes to one commune where that is worth the kilometres, and says how far from proven it is', () => {
    const { result, proof } = solved(problemOf(people, shifts, weighing({ together: 3 })));
    expect(shiftsOf(result, ['p0', 'p1', 'p2', 'p3'])).toEqual(new Set(['shift Thọ Xuân']));
    expect(shiftsOf(result, ['p4', 'p5', 'p6', 'p7'])).toEqual(new Set(['shift Thiệu Hóa']));
    expect(proof.optimal).toBe(false);
    expect(proof.gapPercent).toBeGreaterThan(0);
    expect(proof.boundKm).toBe(solved(problemOf(people, shifts)).proof.km);
    expect(proof.km).toBeCloseTo(proof.boundKm + 2 * 2.6);
  });

  it('is scattered still where the kilometres are too many, and is not called optimal either', () => {
    const { result, proof } = solved(problemOf(people, shifts, weighing({ together: 2 })));
    expect(shiftsOf(result, ['p0', 'p3'])).toEqual(new Set(['shift Thọ Xuân', 'shift Thiệu Hóa']));
    expect(proof).toMatchObject({ optimal: false, km: proof.boundKm + 2 * 2 });
  });

  it('never costs a place: what a commune needs comes first', () => {
    const { result } = solved(
      problemOf(
        people.map((one) => ({ ...one, groupId: 'all' })),
        shifts,
        weighing({ together: 500 }),
      ),
    );
    expect(countIn(result, 'shift Thọ Xuân')).toBe(4);
    expect(countIn(result, 'shift Thiệu Hóa')).toBe(4);
  });

  it('is planned also when it is far too many for one place', () => {
    const unit = Array.from({ length: 300 }, (_, n) => someone(`m${n}`, homes[0]!, { groupId: 'one' }));
    const places = [west, east, commune('Yên Định', -10)].map((place) => shiftAt(place, [{ target: 100 }]));
    const { result, proof } = solved(problemOf(unit, places, weighing({ together: 3 })));
    expect(result.gaps).toEqual([]);
    expect(proof).toMatchObject({ optimal: false, km: proof.boundKm + 200 * 3 });
  });
});
