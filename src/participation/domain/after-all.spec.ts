import { describe, expect, it } from '@jest/globals';
import { effectOf, type KeptFacts } from './after-all.js';

const hour = (n: number) => new Date(Date.UTC(2026, 9, 10, n));
const shift = (id: string, from: number, to: number) => ({ id, startsAt: hour(from), endsAt: hour(to) });
const MORNING = shift('morning', 0, 4);
const AFTERNOON = shift('afternoon', 6, 10);
const kept = (rest: Partial<KeptFacts> = {}): KeptFacts => ({
  personId: 'person',
  siteId: 'site',
  places: [],
  shifts: [MORNING, AFTERNOON],
  deviceTime: hour(7),
  recordedAt: hour(9),
  event: { startsAt: hour(0), endsAt: hour(10) },
  other: null,
  standingShifts: [],
  ...rest,
});
const seat = (shiftId: string, assignmentId: string | null = null, orgUnitId: string | null = null) => ({
  shiftId,
  assignmentId,
  orgUnitId,
});

describe('a scan that is counted after all', () => {
  it('counts in the shift of the time its device wrote down, on the place the person had there', () => {
    expect(effectOf('count', kept())).toEqual({ outcome: 'decided', count: seat('afternoon'), void: null });
    expect(effectOf('count', kept({ deviceTime: hour(3) }))).toMatchObject({ count: seat('morning') });
    const place = { ...MORNING, assignmentId: 'a', orgUnitId: 'unit of that day' };
    expect(effectOf('count', kept({ places: [place] }))).toMatchObject({
      count: seat('morning', 'a', 'unit of that day'),
    });
  });

  it('counts by the server’s time when the device’s clock is out of all bounds', () => {
    const recordedAt = hour(1);
    for (const deviceTime of [new Date(Date.UTC(2026, 8, 10)), new Date(Date.UTC(2027, 9, 10))]) {
      expect(effectOf('count', kept({ deviceTime, recordedAt }))).toMatchObject({ count: seat('morning') });
    }
  });

  it('does not count without a person, a site or a shift, nor twice in a shift', () => {
    for (const rest of [{ personId: null }, { siteId: null }, { shifts: [] }]) {
      expect(effectOf('count', kept(rest))).toEqual({ outcome: 'cannot' });
      expect(effectOf('leave', kept(rest))).toEqual({ outcome: 'decided', count: null, void: null });
    }
    expect(effectOf('count', kept({ standingShifts: ['afternoon'] }))).toEqual({
      outcome: 'already_counted',
    });
    expect(effectOf('count', kept({ standingShifts: ['morning'] }))).toMatchObject({ outcome: 'decided' });
  });

  it('takes the place of the other check-in, also of the same shift', () => {
    expect(effectOf('void_other', kept())).toEqual({ outcome: 'no_other' });
    const other = { checkInId: 'there', shiftId: 'elsewhere' };
    expect(effectOf('void_other', kept({ other, standingShifts: ['elsewhere'] }))).toEqual({
      outcome: 'decided',
      count: seat('afternoon'),
      void: 'there',
    });
    const here = { checkInId: 'here', shiftId: 'afternoon' };
    expect(effectOf('void_other', kept({ other: here, standingShifts: ['afternoon'] }))).toMatchObject({
      outcome: 'decided',
      void: 'here',
    });
    const both = { other, standingShifts: ['elsewhere', 'afternoon'] };
    expect(effectOf('void_other', kept(both))).toEqual({ outcome: 'already_counted' });
  });
});
