import { describe, expect, it } from 'vitest';
import type { BoardSnapshot, PhoneFrame, PhoneSnapshot } from '../../../src/contracts/live.js';
import { mergeBoard, mergePhone } from './merge.js';

const EVENT = '0199aaaa-0000-7000-8000-000000000001';
const counts = (people: number) => ({ registered: 10, offered: 9, accepted: 8, turns: people, people });
const commune = (communeId: string, people: number) => ({
  communeId,
  sites: 1,
  minimum: 3,
  target: 5,
  counts: counts(people),
});

const snapshot: BoardSnapshot = {
  eventId: EVENT,
  epoch: 'a',
  rev: 7,
  at: '2026-10-10T00:00:00Z',
  event: {
    id: EVENT,
    campaignId: EVENT,
    orgUnitId: EVENT,
    provinceId: '38',
    kind: 'launch_ceremony',
    title: 'Lễ ra quân',
    state: 'live',
    startsAt: '2026-10-10T00:00:00Z',
    endsAt: '2026-10-10T05:00:00Z',
    simulated: false,
    rehearsalOf: null,
    rev: 7,
    version: 1,
  },
  totals: counts(3),
  target: 10,
  communes: [commune('14758', 1), commune('14845', 2)],
  sites: [],
  units: [],
  plan: null,
  results: [],
  stage: { rev: 0, theme: 'hall', host: '', logo: null, cue: null, frozen: null },
  activities: [],
};
const frame = (from: number, rev: number, changed = {}) => ({
  topic: 'board' as const,
  eventId: EVENT,
  from,
  rev,
  at: '2026-10-10T00:00:01Z',
  changed,
});

describe('merging frames of the board', () => {
  it('applies the next frame and leaves rows that did not change the same objects', () => {
    const merged = mergeBoard(snapshot, frame(7, 9, { communes: [commune('14845', 4)], totals: counts(5) }));
    if (merged.kind !== 'applied') throw new Error(merged.kind);
    expect(merged.snapshot.rev).toBe(9);
    expect(merged.snapshot.totals.people).toBe(5);
    expect(merged.snapshot.communes.map((row) => row.counts.people)).toEqual([1, 4]);
    expect(merged.snapshot.communes[0]).toBe(snapshot.communes[0]);
    expect(merged.snapshot.target).toBe(10);
  });

  it('adds a row that was not known', () => {
    const merged = mergeBoard(snapshot, frame(7, 8, { communes: [commune('15000', 1)] }));
    if (merged.kind !== 'applied') throw new Error(merged.kind);
    expect(merged.snapshot.communes.map((row) => row.communeId)).toEqual(['14758', '14845', '15000']);
  });

  it('never goes back', () => {
    expect(mergeBoard(snapshot, frame(5, 6)).kind).toBe('old');
    expect(mergeBoard(snapshot, frame(6, 7)).kind).toBe('old');
  });

  it('notices a gap', () => {
    expect(mergeBoard(snapshot, frame(8, 9)).kind).toBe('gap');
  });

  it('notices a frame that overlaps what it knows', () => {
    expect(mergeBoard(snapshot, frame(6, 9)).kind).toBe('gap');
  });

  it('does not mix events', () => {
    expect(mergeBoard(snapshot, { ...frame(7, 8), eventId: 'another' }).kind).toBe('old');
  });

  it('can put the plan away, and keeps it when the frame does not mention it', () => {
    const plan = {
      id: EVENT,
      eventId: EVENT,
      state: 'running' as const,
      progress: 0.5,
      people: 10,
      placed: 0,
      unplaced: 0,
      shortOfMinimum: 0,
      shortOfTarget: 0,
      meanKm: null,
      error: null,
      contradictions: [],
      weights: { distance: 1, wish: 5, together: 3, turns: 1, stability: 30, skill: 1 },
      mayMove: 0,
      restMinutes: 0,
      proof: null,
      createdAt: snapshot.at,
      publishedAt: null,
    };
    const kept = mergeBoard({ ...snapshot, plan }, frame(7, 8));
    const gone = mergeBoard({ ...snapshot, plan }, frame(7, 8, { plan: null }));
    expect(kept.kind === 'applied' && kept.snapshot.plan?.state).toBe('running');
    expect(gone.kind === 'applied' && gone.snapshot.plan).toBe(null);
  });

  it('keeps the newest fifty activities, newest first, each once', () => {
    const activity = (n: number) => ({
      id: `id-${n}`,
      rev: n,
      at: snapshot.at,
      kind: 'check_ins' as const,
      siteId: null,
      count: 1,
      detail: null,
    });
    const many = Array.from({ length: 50 }, (_one, index) => activity(50 - index));
    const merged = mergeBoard(
      { ...snapshot, activities: many },
      frame(7, 8, { activities: [activity(51), activity(50)] }),
    );
    if (merged.kind !== 'applied') throw new Error(merged.kind);
    expect(merged.snapshot.activities.map((one) => one.rev)).toEqual(
      Array.from({ length: 50 }, (_one, index) => 51 - index),
    );
  });
});

describe('merging a frame of a phone', () => {
  const phone: PhoneSnapshot = {
    eventId: EVENT,
    epoch: 'a',
    rev: 7,
    at: '2026-10-10T00:00:00Z',
    title: 'Lễ ra quân',
    state: 'live',
    simulated: false,
    people: 3,
    target: 10,
    communes: [
      { communeId: '14758', people: 1, target: 5 },
      { communeId: '14845', people: 2, target: 5 },
    ],
  };
  const frame = (from: number, rev: number): PhoneFrame => ({
    topic: 'phone',
    eventId: EVENT,
    from,
    rev,
    at: '2026-10-10T00:00:02Z',
    changed: { people: 4, communes: [{ communeId: '14845', people: 3, target: 5 }] },
  });

  it('puts the new values in their places and leaves the others', () => {
    expect(mergePhone(phone, frame(7, 12))).toEqual({
      kind: 'applied',
      snapshot: {
        ...phone,
        rev: 12,
        at: '2026-10-10T00:00:02Z',
        people: 4,
        communes: [phone.communes[0], { communeId: '14845', people: 3, target: 5 }],
      },
    });
  });

  it('knows what is old and what is missing', () => {
    expect(mergePhone(phone, frame(5, 7)).kind).toBe('old');
    expect(mergePhone(phone, frame(9, 12)).kind).toBe('gap');
  });
});
