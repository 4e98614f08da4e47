import { expect, test } from 'vitest';
import { GRACE_MS, trustOf } from './trust.js';

test('an open link that is heard is live', () => {
  expect(trustOf('live', null, 0)).toBe('live');
});

test('an open link that says nothing is stale', () => {
  expect(trustOf('stale', null, 0)).toBe('stale');
});

test('a broken link is gone, after a short grace', () => {
  expect(trustOf('live', 0, GRACE_MS - 1)).toBe('live');
  expect(trustOf('live', 0, GRACE_MS)).toBe('gone');
  expect(trustOf('stale', 0, GRACE_MS)).toBe('gone');
});

test('a session taken away is gone at once', () => {
  expect(trustOf('refused', null, 0)).toBe('gone');
});
