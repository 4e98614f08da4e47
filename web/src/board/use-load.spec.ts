import { expect, it } from 'vitest';
import { afterFailure } from './use-load.js';

const fault = new Error('offline');
const known = { key: 'plan 1', data: 'of plan 1', error: null };

it('keeps what was answered to the same question when it fails', () => {
  expect(afterFailure(known, 'plan 1', fault)).toEqual({ key: 'plan 1', data: 'of plan 1', error: fault });
});

it("never shows another question's answer in its place", () => {
  expect(afterFailure(known, 'plan 2', fault)).toEqual({ key: 'plan 2', data: null, error: fault });
});
