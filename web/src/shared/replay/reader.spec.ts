import { expect, test } from 'vitest';
import type { Replay } from '../../../../src/contracts/replay.js';
import { ReplayReader } from './reader.js';

const commune = (communeId: string, target: number) => ({ communeId, sites: 1, minimum: 0, target });
const replay: Replay = {
  eventId: 'e',
  rev: 9,
  within: 'event',
  title: 'Lễ ra quân',
  provinceId: '38',
  simulated: false,
  from: '2026-10-10T00:00:00.000Z',
  stepSeconds: 10,
  lastStep: 6,
  target: 5,
  communes: [commune('a', 3), commune('b', 2)],
  changes: [
    { step: 0, totals: [8, 2, 1, 0, 0], communes: [[0, 2, 1, 0, 0]] },
    { step: 2, totals: [8, 2, 1, 1, 1], communes: [[0, 2, 1, 1, 1]] },
    { step: 5, totals: [8, 2, 2, 2, 2], communes: [[1, 0, 1, 1, 1]] },
    { step: 6, totals: [8, 2, 2, 1, 1], communes: [[0, 2, 1, 0, 0]] },
  ],
};
const at = (seconds: number): number => Date.parse(replay.from) + seconds * 1000;
const people = (reader: ReplayReader, seconds: number) =>
  reader.read(at(seconds)).communes.map((row) => row.counts.people);

test('a moment holds until the next one, and no number between them is made up', () => {
  const reader = new ReplayReader(replay);
  expect(people(reader, 0)).toEqual([0, 0]);
  expect(people(reader, 19.999)).toEqual([0, 0]);
  expect(people(reader, 20)).toEqual([1, 0]);
  expect(people(reader, 49)).toEqual([1, 0]);
  expect(people(reader, 50)).toEqual([1, 1]);
  expect(people(reader, 60)).toEqual([0, 1]);
});

test('says of which moment its numbers are', () => {
  const moment = new ReplayReader(replay).read(at(37));
  expect([moment.step, moment.at]).toEqual([3, at(30)]);
  expect(moment.totals).toEqual({ registered: 8, offered: 2, accepted: 1, turns: 1, people: 1 });
});

test('before the day it is the beginning, after it the end', () => {
  const reader = new ReplayReader(replay);
  expect(reader.read(at(-500)).step).toBe(0);
  expect(reader.read(at(9_999)).step).toBe(6);
  expect(reader.to).toBe(at(60));
});

test('in any order it says the same as read from the beginning', () => {
  const jumping = new ReplayReader(replay);
  for (const seconds of [60, 0, 50, 20, 55, 10, 60, 30, 49]) {
    expect(jumping.read(at(seconds))).toEqual(new ReplayReader(replay).read(at(seconds)));
  }
});

test('rows that did not change are the same objects, so that nothing is drawn twice', () => {
  const reader = new ReplayReader(replay);
  const before = reader.read(at(20)).communes;
  const after = reader.read(at(50)).communes;
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  expect(reader.read(at(51)).communes).toBe(after);
});
