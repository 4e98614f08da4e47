import fc from 'fast-check';
import type { Skill } from '../../src/contracts/common.js';
import type { MatchDemand, MatchingProblem, MatchPerson } from '../../src/assignments/domain/problem.js';
import { HOUR, commune, problemOf } from './matching.js';

const SKILLS: readonly Skill[] = ['driver', 'vneid'];
const COMMUNES = 4;

const place = fc.integer({ min: 0, max: COMMUNES - 1 }).map((n) => commune(`C${n}`, n * 9));
const window = fc
  .record({ from: fc.integer({ min: 6, max: 14 }), hours: fc.integer({ min: 1, max: 5 }) })
  .map(({ from, hours }) => ({ startsAt: from * HOUR, endsAt: (from + hours) * HOUR }));
const row = fc
  .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }))
  .map(([minimum, more, most]) => ({ minimum, target: minimum + more, maximum: minimum + more + most }));
const demand = fc.uniqueArray(
  fc
    .tuple(fc.option(fc.constantFrom(...SKILLS)), row)
    .map(([skill, numbers]): MatchDemand => ({ skill, ...numbers })),
  { minLength: 1, maxLength: 2, selector: (one) => one.skill },
);
const shifts = (most: number) =>
  fc
    .array(fc.record({ place, window, demand, minimumAge: fc.option(fc.constant(18), { freq: 4 }) }), {
      minLength: 1,
      maxLength: most,
    })
    .map((list) =>
      list.map(({ window: time, ...rest }, n) => ({ id: `s${n}`, siteId: `site${n}`, ...time, ...rest })),
    );

/** One time in eight. */
const seldom = <T, N>(arbitrary: fc.Arbitrary<T>, otherwise: N) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });

function person(shiftCount: number): fc.Arbitrary<Omit<MatchPerson, 'id'>> {
  const shiftId = fc.integer({ min: 0, max: shiftCount - 1 }).map((n) => `s${n}`);
  const communeIds = fc.subarray(
    Array.from({ length: COMMUNES }, (_, n) => `C${n}`),
    { maxLength: 2 },
  );
  return fc
    .record({
      home: place,
      groupId: fc.option(fc.constantFrom('a', 'b')),
      skills: fc
        .subarray([...SKILLS])
        .chain((own) =>
          fc.tuple(
            ...own.map((skill) =>
              fc.record({ skill: fc.constant(skill), level: fc.integer({ min: 1, max: 3 }) }),
            ),
          ),
        ),
      age: fc.option(fc.integer({ min: 14, max: 30 })),
      maxDistanceKm: fc.option(fc.integer({ min: 1, max: 60 })),
      hasVehicle: fc.boolean(),
      available: seldom(fc.array(window, { maxLength: 2 }), null),
      wishCommuneIds: communeIds,
      excludedCommuneIds: seldom(communeIds, []),
      turns: fc.integer({ min: 0, max: 3 }),
      pin: seldom(fc.record({ shiftId: fc.option(shiftId) }), undefined),
      standing: fc.option(
        fc.record({ shiftId, skill: fc.option(fc.constantFrom(...SKILLS)), present: fc.boolean() }),
        { freq: 2 },
      ),
      busy: seldom(fc.tuple(window), []),
      declined: seldom(fc.tuple(window), []),
      expiredShiftIds: seldom(fc.tuple(shiftId), []),
    })
    .map(({ pin, ...rest }) => ({ ...rest, ...(pin ? { pin } : {}) }));
}

const weight = fc.integer({ min: 0, max: 60 }).map((tenths) => tenths / 10);
const settings = fc.record({
  weights: fc.record({
    distance: weight,
    wish: weight,
    together: weight,
    turns: weight,
    stability: weight,
    skill: weight,
  }),
  restMinutes: fc.constantFrom(0, 60),
  mayMove: fc.integer({ min: 0, max: 3 }),
  seed: fc.nat(),
});

/** Anything that can be asked, contradictions included: so many people and shifts at most. */
export const randomProblem = (people: number, most: number): fc.Arbitrary<MatchingProblem> =>
  fc.tuple(shifts(most), settings).chain(([list, set]) =>
    fc.array(person(list.length), { maxLength: people }).map((crowd) =>
      problemOf(
        crowd.map((one, n) => ({ id: `p${n}`, ...one })),
        list,
        set,
      ),
    ),
  );
