import { describe, expect, it } from '@jest/globals';
import {
  commune,
  problemOf,
  proposalFor,
  pinnedTo,
  shiftAt,
  someone,
  solved,
  standingIn,
} from '../../../test/factories/matching.js';
import { MatchingRefused } from './problem.js';

describe('people whose place is given', () => {
  const here = commune('Hạc Thành');
  const there = commune('Sầm Sơn', 25);
  const shifts = [shiftAt(here, [{ minimum: 1, target: 1 }]), shiftAt(there, [{ target: 1 }])];

  it('leaves a pinned person where the organiser wants, at whatever distance', () => {
    const { result } = solved(
      problemOf(
        [someone('pinned', here, { ...pinnedTo(there), maxDistanceKm: 5 }), someone('other', there)],
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
    const { result } = solved(problemOf([someone('out', here, { pin: { shiftId: null } })], shifts));
    expect(proposalFor(result, 'out')).toMatchObject({ shiftId: null, standbyRank: null, pinned: true });
    expect(result.gaps).toHaveLength(2);
  });

  it('keeps a published place, unless a pin moves it, and never moves who is there already', () => {
    const { result: kept } = solved(problemOf([someone('kept', here, standingIn(there))], shifts));
    expect(proposalFor(kept, 'kept')).toMatchObject({
      shiftId: 'shift Sầm Sơn',
      reason: { code: 'standing' },
    });
    const { result: moved } = solved(
      problemOf([someone('moved', there, { ...standingIn(there), ...pinnedTo(here) })], shifts),
    );
    expect(proposalFor(moved, 'moved').shiftId).toBe('shift Hạc Thành');
    const { result: present } = solved(
      problemOf([someone('present', here, { ...standingIn(there, true), ...pinnedTo(here) })], shifts),
    );
    expect(proposalFor(present, 'present')).toMatchObject({
      shiftId: 'shift Sầm Sơn',
      reason: { code: 'present' },
    });
  });

  it('refuses to pin somebody to a shift that asks for nothing he can do', () => {
    const drivers = [shiftAt(here, [{ skill: 'driver', target: 1 }])];
    const asked = problemOf([someone('pinned', here, pinnedTo(here))], drivers);
    expect(() => solved(asked)).toThrow(MatchingRefused);
  });
});
