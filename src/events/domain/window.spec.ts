import { describe, expect, it } from '@jest/globals';
import { daysOf, isWithin, moveTo } from './window.js';

const window = (startsAt: string, endsAt: string) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
});

describe('window', () => {
  it('keeps its length when it moves, forward and back', () => {
    const day = window('2026-10-10T07:00:00+07:00', '2026-10-10T11:30:00+07:00');
    const later = moveTo(day, new Date('2026-10-21T08:00:00+07:00'));
    expect(later.byMs).toBe((11 * 24 + 1) * 3_600_000);
    expect(later.window).toEqual(window('2026-10-21T08:00:00+07:00', '2026-10-21T12:30:00+07:00'));
    expect(moveTo(later.window, day.startsAt)).toEqual({ byMs: -later.byMs, window: day });
  });

  it('counts days as calendars in Vietnam do', () => {
    expect(daysOf(window('2026-10-09T17:00:00Z', '2026-10-10T17:00:00Z'))).toEqual({
      from: '2026-10-10',
      to: '2026-10-10',
    });
    expect(daysOf(window('2026-10-09T16:59:00Z', '2026-10-10T17:01:00Z'))).toEqual({
      from: '2026-10-09',
      to: '2026-10-11',
    });
  });

  it('holds itself and what is inside, not what sticks out', () => {
    const day = window('2026-10-10T00:00:00Z', '2026-10-10T08:00:00Z');
    expect(isWithin(day, day)).toBe(true);
    expect(isWithin(window('2026-10-10T01:00:00Z', '2026-10-10T02:00:00Z'), day)).toBe(true);
    expect(isWithin(window('2026-10-09T23:59:00Z', '2026-10-10T02:00:00Z'), day)).toBe(false);
    expect(isWithin(window('2026-10-10T01:00:00Z', '2026-10-10T08:00:01Z'), day)).toBe(false);
  });
});
