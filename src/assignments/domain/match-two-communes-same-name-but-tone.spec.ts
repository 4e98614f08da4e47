import { describe, expect, it } from '@jest/globals';
import {
  commune,
  problemOf,
  proposalFor,
  shiftAt,
  someone,
  solved,
} from '../../../test/factories/matching.js';

describe('two communes whose names differ by a tone only', () => {
  it('keeps Đông Tiến and Đồng Tiến apart', () => {
    const level = commune('Đông Tiến');
    const falling = commune('Đồng Tiến', 35);
    const { result } = solved(
      problemOf(
        [someone('of Đồng Tiến', falling), someone('of Đông Tiến', level)],
        [shiftAt(level, [{ target: 1 }]), shiftAt(falling, [{ target: 1 }])],
      ),
    );
    expect(proposalFor(result, 'of Đông Tiến')).toMatchObject({ shiftId: 'shift Đông Tiến', distanceKm: 0 });
    expect(proposalFor(result, 'of Đồng Tiến')).toMatchObject({ shiftId: 'shift Đồng Tiến', distanceKm: 0 });
    expect(proposalFor(result, 'of Đồng Tiến').reason.vi).toBe('Xã Đồng Tiến cần người, ngay tại nơi ở.');
  });
});
