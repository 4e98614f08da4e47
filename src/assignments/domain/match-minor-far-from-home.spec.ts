import { describe, expect, it } from '@jest/globals';
import {
  commune,
  problemOf,
  proposalFor,
  shiftAt,
  someone,
  solved,
} from '../../../test/factories/matching.js';

describe('a minor far from home', () => {
  const home = commune('Ngọc Lặc');
  const near = commune('Minh Sơn', 7);
  const far = commune('Lang Chánh', 20);
  const child = (values = {}) => someone('child', home, { age: 15, maxDistanceKm: 40, ...values });

  it('goes ten kilometres at most, however far the child would go and however short the far place is', () => {
    const shifts = [
      shiftAt(near, [{ target: 1 }]),
      shiftAt(far, [{ minimum: 1, target: 1 }], { id: 'far minimum' }),
    ];
    const { result } = solved(problemOf([child()], shifts));
    expect(proposalFor(result, 'child')).toMatchObject({ shiftId: 'shift Minh Sơn', distanceKm: 9.1 });
    expect(result.gaps).toMatchObject([{ shiftId: 'far minimum', belowMinimum: true }]);
    const grown = solved(problemOf([child({ age: 16 })], shifts));
    expect(proposalFor(grown.result, 'child').shiftId).toBe('far minimum');
  });

  it('says that nothing is near enough, and how far the nearest is', () => {
    const { result } = solved(problemOf([child()], [shiftAt(far, [{ target: 1 }])]));
    expect(proposalFor(result, 'child')).toMatchObject({
      shiftId: null,
      standbyShiftId: null,
      reason: {
        code: 'nothing_in_range',
        vi: 'Không có điểm nào trong 10 km; điểm gần nhất cách nơi ở 26 km.',
      },
    });
    expect(result.gaps[0]?.reason.vi).toBe(
      'Còn thiếu 1 người: không ai rảnh trong phạm vi 10 km; người gần nhất cách 26 km.',
    );
  });

  it('stays nearer where the child says so', () => {
    const { result } = solved(problemOf([child({ maxDistanceKm: 5 })], [shiftAt(near, [{ target: 1 }])]));
    expect(proposalFor(result, 'child').shiftId).toBeNull();
  });

  it('takes no part in a shift for older people, and is told so', () => {
    const shifts = [shiftAt(near, [{ target: 2 }], { minimumAge: 18 })];
    const people = [child({ age: 17 }), someone('of age', home, { age: 18 })];
    const { result } = solved(problemOf(people, shifts));
    expect(proposalFor(result, 'of age').shiftId).toBe('shift Minh Sơn');
    expect(proposalFor(result, 'child')).toMatchObject({
      shiftId: null,
      standbyShiftId: null,
      reason: {
        code: 'not_allowed_nearby',
        vi: 'Các điểm trong 40 km không nhận: chưa đủ tuổi, hoặc xã này đã được loại trừ.',
      },
    });
  });

  it('takes somebody of unknown age for a grown-up', () => {
    const shifts = [shiftAt(far, [{ target: 1 }], { minimumAge: 18 })];
    const { result } = solved(problemOf([child({ age: null })], shifts));
    expect(proposalFor(result, 'child').shiftId).toBe('shift Lang Chánh');
  });
});
