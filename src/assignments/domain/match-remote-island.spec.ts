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

describe('a remote island', () => {
  const coast = commune('Hải Bình');
  const inland = commune('Như Thanh', -30);
  const island = commune('Hòn Mê', 60);
  const shifts = [shiftAt(coast, [{ target: 2 }]), shiftAt(island, [{ minimum: 2, target: 3 }])];
  const crowd = ['a', 'b', 'c', 'd'].map((id) => someone(id, coast));

  it('stays empty when it is out of reach of everybody, and says how far the nearest lives', () => {
    const { result, proof } = solved(problemOf([...crowd, someone('inland', inland)], shifts));
    expect(countIn(result, 'shift Hòn Mê')).toBe(0);
    expect(result.gaps).toMatchObject([
      {
        shiftId: 'shift Hòn Mê',
        short: 3,
        belowMinimum: true,
        reason: {
          code: 'nobody_in_range',
          vi: 'Còn thiếu 3 người: không ai rảnh trong phạm vi 40 km; người gần nhất cách 78 km.',
          en: 'Still 3 short of people: nobody free within 40 km; the nearest lives 78 km away.',
        },
      },
    ]);
    expect(proof.optimal).toBe(true);
  });

  it('says so too when those who would go far live farther still', () => {
    const { result } = solved(
      problemOf([...crowd, someone('inland', inland, { maxDistanceKm: 100 })], shifts),
    );
    expect(result.gaps[0]?.reason).toMatchObject({
      code: 'nobody_near_enough',
      vi: 'Còn thiếu 3 người: người rảnh gần nhất cách 78 km, xa hơn mức họ đi được.',
    });
  });

  it('gets whoever is ready to go that far, although there is room at home', () => {
    const { result } = solved(problemOf([someone('sailor', coast, { maxDistanceKm: 80 })], shifts));
    expect(proposalFor(result, 'sailor')).toMatchObject({ shiftId: 'shift Hòn Mê', distanceKm: 78 });
    expect(proposalFor(result, 'sailor').reason.vi).toBe(
      'Xã Hòn Mê cần người, cách nơi ở 78 km; để bạn ở lại Xã Hải Bình thì Xã Hòn Mê thiếu 2 so với mức ít nhất.',
    );
    const gap = result.gaps.find((one) => one.shiftId === 'shift Hòn Mê');
    expect(gap?.reason.vi).toBe(
      'Còn thiếu 2 người: cả 1 người phù hợp trong tầm đi được đều đã ở đó hoặc đang cần hơn ở nơi khác.',
    );
  });
});
