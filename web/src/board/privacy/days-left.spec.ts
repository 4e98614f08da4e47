import { expect, test } from 'vitest';
import { daysLeft } from './days-left.js';

test('a term ends with its last day in Việt Nam, not a day of this computer', () => {
  const due = '2026-10-30T16:59:00.000Z'; // 23:59 there
  expect(daysLeft(due, Date.parse('2026-10-10T03:00:00Z'))).toBe(20);
  expect(daysLeft(due, Date.parse('2026-10-29T17:00:00Z'))).toBe(0);
  expect(daysLeft(due, Date.parse('2026-10-30T16:59:00Z'))).toBe(0);
  expect(daysLeft(due, Date.parse('2026-10-30T17:00:00Z'))).toBe(-1);
});
