import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commune } from '../../../test/factories/matching.js';
import { randomProblem } from '../../../test/factories/random-matching.js';
import { roadKm } from './distance.js';
import { Homes } from './homes.js';
import { hasSkill, limitKm, mayGo } from './rules.js';

const KINDS = [null, 'driver', 'vneid'] as const;
/** Anywhere within some hundred kilometres, now and then not known. */
const somewhere = fc
  .record({
    east: fc.integer({ min: -300, max: 300 }),
    north: fc.integer({ min: -4, max: 4 }),
    isKnown: fc.nat(9),
  })
  .map(({ east, north, isKnown }) => ({
    ...commune(`${east} ${north}`, east),
    lat: isKnown === 0 ? null : 20 + north,
  }));

describe('who lives nearest to a shift', () => {
  it('is who it is when everybody is looked at, however often one asks', () => {
    let found = 0;
    fc.assert(
      fc.property(randomProblem(14, 5), fc.array(somewhere, { minLength: 19 }), (random, places) => {
        const people = random.people.map((one, p) => ({ ...one, home: places[p]! }));
        const rest = random.settings.restMinutes;
        const homes = new Homes(people, [...KINDS], rest);
        for (const shift of [1, 2, 3].flatMap(() => random.shifts)) {
          const at = { ...shift, place: { ...places.at(-1)!, communeId: shift.place.communeId } };
          for (const [kind, skill] of KINDS.entries()) {
            const able = people.filter((one) => hasSkill(one, skill));
            const free = able.filter((one) => mayGo(one, at, rest));
            const nearest = Math.min(...free.map((one) => roadKm(one.home, at.place) ?? Infinity));
            expect(homes.nearest(at, kind)).toBe(nearest);
            expect(homes.widest[kind]).toBe(Math.max(0, ...able.map(limitKm)));
            if (Number.isFinite(nearest)) found++;
          }
        }
      }),
      { numRuns: 200, seed: 20251010 },
    );
    expect(found).toBeGreaterThan(2_000);
  });
});
