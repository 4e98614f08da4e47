import { expect, test } from 'vitest';
import { changedCommunes, step } from './lit.js';

test('nothing lights up at the first state', () => {
  expect(changedCommunes(null, new Map([['14758', 5]]))).toEqual([]);
});

test('only what truly changed lights up', () => {
  const before = new Map([
    ['14758', 5],
    ['14761', 2],
  ]);
  const after = new Map([
    ['14758', 5],
    ['14761', 3],
    ['14770', 0],
    ['14771', 1],
  ]);
  expect(changedCommunes(before, after)).toEqual(['14761', '14771']);
});

test('steps follow the share of the target', () => {
  expect([0, 1, 3, 4, 6, 7, 9, 10, 12].map((n) => step(n, 10))).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
  expect(step(1, 0)).toBe(4);
  expect(step(0, 0)).toBe(0);
});
