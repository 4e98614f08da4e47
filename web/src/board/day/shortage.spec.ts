import { describe, expect, it } from 'vitest';
import type { CommuneCounts } from '../../../../src/contracts/events.js';
import { basisOf, inOrderOf, shortCommunes, shortOf } from './shortage.js';

const commune = (communeId: string, target: number, accepted: number, people: number): CommuneCounts => ({
  communeId,
  sites: 1,
  minimum: 0,
  target,
  counts: { registered: 0, offered: accepted, accepted, turns: people, people },
});

describe('shortage of communes', () => {
  it('asks for promises before the day and for presence from its beginning on', () => {
    expect(basisOf('draft')).toBe('accepted');
    expect(basisOf('open')).toBe('accepted');
    expect(basisOf('live')).toBe('people');
    expect(basisOf('closed')).toBe('people');
  });

  it('is never below zero', () => {
    expect(shortOf(5, commune('1', 5, 9, 7).counts, 'accepted')).toBe(0);
    expect(shortOf(5, commune('1', 5, 9, 2).counts, 'people')).toBe(3);
  });

  it('puts the worst first and leaves out who has enough', () => {
    const rows = [
      commune('few', 5, 4, 0),
      commune('enough', 5, 5, 0),
      commune('worst', 30, 10, 0),
      commune('emptier', 1, 0, 0),
    ];
    expect(shortCommunes(rows, 'accepted').map((one) => [one.row.communeId, one.short])).toEqual([
      ['worst', 20],
      ['emptier', 1],
      ['few', 1],
    ]);
  });

  it('keeps the places for a while: the newest numbers, without who has enough, new ones at the end', () => {
    const before = shortCommunes(
      [commune('a', 9, 0, 0), commune('b', 6, 0, 0), commune('c', 3, 0, 0)],
      'accepted',
    );
    const now = shortCommunes(
      [commune('a', 9, 8, 0), commune('c', 3, 0, 0), commune('d', 20, 0, 0)],
      'accepted',
    );
    expect(inOrderOf(before, now).map((one) => [one.row.communeId, one.short])).toEqual([
      ['a', 1],
      ['c', 3],
      ['d', 20],
    ]);
  });
});
