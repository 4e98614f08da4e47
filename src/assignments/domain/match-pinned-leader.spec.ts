import { describe, expect, it } from '@jest/globals';
import {
  HOUR,
  commune,
  pinnedTo,
  problemOf,
  proposalFor,
  shiftAt,
  skilled,
  someone,
  solved,
} from '../../../test/factories/matching.js';
import { MatchingRefused } from './problem.js';

describe('a pinned leader', () => {
  const town = commune('Hạc Thành');
  const coast = commune('Sầm Sơn', 25);
  const shifts = [town, coast].map((place) =>
    shiftAt(place, [
      { skill: 'leader', minimum: 1, target: 1 },
      { minimum: 1, target: 2 },
    ]),
  );
  const crew = [
    someone('leader of the town', town, skilled('leader')),
    someone('leader of the coast', coast, skilled('leader')),
    ...['a', 'b'].map((id) => someone(id, town)),
    ...['c', 'd'].map((id) => someone(id, coast)),
  ];
  const withPin = (values = {}) => [{ ...crew[0]!, ...pinnedTo(coast), ...values }, ...crew.slice(1)];

  it('would stay at home if nobody were pinned', () => {
    const { result } = solved(problemOf(crew, shifts));
    expect(result.placements.map((one) => one.distanceKm)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('stays where the organiser wants, beyond any distance, and the others arrange around', () => {
    const { result, proof } = solved(problemOf(withPin({ maxDistanceKm: 5 }), shifts));
    expect(proposalFor(result, 'leader of the town')).toMatchObject({
      shiftId: 'shift Sầm Sơn',
      skill: 'leader',
      pinned: true,
    });
    expect(proposalFor(result, 'leader of the coast')).toMatchObject({
      shiftId: 'shift Hạc Thành',
      skill: 'leader',
    });
    expect(result.gaps).toEqual([]);
    expect(proof.optimal).toBe(true);
  });

  it('goes also to a commune that was excluded, and in spite of an earlier no: the organiser knows', () => {
    const window = { startsAt: 7 * HOUR, endsAt: 11 * HOUR };
    const values = {
      excludedCommuneIds: ['Sầm Sơn'],
      declined: [window],
      expiredShiftIds: ['shift Sầm Sơn'],
    };
    const { result } = solved(problemOf(withPin(values), shifts));
    expect(proposalFor(result, 'leader of the town').shiftId).toBe('shift Sầm Sơn');
  });

  it('is not pinned against time, age or skill', () => {
    const taken = withPin({ busy: [{ startsAt: 10 * HOUR, endsAt: 12 * HOUR }] });
    const away = withPin({ available: [{ startsAt: 12 * HOUR, endsAt: 18 * HOUR }] });
    for (const people of [taken, away]) {
      expect(() => solved(problemOf(people, shifts))).toThrow(MatchingRefused);
    }
    const forAdults = shifts.map((shift) => ({ ...shift, minimumAge: 18 }));
    expect(() => solved(problemOf(withPin({ age: 17 }), forAdults))).toThrow(MatchingRefused);
    const driversOnly = shifts.map((shift) => ({
      ...shift,
      demand: [{ ...shift.demand[0]!, skill: 'driver' }],
    }));
    expect(() => solved(problemOf(withPin(), driversOnly as typeof shifts))).toThrow(MatchingRefused);
  });
});
