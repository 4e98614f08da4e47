import { describe, expect, it } from '@jest/globals';
import {
  commune,
  problemOf,
  proposalFor,
  shiftAt,
  skilled,
  someone,
  solved,
} from '../../../test/factories/matching.js';

describe('a commune short of drivers', () => {
  const muongLat = commune('Mường Lát');
  const quanHoa = commune('Quan Hóa', 20);

  it('sends the only driver to the far minimum, although a nearer place would take anybody', () => {
    const { result } = solved(
      problemOf(
        [someone('driver', quanHoa, skilled('driver')), someone('walker', quanHoa)],
        [
          shiftAt(muongLat, [{ skill: 'driver', minimum: 1, target: 1 }]),
          shiftAt(quanHoa, [{ minimum: 1, target: 2 }]),
        ],
      ),
    );
    expect(proposalFor(result, 'driver')).toMatchObject({ shiftId: 'shift Mường Lát', skill: 'driver' });
    expect(proposalFor(result, 'walker')).toMatchObject({ shiftId: 'shift Quan Hóa', skill: null });
    expect(proposalFor(result, 'driver').reason.vi).toBe(
      'Xã Mường Lát cần người biết lái xe, cách nơi ở 26 km; để bạn ở lại Xã Quan Hóa thì Xã Mường Lát thiếu 1 so với mức ít nhất.',
    );
  });

  it('says how many drivers are missing and how far it has looked', () => {
    const far = commune('Nghi Sơn', 60);
    const { result } = solved(
      problemOf(
        [someone('driver', far, skilled('driver')), someone('local', muongLat)],
        [shiftAt(muongLat, [{ skill: 'driver', minimum: 2, target: 3 }, { target: 1 }])],
      ),
    );
    expect(result.gaps).toEqual([
      {
        shiftId: 'shift Mường Lát',
        skill: 'driver',
        short: 3,
        belowMinimum: true,
        reason: {
          code: 'nobody_in_range',
          vi: 'Còn thiếu 3 người biết lái xe: không ai rảnh trong phạm vi 40 km; người gần nhất cách 78 km.',
          en: 'Still 3 short of people who can drive: nobody free within 40 km; the nearest lives 78 km away.',
        },
      },
    ]);
    expect(proposalFor(result, 'driver').reason).toMatchObject({
      code: 'nothing_in_range',
      vi: 'Không có điểm nào trong 40 km; điểm gần nhất cách nơi ở 78 km.',
    });
  });

  it('says when nobody on the list has the skill at all', () => {
    const { result } = solved(
      problemOf([someone('local', muongLat)], [shiftAt(muongLat, [{ skill: 'ethnic_language', target: 1 }])]),
    );
    expect(result.gaps[0]?.reason.vi).toBe(
      'Còn thiếu 1 người biết tiếng dân tộc: không ai trong danh sách có kỹ năng này.',
    );
    expect(proposalFor(result, 'local').reason.vi).toBe(
      'Trong 40 km chỉ còn thiếu người biết tiếng dân tộc.',
    );
  });
});
