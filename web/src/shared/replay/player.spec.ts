import { expect, test } from 'vitest';
import { FASTEST, atEnd, pause, play, seek, setSpeed, start, timeOf } from './player.js';

const MINUTE = 60_000;
/** A day of ten minutes that begins at 1,000,000, on a wall that shows 5. */
const day = (speed = 60) => start(1_000_000, 1_000_000 + 10 * MINUTE, speed, 5);

test('stands at the beginning until somebody plays it', () => {
  expect(timeOf(day(), 99_999)).toBe(1_000_000);
});

test('runs at its speed, and stands still at the end', () => {
  const player = play(day(60), 1_000);
  expect(timeOf(player, 3_000)).toBe(1_000_000 + 2 * MINUTE);
  expect(atEnd(player, 10_999)).toBe(false);
  expect(timeOf(player, 60_000)).toBe(1_000_000 + 10 * MINUTE);
  expect(atEnd(player, 11_000)).toBe(true);
});

test('a pause keeps the time that was reached, and playing goes on from there', () => {
  const paused = pause(play(day(60), 0), 1_500);
  expect(timeOf(paused, 1_000_000)).toBe(1_000_000 + 1.5 * MINUTE);
  expect(timeOf(play(paused, 50_000), 51_000)).toBe(1_000_000 + 2.5 * MINUTE);
});

test('another speed changes only what comes', () => {
  const faster = setSpeed(play(day(60), 0), 120, 1_000);
  expect(timeOf(faster, 1_000)).toBe(1_000_000 + MINUTE);
  expect(timeOf(faster, 2_000)).toBe(1_000_000 + 3 * MINUTE);
});

test('a time outside the day is its beginning or its end', () => {
  expect(timeOf(seek(day(), 0, 0), 0)).toBe(1_000_000);
  expect(timeOf(seek(day(), 9e15, 0), 0)).toBe(1_000_000 + 10 * MINUTE);
  const running = seek(play(day(1), 0), 1_000_000 + MINUTE, 10_000);
  expect(timeOf(running, 11_000)).toBe(1_000_000 + MINUTE + 1_000);
});

test('from the end it begins again', () => {
  const over = play(day(600), 0);
  expect(timeOf(play(over, 90_000), 90_000)).toBe(1_000_000);
});

test('a wall clock that was set back does not take the day back', () => {
  expect(timeOf(play(day(60), 10_000), 4_000)).toBe(1_000_000);
});

test('no speed is standing still, running back, or beyond what can be shown', () => {
  for (const nonsense of [0, -5, NaN, Infinity]) expect(day(nonsense).speed).toBe(1);
  expect(day(1e9).speed).toBe(FASTEST);
});
