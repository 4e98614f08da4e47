import { describe, expect, it } from 'vitest';
import type { PlanCommune } from '../../../../src/contracts/assignments.js';
import { stepIn, worstFirst } from './fill.js';

const row = (communeId: string, before: number, after: number, target: number): PlanCommune => ({
  communeId,
  minimum: 0,
  target,
  before,
  after,
});

describe('communes of a plan', () => {
  it('come with the least filled first, and those that need nobody last', () => {
    const rows = [
      row('nobody', 0, 0, 0),
      row('full', 0, 5, 5),
      row('more than full', 0, 9, 5),
      row('half of ten', 0, 5, 10),
      row('half of two', 0, 1, 2),
      row('empty', 0, 0, 3),
    ];
    expect(worstFirst(rows, (a, b) => a.localeCompare(b)).map((one) => one.communeId)).toEqual([
      'empty',
      'half of ten',
      'half of two',
      'full',
      'more than full',
      'nobody',
    ]);
  });

  it('take the colour of what is looked at', () => {
    const one = row('one', 1, 4, 4);
    expect(stepIn(one, 'before')).toBe(1);
    expect(stepIn(one, 'after')).toBe(4);
    expect(stepIn(one, 'change')).toBe(3);
    expect(stepIn(row('same', 2, 2, 4), 'change')).toBe(null);
    expect(stepIn(row('less', 3, 2, 4), 'change')).toBe(0);
  });
});
