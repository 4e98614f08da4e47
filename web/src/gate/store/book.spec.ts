import { describe, expect, it } from 'vitest';
import type { GateRoster } from '../../../../src/contracts/gate.js';
import { isOver, merged } from './book.js';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const at = Date.parse('2026-10-10T01:00:00Z');

const answer: GateRoster = {
  version: 'a',
  at: new Date(at).toISOString(),
  keepUntil: new Date(at + 10 * HOUR_MS).toISOString(),
  event: {
    id: 'event',
    title: 'Lễ ra quân',
    state: 'live',
    startsAt: new Date(at).toISOString(),
    endsAt: new Date(at + 4 * HOUR_MS).toISOString(),
    simulated: false,
  },
  site: { id: 'site', name: 'Hội trường', communeName: 'Phường Hạc Thành' },
  publicKey: '',
  people: [],
  headcounts: [],
};
/** What a device keeps whose clock is wrong by so much when the answer comes. */
const keptBy = (wrongMs: number) => merged(null, answer, at + wrongMs)!;

describe('what a gate keeps', () => {
  it.each([0, YEAR_MS, -30 * 24 * HOUR_MS])(
    'lasts until its time is over by a clock wrong by %d ms',
    (wrong) => {
      expect(isOver(keptBy(wrong), at + wrong + 9 * HOUR_MS)).toBe(false);
      expect(isOver(keptBy(wrong), at + wrong + 11 * HOUR_MS)).toBe(true);
    },
  );

  it('ends in time when a clock that ran ahead has been set right', () => {
    expect(isOver(keptBy(YEAR_MS), at + 9 * HOUR_MS)).toBe(false);
    expect(isOver(keptBy(YEAR_MS), at + 11 * HOUR_MS)).toBe(true);
  });

  it('counts from the newest answer, also from one that sends nobody again', () => {
    const again = merged(
      keptBy(0),
      { ...answer, people: null, at: new Date(at + HOUR_MS).toISOString() },
      at + YEAR_MS,
    );
    expect(again?.people).toEqual([]);
    expect(isOver(again!, at + YEAR_MS + 8 * HOUR_MS)).toBe(false);
    expect(isOver(again!, at + YEAR_MS + 10 * HOUR_MS)).toBe(true);
  });
});
