import { describe, expect, it } from '@jest/globals';
import {
  commune,
  countIn,
  problemOf,
  proposalFor,
  shiftAt,
  skilled,
  someone,
  solved,
  standingIn,
} from '../../../test/factories/matching.js';

describe('a published row of demand that is made smaller', () => {
  const here = commune('Triệu Sơn');
  const there = commune('Như Xuân', 20);
  const published = ['a', 'b', 'c', 'd'].map((id) => someone(id, here, standingIn(here)));
  const smaller = shiftAt(here, [{ minimum: 1, target: 2, maximum: 2 }]);

  it('turns nobody out who stands there, and takes nobody in', () => {
    const { result } = solved(problemOf([...published, someone('new', here)], [smaller]));
    for (const { id } of published) expect(proposalFor(result, id).shiftId).toBe('shift Triệu Sơn');
    expect(proposalFor(result, 'new')).toMatchObject({ shiftId: null, reason: { code: 'everywhere_full' } });
    expect(result.gaps).toEqual([]);
  });

  it('lets those above the maximum go where they are needed, if they may be moved', () => {
    const shifts = [smaller, shiftAt(there, [{ minimum: 3, target: 3 }])];
    const held = solved(problemOf(published, shifts));
    expect(countIn(held.result, 'shift Như Xuân')).toBe(0);
    const free = solved(problemOf(published, shifts, { mayMove: 10 }));
    expect(countIn(free.result, 'shift Như Xuân')).toBe(3);
    expect(free.proof).toMatchObject({ optimal: true, moved: 3 });
  });

  it('keeps people in a shift whose row for them is gone', () => {
    const drivers = ['e', 'f'].map((id) =>
      someone(id, here, {
        ...skilled('driver'),
        standing: { shiftId: smaller.id, skill: 'driver', present: false },
      }),
    );
    const { result } = solved(problemOf([...drivers, someone('new', here)], [smaller]));
    for (const { id } of drivers) {
      expect(proposalFor(result, id)).toMatchObject({ shiftId: 'shift Triệu Sơn', skill: 'driver' });
    }
    // They count for no row that is left.
    expect(proposalFor(result, 'new').shiftId).toBe('shift Triệu Sơn');
    expect(result.gaps).toMatchObject([{ skill: null, short: 1 }]);
  });

  it('finds who stood in a shift that is gone another place', () => {
    const { result } = solved(
      problemOf([someone('left over', here, standingIn(there))], [smaller], { mayMove: 1 }),
    );
    expect(proposalFor(result, 'left over').shiftId).toBe('shift Triệu Sơn');
  });
});
