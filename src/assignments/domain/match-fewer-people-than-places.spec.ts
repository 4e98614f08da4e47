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

describe('fewer people than places', () => {
  const town = commune('Hạc Thành');
  const hills = commune('Bá Thước', 25);

  it('meets the minimum of the far commune before the target of the near one', () => {
    const people = ['a', 'b', 'c'].map((id) => someone(id, town));
    const { result } = solved(
      problemOf(people, [
        shiftAt(town, [{ minimum: 1, target: 10 }]),
        shiftAt(hills, [{ minimum: 2, target: 3 }]),
      ]),
    );
    expect(countIn(result, 'shift Bá Thước')).toBe(2);
    expect(countIn(result, 'shift Hạc Thành')).toBe(1);
    expect(result.gaps).toMatchObject([
      { shiftId: 'shift Hạc Thành', short: 9, belowMinimum: false },
      { shiftId: 'shift Bá Thước', short: 1, belowMinimum: false },
    ]);
    expect(result.gaps[0]?.reason.vi).toBe(
      'Còn thiếu 9 người: cả 3 người phù hợp trong tầm đi được đều đã ở đó hoặc đang cần hơn ở nơi khác.',
    );
  });

  it('fills the emptiest first, so that all stand equally full', () => {
    const people = Array.from({ length: 10 }, (_, index) => someone(`p${index}`, town));
    const { result } = solved(
      problemOf(people, [shiftAt(town, [{ target: 10 }]), shiftAt(hills, [{ target: 10 }])]),
    );
    expect(countIn(result, 'shift Hạc Thành')).toBe(5);
    expect(countIn(result, 'shift Bá Thước')).toBe(5);
  });

  it('offers nothing at a time that is taken or was declined', () => {
    const window = { startsAt: 0, endsAt: 8 * 3_600_000 };
    const { result } = solved(
      problemOf(
        [someone('busy', town, { busy: [window] }), someone('no', town, { declined: [window] })],
        [shiftAt(town, [{ target: 5 }])],
      ),
    );
    expect(proposalFor(result, 'busy').reason.vi).toBe('Đã có nhiệm vụ khác trùng giờ.');
    expect(proposalFor(result, 'no').reason.vi).toBe('Đã từ chối một ca trùng giờ.');
    expect(result.gaps[0]?.reason.vi).toBe(
      'Còn thiếu 5 người: cả 2 người phù hợp đều bận, đã từ chối hoặc không được cử đến đó.',
    );
  });
});
