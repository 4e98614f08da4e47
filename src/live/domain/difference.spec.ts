import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BoardSnapshot } from '../../contracts/live.js';
import type { Counts } from '../../contracts/events.js';
import { boardChanges, phoneChanges, phoneOf, screenChanges, screenOf } from './difference.js';

const counts = (people: number): Counts => ({
  registered: 9,
  offered: 9,
  accepted: 9,
  turns: people,
  people,
});

/** A board of some communes with one site each. */
function board(rev: number, people: readonly number[], activities: readonly number[] = []): BoardSnapshot {
  const total = people.reduce((sum, n) => sum + n, 0);
  const at = new Date(rev).toISOString();
  return {
    eventId: 'e',
    epoch: 'x',
    rev,
    at,
    event: {
      id: 'e',
      campaignId: 'c',
      orgUnitId: 'o',
      provinceId: '38',
      kind: 'dx_day',
      title: 'Ngày Chuyển đổi số',
      state: 'live',
      startsAt: at,
      endsAt: at,
      simulated: false,
      rehearsalOf: null,
      rev,
      version: 1,
    },
    totals: counts(total),
    target: 5 * people.length,
    communes: people.map((n, i) => ({
      communeId: `c${i}`,
      sites: 1,
      minimum: 0,
      target: 5,
      counts: counts(n),
    })),
    sites: people.map((n, i) => ({
      siteId: `s${i}`,
      communeId: `c${i}`,
      minimum: 0,
      target: 5,
      counts: counts(n),
    })),
    units: people.map((n, i) => ({ orgUnitId: `u${i}`, counts: counts(n) })),
    plan: null,
    results: [],
    stage: { rev: 0, theme: 'hall', host: '', logo: null, cue: null, frozen: null },
    activities: activities.map((id) => ({
      id: String(id),
      rev: id,
      at,
      kind: 'check_ins' as const,
      siteId: null,
      count: 1,
      detail: null,
    })),
  };
}

/** What a face does with a frame. */
function apply(before: BoardSnapshot, after: BoardSnapshot): BoardSnapshot {
  const changed = boardChanges(before, after);
  if (!changed) throw new Error('not sayable');
  const merge = <T>(old: T[], fresh: T[] | undefined, key: (t: T) => string) => {
    const members = new Map(old.map((member) => [key(member), member]));
    for (const member of fresh ?? []) members.set(key(member), member);
    return [...members.values()];
  };
  return {
    ...before,
    rev: after.rev,
    at: after.at,
    event: { ...(changed.event ?? before.event), rev: after.rev, startsAt: after.at, endsAt: after.at },
    totals: changed.totals ?? before.totals,
    target: changed.target ?? before.target,
    communes: merge(before.communes, changed.communes, (c) => c.communeId),
    sites: merge(before.sites, changed.sites, (s) => s.siteId),
    units: merge(before.units, changed.units, (u) => u.orgUnitId),
    activities: [...(changed.activities ?? []), ...before.activities].slice(0, 50),
  };
}

describe('a frame', () => {
  it('applied to the board before it gives the board after it', () => {
    const people = fc.array(fc.nat(9), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(people, people, (a, b) => {
        const grown = b.length >= a.length ? b : [...b, ...a.slice(b.length)];
        const before = board(1, a, [2, 1]);
        const after = board(2, grown, [3, 2, 1]);
        expect(apply(before, after).communes).toEqual(after.communes);
        expect(apply(before, after).sites).toEqual(after.sites);
        expect(apply(before, after).units).toEqual(after.units);
        expect(apply(before, after).totals).toEqual(after.totals);
        expect(apply(before, after).activities.map((x) => x.id)).toEqual(['3', '2', '1']);
      }),
    );
  });

  it('holds only what changed', () => {
    const before = board(1, [1, 2, 3]);
    const after = { ...board(2, [1, 2, 4]), event: { ...before.event, rev: 2 } };
    const changed = boardChanges(before, after);
    expect(Object.keys(changed ?? {}).sort()).toEqual(['communes', 'sites', 'totals', 'units']);
    expect(changed?.communes?.map((c) => c.communeId)).toEqual(['c2']);
    expect(screenChanges(screenOf(before), screenOf(after))).toEqual({
      totals: counts(7),
      communes: [{ communeId: 'c2', people: 4, target: 5 }],
    });
    expect(phoneChanges(phoneOf(before), phoneOf(after))).toEqual({
      people: 7,
      communes: [{ communeId: 'c2', people: 4, target: 5 }],
    });
  });

  it('cannot say that something has gone', () => {
    expect(boardChanges(board(1, [1, 2]), board(2, [1]))).toBeNull();
    expect(screenChanges(screenOf(board(1, [1, 2])), screenOf(board(2, [1])))).toBeNull();
    expect(phoneChanges(phoneOf(board(1, [1, 2])), phoneOf(board(2, [1])))).toBeNull();
  });

  it('counts a commune as present when one person is there', () => {
    expect(screenOf(board(1, [0, 1, 0, 7]))).toMatchObject({ communesPresent: 2, communesAll: 4 });
  });
});
