import { expect, test } from 'vitest';
import { waitAfter } from './retry.js';

test('waits double up to a minute and are shortened by at most half', () => {
  expect([0, 1, 2, 3, 4, 5, 99].map((n) => waitAfter(n, 0))).toEqual([
    2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
  ]);
  expect(waitAfter(0, 1)).toBe(1_000);
});
