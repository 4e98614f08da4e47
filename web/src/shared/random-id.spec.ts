import { expect, test } from 'vitest';
import { randomId } from './random-id.js';

test('is a UUID of version 4 without crypto.randomUUID', () => {
  const id = randomId({ getRandomValues: (array) => crypto.getRandomValues(array) });
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('is another one each time', () => {
  expect(new Set(Array.from({ length: 1000 }, () => randomId())).size).toBe(1000);
});
