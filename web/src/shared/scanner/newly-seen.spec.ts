import { expect, test } from 'vitest';
import { newlySeen } from './newly-seen.js';

test('a code held before the camera is new once', () => {
  const isNew = newlySeen(2_000);
  expect(isNew('a', 0)).toBe(true);
  for (let now = 100; now < 20_000; now += 100) expect(isNew('a', now)).toBe(false);
});

test('it is new again after it was out of sight', () => {
  const isNew = newlySeen(2_000);
  isNew('a', 0);
  expect(isNew('a', 2_000)).toBe(false);
  expect(isNew('a', 4_001)).toBe(true);
});

test('the next code is new at once, and two before the camera in turn are new once each', () => {
  const isNew = newlySeen(2_000);
  expect(isNew('a', 0)).toBe(true);
  expect(isNew('b', 100)).toBe(true);
  expect(isNew('a', 200)).toBe(false);
  expect(isNew('b', 300)).toBe(false);
});
