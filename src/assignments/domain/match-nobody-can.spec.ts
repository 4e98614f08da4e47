import { describe, expect, it } from '@jest/globals';
import {
  HOUR,
  commune,
  problemOf,
  proposalFor,
  shiftAt,
  skilled,
  someone,
  solved,
} from '../../../test/factories/matching.js';

describe('nobody can', () => {
  const here = commune('Quan Sơn');
  const afternoon = { startsAt: 13 * HOUR, endsAt: 17 * HOUR };
  const morning = { startsAt: 6 * HOUR, endsAt: 12 * HOUR };

  it('places nobody, tells everybody why, and explains every gap', () => {
    const { result, proof } = solved(
      problemOf(
        [
          someone('afternoons only', here, { available: [afternoon] }),
          someone('at no time', here, { available: [] }),
          someone('busy', here, { busy: [morning] }),
          someone('said no', here, { declined: [morning] }),
          someone('too late', here, { expiredShiftIds: ['shift Quan Sơn'] }),
        ],
        [
          shiftAt(here, [
            { minimum: 1, target: 2 },
            { skill: 'driver', minimum: 1, target: 1 },
          ]),
        ],
      ),
    );
    const said = (id: string) => proposalFor(result, id).reason.vi;
    expect(said('afternoons only')).toBe('Không rảnh vào giờ của ca nào.');
    expect(said('at no time')).toBe('Không rảnh vào giờ của ca nào.');
    expect(said('busy')).toBe('Đã có nhiệm vụ khác trùng giờ.');
    expect(said('said no')).toBe('Đã từ chối một ca trùng giờ.');
    expect(said('too late')).toBe('Đã để hết hạn lời mời trước mà không trả lời.');
    for (const one of result.placements) expect(one).toMatchObject({ shiftId: null, standbyShiftId: null });
    expect(result.gaps).toMatchObject([
      {
        skill: null,
        short: 2,
        belowMinimum: true,
        reason: {
          vi: 'Còn thiếu 2 người: cả 5 người phù hợp đều bận, đã từ chối hoặc không được cử đến đó.',
          en: 'Still 2 short of people: all 5 who would fit are busy, said no or may not be sent there.',
        },
      },
      {
        skill: 'driver',
        short: 1,
        reason: { vi: 'Còn thiếu 1 người biết lái xe: không ai trong danh sách có kỹ năng này.' },
      },
    ]);
    expect(proof).toMatchObject({ optimal: true, km: 0 });
  });

  it('says of those without the skill that others are needed', () => {
    const { result } = solved(
      problemOf(
        [someone('driver', here, skilled('driver'))],
        [shiftAt(here, [{ skill: 'ethnic_language', target: 1 }])],
      ),
    );
    expect(proposalFor(result, 'driver').reason).toMatchObject({
      code: 'other_skills_needed',
      vi: 'Trong 40 km chỉ còn thiếu người biết tiếng dân tộc.',
    });
  });

  it('says that the list is empty', () => {
    const { result } = solved(problemOf([], [shiftAt(here, [{ target: 5 }])]));
    expect(result.gaps[0]?.reason).toEqual({
      code: 'nobody_able',
      vi: 'Còn thiếu 5 người: danh sách chưa có ai.',
      en: 'Still 5 short of people: nobody is on the list.',
    });
  });

  it('has nothing to do without shifts', () => {
    const { result } = solved(problemOf([someone('free', here)], []));
    expect(result.gaps).toEqual([]);
    expect(proposalFor(result, 'free').reason.vi).toBe('Không có điểm nào trong 40 km.');
  });
});
