import { describe, expect, it } from '@jest/globals';
import { behaviours } from './behaviour.js';

describe('the behaviour of simulated people', () => {
  it('is the same for the same seed and another for another', () => {
    expect(behaviours(7, 500)).toEqual(behaviours(7, 500));
    expect(behaviours(7, 500)).not.toEqual(behaviours(8, 500));
  });

  it('has all kinds of people in a crowd', () => {
    const crowd = behaviours(20261010, 5000);
    const share = (is: (b: (typeof crowd)[number]) => boolean) => crowd.filter(is).length / crowd.length;
    expect(share((b) => b.answer === 'decline')).toBeCloseTo(0.07, 1);
    expect(share((b) => b.answer === 'silent')).toBeCloseTo(0.05, 1);
    expect(share((b) => b.method === 'own_code')).toBeCloseTo(0.2, 1);
    expect(share((b) => b.losesConnection)).toBeGreaterThan(0.03);
    expect(crowd.every((b) => b.arrivesAt >= 0 && b.arrivesAt <= 1)).toBe(true);
  });
});
