import { describe, expect, it } from '@jest/globals';
import type { Skill } from '../../contracts/common.js';
import { nearestTo, noGo } from './nearest.js';
import { untied, type MatchPerson, type MatchSettings, type MatchShift } from './problem.js';

const settings: MatchSettings = {
  weights: { distance: 1, wish: 0, together: 0, turns: 0, stability: 5, skill: 2 },
  restMinutes: 0,
  mayMove: 0,
  seed: 1,
};
const place = (lat: number) => ({ communeId: `c${lat}`, communeName: `Xã ${lat}`, lat, lon: 105.8 });
const shiftAt = (id: string, lat: number, demand: [Skill | null, number][]): MatchShift => ({
  id,
  siteId: `t${id}`,
  place: place(lat),
  startsAt: 0,
  endsAt: 4,
  minimumAge: null,
  demand: demand.map(([skill, target]) => ({ skill, minimum: 0, target, maximum: target + 5 })),
});
const person = (id: string, lat: number, more: Partial<MatchPerson> = {}): MatchPerson => ({
  ...untied(id, place(lat)),
  ...more,
});
const driver = { skills: [{ skill: 'driver' as const, level: 2 }] };
const standing = (shiftId: string, present = false) => ({ standing: { shiftId, skill: null, present } });
const here = shiftAt('here', 20, [
  ['driver', 1],
  [null, 2],
]);
const none = new Map<Skill | null, number>();
const asked = (people: MatchPerson[], seated = none, spare = new Map<string, number>()) =>
  nearestTo({ settings, shifts: [here], people }, here, seated, spare, 10);

describe('whom to send', () => {
  it('is who is nearest, as many as are short, each row by itself', () => {
    const people = [
      person('far', 20.2),
      person('near', 20.01),
      person('middle', 20.1),
      person('wheel', 20.15, driver),
    ];
    const found = asked(people);
    expect(found.map(({ personId, skill, suggested }) => [personId, skill, suggested])).toEqual([
      ['wheel', 'driver', true],
      ['near', null, true],
      ['middle', null, true],
      ['far', null, false],
    ]);
    expect(found[1]?.km).toBeCloseTo(1.4, 1);
    const full = new Map<Skill | null, number>([
      ['driver', 1],
      [null, 1],
    ]);
    expect(
      asked(people, full)
        .filter((one) => one.suggested)
        .map((one) => one.personId),
    ).toEqual(['near']);
  });

  it('takes from elsewhere only what is not missed there, and rather who has no place yet', () => {
    const spare = new Map([['rich', 1]]);
    const people = [
      person('a', 20, standing('rich')),
      person('b', 20, standing('rich')),
      person('c', 20, standing('poor')),
      person('d', 20.02),
      person('e', 20, standing('rich', true)),
    ];
    const found = asked(people, none, spare);
    expect(found.filter((one) => one.suggested).map((one) => [one.personId, one.from])).toEqual([
      ['d', null],
      ['a', 'rich'],
    ]);
    expect(found.find((one) => one.personId === 'b')).toMatchObject({ suggested: false });
    expect(found.map((one) => one.personId)).not.toContain('c');
    expect(found.map((one) => one.personId)).not.toContain('e');
  });

  it('is nobody whom a rule of the plan forbids', () => {
    const forbidden: [MatchPerson, string][] = [
      [person('away', 23), 'too_far'],
      [person('busy', 20, { busy: [{ startsAt: 1, endsAt: 2 }] }), 'busy'],
      [person('no', 20, { declined: [{ startsAt: 1, endsAt: 2 }] }), 'declined'],
      [person('silent', 20, { expiredShiftIds: ['here'] }), 'expired'],
      [person('later', 20, { available: [{ startsAt: 2, endsAt: 9 }] }), 'unavailable'],
      [person('not here', 20, { excludedCommuneIds: ['c20'] }), 'excluded'],
      [person('out', 20, { pin: { shiftId: null } }), 'pinned'],
      [person('there', 20, standing('here')), 'here_already'],
    ];
    for (const [one, why] of forbidden) expect(noGo(one, here, new Map(), settings)).toBe(why);
    expect(asked(forbidden.map(([one]) => one))).toEqual([]);
    const young = { ...here, minimumAge: 18 };
    expect(noGo(person('young', 20, { age: 17 }), young, new Map(), settings)).toBe('too_young');
    const wheels = shiftAt('wheels', 20, [['driver', 1]]);
    expect(noGo(person('walker', 20), wheels, new Map(), settings)).toBe('lacks_skill');
  });
});
