import { describe, expect, it } from '@jest/globals';
import { commune, countIn, problemOf, shiftAt, someone, solved } from '../../../test/factories/matching.js';

describe('the emptiest commune first', () => {
  const town = commune('Hạc Thành');
  const plain = commune('Đông Sơn', 10);
  const hills = commune('Cẩm Thủy', 25);
  const crowd = (size: number) => Array.from({ length: size }, (_, n) => someone(`p${n}`, town));
  const demand = [
    { place: town, target: 10 },
    { place: plain, target: 20 },
    { place: hills, target: 40 },
  ];
  const shifts = demand.map(({ place, target }) => shiftAt(place, [{ target }]));
  const counts = (people: number, order = shifts) => {
    const { result, proof } = solved(problemOf(crowd(people), order));
    expect(proof.optimal).toBe(true);
    return shifts.map((shift) => countIn(result, shift.id));
  };

  it('fills all to the same share, however far they are, when people are too few', () => {
    expect(counts(35)).toEqual([5, 10, 20]);
    expect(counts(63)).toEqual([9, 18, 36]);
  });

  it('looks at tenths of what a commune needs, and at the way only within one', () => {
    // The first tenths are of one, two and four people: within them, the nearest.
    expect(counts(3)).toEqual([1, 2, 0]);
    expect(counts(7)).toEqual([1, 2, 4]);
    expect(counts(8)).toEqual([2, 2, 4]);
  });

  it('asks neither who registered nor which commune was entered first', () => {
    expect(counts(35, [...shifts].reverse())).toEqual([5, 10, 20]);
    const asked = problemOf(crowd(35).reverse(), shifts);
    expect(shifts.map((shift) => countIn(solved(asked).result, shift.id))).toEqual([5, 10, 20]);
  });

  it('counts a commune with two sites as one', () => {
    const [first] = shifts;
    const two = ['north', 'south'].map((id) => shiftAt(hills, [{ target: 5 }], { id, siteId: id }));
    const { result } = solved(problemOf(crowd(10), [first!, ...two]));
    expect(countIn(result, first!.id)).toBe(5);
    expect(countIn(result, 'north') + countIn(result, 'south')).toBe(5);
  });

  it('fills minimums before it looks at shares', () => {
    const far = shiftAt(hills, [{ minimum: 6, target: 40 }]);
    const { result } = solved(problemOf(crowd(8), [shifts[0]!, far]));
    expect([countIn(result, shifts[0]!.id), countIn(result, far.id)]).toEqual([2, 6]);
  });

  it('goes beyond the target only when all targets are met', () => {
    const more = [shiftAt(town, [{ target: 2, maximum: 9 }]), shiftAt(plain, [{ target: 3 }])];
    const inTown = (people: number) => countIn(solved(problemOf(crowd(people), more)).result, more[0]!.id);
    expect([4, 5, 6, 20].map(inTown)).toEqual([2, 2, 3, 9]);
  });
});
