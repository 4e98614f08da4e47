import { expect, test } from 'vitest';
import { BELIEVED_MS, keep, measure, type Sample } from './clock-samples.js';

/** Asked at `sentAt` of a server that is 1,000,000 ahead, with so long a way there and back. */
const asked = (sentAt: number, there: number, back: number): Sample => ({
  sentAt,
  heardAt: sentAt + there + back,
  at: Math.floor(1_000_000 + sentAt + there),
});

test('knows nothing before the first answer', () => {
  expect(measure([])).toBeNull();
});

test('believes the answer that came back soonest, and no more than it can know', () => {
  const samples = [asked(0, 300, 20), asked(400, 4, 6), asked(800, 5, 150)];
  const found = measure(samples);
  expect(found?.uncertaintyMs).toBe(5.5);
  for (const [there, back] of [
    [4, 6],
    [10, 0],
    [0, 10],
  ] as const) {
    const { add = NaN, uncertaintyMs = NaN } = measure([asked(50.25, there, back)]) ?? {};
    expect(Math.abs(add - 1_000_000)).toBeLessThanOrEqual(uncertaintyMs);
  }
});

test('of two that were as quick, the newer', () => {
  const newer = { sentAt: 500, heardAt: 510, at: 2_000_000 };
  expect(measure([asked(0, 5, 5), newer])?.add).toBe(2_000_000.5 - 505);
});

test('forgets what is old, and keeps a handful', () => {
  const old = asked(0, 1, 1);
  const fresh = asked(BELIEVED_MS + 100, 40, 40);
  expect(keep([old], fresh)).toEqual([fresh]);
  let samples: Sample[] = [];
  for (let i = 0; i < 100; i++) samples = keep(samples, asked(i * 10, 1, 1));
  expect(samples).toHaveLength(16);
});
