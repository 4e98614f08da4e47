import { expect, test } from 'vitest';
import { slept } from './slept.js';

const start = { wall: 1_700_000_000_000, steady: 5_000 };
const after = (wall: number, steady: number) => ({ wall: start.wall + wall, steady: start.steady + steady });

test('a second, or a busy minute, is no sleep', () => {
  expect(slept(start, after(1_000, 1_000))).toBe(false);
  expect(slept(start, after(60_000, 60_000))).toBe(false);
});

test('a night in which the page’s clock stood still, or ran on, is one', () => {
  expect(slept(start, after(8 * 3_600_000, 1_000))).toBe(true);
  expect(slept(start, after(8 * 3_600_000, 8 * 3_600_000))).toBe(true);
});

test('a clock that somebody sets is treated as one', () => {
  expect(slept(start, after(-3_600_000, 1_000))).toBe(true);
  expect(slept(start, after(31_000, 1_000))).toBe(true);
});
