import { describe, expect, it } from '@jest/globals';
import {
  commune,
  countIn,
  problemOf,
  proposalFor,
  shiftAt,
  someone,
  solved,
} from '../../../test/factories/matching.js';

describe('more people than places', () => {
  const near = commune('Nga Sơn');
  const far = commune('Hà Trung', 20);

  it('takes the nearest, tells the others why, and ranks them as reserve', () => {
    const { result } = solved(
      problemOf(
        [
          someone('far 1', far, { maxDistanceKm: 30 }),
          someone('near 1', near),
          someone('near 2', near),
          someone('far 2', far, { maxDistanceKm: 30 }),
        ],
        [shiftAt(near, [{ target: 2 }])],
      ),
    );
    expect(countIn(result, 'shift Nga Sơn')).toBe(2);
    expect(proposalFor(result, 'near 1').shiftId).toBe('shift Nga Sơn');
    expect(proposalFor(result, 'near 2').shiftId).toBe('shift Nga Sơn');
    expect(proposalFor(result, 'far 1')).toMatchObject({
      shiftId: null,
      standbyShiftId: 'shift Nga Sơn',
      reason: {
        code: 'everywhere_full',
        vi: 'Mọi điểm trong 30 km đã đủ người.',
        en: 'Every site within 30 km has enough people.',
      },
    });
    const ranks = ['far 1', 'far 2'].map((id) => proposalFor(result, id).standbyRank);
    expect(ranks.sort()).toEqual([1, 2]);
    expect(result.gaps).toEqual([]);
  });

  it('gives every shift some reserve before one gets much', () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => someone(id, near));
    const { result } = solved(
      problemOf(people, [shiftAt(near, [{ target: 2 }]), shiftAt(far, [{ target: 2 }])]),
    );
    const reserve = result.placements.filter((placement) => placement.standbyRank !== null);
    expect(reserve.map((placement) => placement.standbyShiftId).sort()).toEqual([
      'shift Hà Trung',
      'shift Nga Sơn',
    ]);
  });
});
