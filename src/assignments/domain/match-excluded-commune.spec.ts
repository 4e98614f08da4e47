import { describe, expect, it } from '@jest/globals';
import {
  commune,
  problemOf,
  proposalFor,
  shiftAt,
  someone,
  solved,
} from '../../../test/factories/matching.js';

describe('an excluded commune', () => {
  const home = commune('Nông Cống');
  const other = commune('Quảng Xương', 15);
  const notAtHome = (id: string) => someone(id, home, { excludedCommuneIds: ['Nông Cống'] });

  it('is gone to by somebody else, or the person goes farther', () => {
    const { result } = solved(
      problemOf(
        [notAtHome('kin of the chairman'), someone('other', other)],
        [shiftAt(home, [{ target: 1 }]), shiftAt(other, [{ target: 1 }])],
      ),
    );
    expect(proposalFor(result, 'kin of the chairman').shiftId).toBe('shift Quảng Xương');
    expect(proposalFor(result, 'other').shiftId).toBe('shift Nông Cống');
  });

  it('stays empty rather, even below its minimum, and both sides are told', () => {
    const { result } = solved(problemOf([notAtHome('kin')], [shiftAt(home, [{ minimum: 1, target: 1 }])]));
    expect(proposalFor(result, 'kin')).toMatchObject({
      shiftId: null,
      standbyShiftId: null,
      reason: {
        code: 'not_allowed_nearby',
        vi: 'Các điểm trong 40 km không nhận: chưa đủ tuổi, hoặc xã này đã được loại trừ.',
      },
    });
    expect(result.gaps).toMatchObject([
      {
        belowMinimum: true,
        reason: {
          vi: 'Còn thiếu 1 người: cả 1 người phù hợp đều bận, đã từ chối hoặc không được cử đến đó.',
        },
      },
    ]);
  });

  it('is no matter to a neighbour of the same name', () => {
    const namesake = { ...commune('Tân Tiến', 3), communeName: home.communeName };
    const { result } = solved(
      problemOf([notAtHome('kin')], [shiftAt(home, [{ target: 1 }]), shiftAt(namesake, [{ target: 1 }])]),
    );
    expect(proposalFor(result, 'kin').shiftId).toBe('shift Tân Tiến');
  });
});
