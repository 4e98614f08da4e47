import { describe, expect, it } from '@jest/globals';
import {
  HOUR,
  commune,
  problemOf,
  proposalFor,
  shiftAt,
  someone,
  solved,
} from '../../../test/factories/matching.js';
import { MatchingRefused } from './problem.js';

describe('rest between duties', () => {
  const here = commune('Tĩnh Gia');
  const morning = shiftAt(here, [{ target: 1 }], { id: 'morning', startsAt: 7 * HOUR, endsAt: 11 * HOUR });
  const evening = shiftAt(here, [{ target: 1 }], { id: 'evening', startsAt: 18 * HOUR, endsAt: 21 * HOUR });
  /** A night in another event, until five in the morning. */
  const night = { startsAt: -2 * HOUR, endsAt: 5 * HOUR };
  const guard = someone('guard', here, { busy: [night] });
  const shiftFor = (restMinutes: number, shifts = [morning, evening]) =>
    proposalFor(solved(problemOf([guard], shifts, { restMinutes })).result, 'guard');

  it('is free at once where no rest is asked for', () => {
    expect(shiftFor(0, [morning]).shiftId).toBe('morning');
    // Ending when the other begins is no overlap.
    const early = { ...morning, startsAt: 5 * HOUR };
    expect(shiftFor(0, [early]).shiftId).toBe('morning');
    expect(shiftFor(0, [{ ...morning, startsAt: 5 * HOUR - 1 }]).shiftId).toBeNull();
  });

  it('rests after a duty in another event before the next one', () => {
    expect(shiftFor(120, [morning]).shiftId).toBe('morning');
    expect(shiftFor(121).shiftId).toBe('evening');
    expect(shiftFor(121, [morning])).toMatchObject({
      shiftId: null,
      standbyShiftId: null,
      reason: { code: 'busy_elsewhere', vi: 'Đã có nhiệm vụ khác trùng giờ.' },
    });
  });

  it('rests before a duty as well', () => {
    const later = someone('later', here, { busy: [{ startsAt: 22 * HOUR, endsAt: 24 * HOUR }] });
    const at = (restMinutes: number) =>
      proposalFor(solved(problemOf([later], [evening], { restMinutes })).result, 'later').shiftId;
    expect([at(60), at(61)]).toEqual(['evening', null]);
  });

  it('asks for no rest after what was only declined', () => {
    const declined = someone('declined', here, { declined: [night] });
    const { result } = solved(problemOf([declined], [morning], { restMinutes: 600 }));
    expect(proposalFor(result, 'declined').shiftId).toBe('morning');
  });

  it('takes nobody who is available for a part of the shift only', () => {
    const available = (id: string, endsAt: number) =>
      someone(id, here, { available: [{ startsAt: 7 * HOUR, endsAt }] });
    const people = [available('whole', 11 * HOUR), available('almost', 11 * HOUR - 1)];
    const { result } = solved(problemOf(people, [morning]));
    expect(proposalFor(result, 'whole').shiftId).toBe('morning');
    expect(proposalFor(result, 'almost').reason.code).toBe('not_available');
  });

  it('is asked of who is pinned, too', () => {
    const pinned = { ...guard, pin: { shiftId: 'morning' } };
    expect(() => solved(problemOf([pinned], [morning], { restMinutes: 121 }))).toThrow(MatchingRefused);
    const { result } = solved(problemOf([pinned], [morning], { restMinutes: 120 }));
    expect(proposalFor(result, 'guard').shiftId).toBe('morning');
  });
});
