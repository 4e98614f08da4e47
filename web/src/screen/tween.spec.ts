import { expect, test } from 'vitest';
import { LONGEST_MS, isMoving, standing, tweenTo, valueAt } from './tween.js';

const watched = { hidden: false, still: false };

test('the first number is there at once', () => {
  expect(valueAt(tweenTo(null, 3912, 0, watched), 0)).toBe(3912);
});

test('a rise is animated, never beyond the number, at most 900 ms', () => {
  const tween = tweenTo(standing(100), 5000, 1_000, watched);
  const shown = Array.from({ length: 91 }, (_, i) => valueAt(tween, 1_000 + i * 10));
  expect(shown[0]).toBe(100);
  expect(shown.every((value, i) => i === 0 || value >= (shown[i - 1] ?? 0))).toBe(true);
  expect(Math.max(...shown)).toBe(5000);
  expect(isMoving(tween, 1_000 + LONGEST_MS)).toBe(false);
  expect(valueAt(tween, 1_000 + LONGEST_MS)).toBe(5000);
});

test('a correction downwards jumps', () => {
  expect(valueAt(tweenTo(standing(100), 97, 0, watched), 0)).toBe(97);
});

test('hidden, or for people who asked for no motion, it jumps', () => {
  expect(valueAt(tweenTo(standing(1), 9, 0, { hidden: true, still: false }), 0)).toBe(9);
  expect(valueAt(tweenTo(standing(1), 9, 0, { hidden: false, still: true }), 0)).toBe(9);
});

test('a new number in the middle goes on from what is shown', () => {
  const first = tweenTo(standing(0), 1000, 0, watched);
  const shown = valueAt(first, 300);
  expect(valueAt(tweenTo(first, 2000, 300, watched), 300)).toBe(shown);
});
