import { expect, it } from 'vitest';
import { typedDate } from './typed-date.js';

it.each([
  ['2026-10-27', '27/10/2026'],
  ['2026-10-27T07:05', '27/10/2026 07:05'],
  ['', ''],
])('%s is read as %s', (value, said) => {
  expect(typedDate(value)).toBe(said);
});
