import { describe, expect, it } from '@jest/globals';
import {
  commune,
  countIn,
  problemOf,
  proposalFor,
  shiftAt,
  skilled,
  someone,
} from '../../../test/factories/matching.js';
import { solve } from './solve.js';

describe('people whose place is given', () => {
  const here = commune('Hạc Thành');
  const there = commune('Sầm Sơn', 25);
  const shifts = [shiftAt(here, [{ minimum: 1, target: 1 }]), shiftAt(there, [{ target: 1 }])];

  it('leaves a pinned person where the organiser wants, at whatever distance', () => {
    const result = solve(
      problemOf(
        [
          someone('pinned', here, { pin: { shiftId: 'shift Sầm Sơn' }, maxDistanceKm: 5 }),
          someone('other', there),
        ],
        shifts,
      ),
    );
    expect(proposalFor(result, 'pinned')).toMatchObject({
      shiftId: 'shift Sầm Sơn',
      pinned: true,
      reason: { code: 'pinned', vi: 'Người tổ chức đã chọn Xã Sầm Sơn.' },
    });
    // The other one gives way, and serves the minimum.
    expect(proposalFor(result, 'other').shiftId).toBe('shift Hạc Thành');
  });

  it('leaves out whom the organiser left out', () => {
    const result = solve(problemOf([someone('out', here, { pin: { shiftId: null } })], shifts));
    expect(proposalFor(result, 'out')).toMatchObject({ shiftId: null, standbyRank: null, pinned: true });
    expect(result.gaps).toHaveLength(2);
  });

  it('keeps a published place, unless a pin moves it, and never moves who is there already', () => {
    const standing = { shiftId: 'shift Sầm Sơn', skill: null, present: false };
    const pin = { shiftId: 'shift Hạc Thành' };
    const kept = solve(problemOf([someone('kept', here, { standing })], shifts));
    expect(proposalFor(kept, 'kept')).toMatchObject({
      shiftId: 'shift Sầm Sơn',
      reason: { code: 'standing' },
    });
    const moved = solve(problemOf([someone('moved', there, { standing, pin })], shifts));
    expect(proposalFor(moved, 'moved').shiftId).toBe('shift Hạc Thành');
    const present = solve(
      problemOf([someone('present', here, { standing: { ...standing, present: true }, pin })], shifts),
    );
    expect(proposalFor(present, 'present')).toMatchObject({
      shiftId: 'shift Sầm Sơn',
      reason: { code: 'present' },
    });
  });

  it('counts a pinned person who fits no row without giving his place to anybody', () => {
    const drivers = [shiftAt(here, [{ skill: 'driver', target: 1 }])];
    const result = solve(
      problemOf(
        [
          someone('pinned', here, { pin: { shiftId: 'shift Hạc Thành' } }),
          someone('driver', here, skilled('driver')),
        ],
        drivers,
      ),
    );
    expect(countIn(result, 'shift Hạc Thành')).toBe(2);
    expect(proposalFor(result, 'pinned').skill).toBeNull();
    expect(proposalFor(result, 'driver').skill).toBe('driver');
  });
});
