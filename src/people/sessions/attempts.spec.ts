import { describe, expect, it } from '@jest/globals';
import { Attempts } from './attempts.js';

describe('Attempts', () => {
  it('lets so many through in a window, each key by itself', () => {
    const attempts = new Attempts(2, 1_000);
    expect([1, 2, 3].map((now) => attempts.take('a', now))).toEqual([true, true, false]);
    expect(attempts.take('b', 3)).toBe(true);
    expect(attempts.take('a', 1_001)).toBe(true);
  });

  it('forgets after a success, and never holds more keys than it may', () => {
    const attempts = new Attempts(1, 1_000, 2);
    attempts.take('a', 0);
    attempts.forget('a');
    expect(attempts.take('a', 0)).toBe(true);
    attempts.take('b', 0);
    attempts.take('c', 0);
    expect(attempts.take('a', 0)).toBe(true);
  });
});
