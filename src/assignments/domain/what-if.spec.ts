import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  commune,
  countIn,
  problemOf,
  scoreOf,
  shiftAt,
  skilled,
  someone,
  solved,
  weighing,
} from '../../../test/factories/matching.js';
import { randomProblem } from '../../../test/factories/random-matching.js';
import type { WhatIf } from '../../contracts/assignments.js';
import { MatchingRefused, type MatchingProblem } from './problem.js';
import { whatIf } from './what-if.js';

const town = commune('Hạc Thành');
const hills = commune('Bá Thước', 20);
const crowd = (size: number, home = town) => Array.from({ length: size }, (_, n) => someone(`p${n}`, home));

function answer(asked: MatchingProblem, change: WhatIf) {
  const { result } = solved(asked);
  return whatIf(asked, result.placements, result.certificate, change);
}

/** Nothing may be moved and nobody belongs together: then the prices are of the plan itself. */
const plainly = ({ settings, ...asked }: MatchingProblem): MatchingProblem => ({
  ...asked,
  settings: { ...settings, mayMove: 0, weights: { ...settings.weights, together: 0 } },
});

/** Null when the question contradicts itself. */
function solvedIfPossible(asked: MatchingProblem) {
  try {
    return solved(asked);
  } catch (thrown) {
    if (thrown instanceof MatchingRefused) return null;
    throw thrown;
  }
}

describe('one more person', () => {
  const oneMore = (asked: MatchingProblem, home = town) =>
    answer(asked, { kind: 'one_more_person', communeId: home.communeId, skills: [] });

  it('goes where a minimum is missed', () => {
    const shifts = [shiftAt(town, [{ target: 2 }]), shiftAt(hills, [{ minimum: 2, target: 3 }])];
    expect(oneMore(problemOf(crowd(1), shifts))).toEqual({
      code: 'one_more_minimum',
      vi: 'Thêm một người ở Xã Hạc Thành: người đó đến Xã Bá Thước, cách 26 km; bớt được một chỗ dưới mức ít nhất.',
      en: 'One more person in Xã Hạc Thành would go to Xã Bá Thước, 26 km away; one place fewer would be below its minimum.',
    });
  });

  it('goes to the emptier commune, then to any place, then instead of somebody, then nowhere', () => {
    const shifts = [shiftAt(town, [{ target: 2, maximum: 3 }])];
    const codes = [1, 2, 3].map((people) => oneMore(problemOf(crowd(people), shifts)).code);
    expect(codes).toEqual(['one_more_emptiest', 'one_more_placed', 'one_more_without_place']);
    const fromFar = crowd(3, commune('Nga Sơn', 5));
    expect(oneMore(problemOf(fromFar, shifts)).vi).toBe(
      'Thêm một người ở Xã Hạc Thành: người đó đến Xã Hạc Thành, cách 0 km; một người kém thuận hơn sẽ dự bị thay.',
    );
    expect(oneMore(problemOf(crowd(3), shifts)).vi).toBe(
      'Thêm một người ở Xã Hạc Thành: mọi điểm trong 40 km đã đủ, người đó sẽ dự bị.',
    );
  });

  it('is needed where the skill is', () => {
    const shifts = [
      shiftAt(town, [{ target: 1 }]),
      shiftAt(hills, [{ skill: 'driver', minimum: 1, target: 1 }]),
    ];
    const asked = problemOf(crowd(1), shifts);
    const driver: WhatIf = { kind: 'one_more_person', communeId: town.communeId, skills: ['driver'] };
    expect(answer(asked, driver).code).toBe('one_more_minimum');
    expect(oneMore(asked).code).toBe('one_more_without_place');
  });

  it('cannot be told of a commune where nothing is', () => {
    expect(oneMore(problemOf(crowd(1), []), hills).code).toBe('nothing_known');
  });

  it('fills what solving again with one more person fills', () => {
    const met = new Set<string>();
    const newcomer = fc.record({
      east: fc.integer({ min: 0, max: 3 }),
      skills: fc.subarray(['driver', 'vneid'] as const),
    });
    fc.assert(
      fc.property(randomProblem(10, 4), newcomer, (random, { east, skills }) => {
        const asked = plainly(random);
        const now = solvedIfPossible(asked);
        if (!now) return;
        const home = commune(`C${east}`, east * 9);
        const person = someone('newcomer', home, skilled(...skills));
        const more = { ...asked, people: [...asked.people, person] };
        const before = scoreOf(asked, now.result.placements);
        const gained = scoreOf(more, solved(more).result.placements).map((goal, n) => goal - before[n]!);
        const first = gained.findIndex((goal) => goal !== 0);
        const expected = ['without_place', 'minimum', 'emptiest', 'placed', 'nearer'][first + 1]!;
        const change = { kind: 'one_more_person', communeId: home.communeId, skills } as const;
        const said = whatIf(asked, now.result.placements, now.result.certificate, change);
        if (said.code === 'nothing_known') return;
        expect(gained[first] ?? 0).toBeGreaterThanOrEqual(0);
        expect(said.code).toBe(`one_more_${expected}`);
        met.add(said.code);
      }),
      { numRuns: 1_500, seed: 1 },
    );
    expect(met.size).toBe(5);
  });
});

describe('another target', () => {
  const shifts = (target: number) => [
    shiftAt(town, [{ target, maximum: target }]),
    shiftAt(hills, [{ minimum: 5, target: 5 }]),
  ];
  const byFive = (people: number) =>
    answer(problemOf(crowd(people), shifts(10)), { kind: 'target', communeId: town.communeId, by: 5 });

  it('is filled by who stands by, as solving again would', () => {
    const again = solved(problemOf(crowd(40), shifts(15)));
    expect(countIn(again.result, 'shift Hạc Thành')).toBe(10 + 5);
    expect(byFive(40)).toEqual({
      code: 'other_target',
      vi: 'Xã Hạc Thành cần 15, nay có 10: sẽ có thêm khoảng 5 người, rút từ nơi ít cần hơn; 0 chỗ còn trống.',
      en: 'With a target of 15 in Xã Hạc Thành, which has 10 now, about 5 more would come from where they are needed less; 0 places would stay empty.',
    });
  });

  it('stays empty where everybody is needed more elsewhere', () => {
    const again = solved(problemOf(crowd(5), shifts(15)));
    expect(countIn(again.result, 'shift Hạc Thành')).toBe(0);
    expect(byFive(5).vi).toBe('Xã Hạc Thành cần 15, nay có 0: sẽ không có thêm ai; 15 chỗ còn trống.');
  });

  it('frees people when it is lowered', () => {
    const asked = problemOf(crowd(40), shifts(10));
    expect(answer(asked, { kind: 'target', communeId: town.communeId, by: -3 }).vi).toBe(
      'Xã Hạc Thành cần 7: 3 người ở đó có thể sang nơi khác cần hơn.',
    );
  });

  it('cannot be told of a commune without a shift', () => {
    const change = { kind: 'target', communeId: 'nowhere', by: 5 } as const;
    expect(answer(problemOf(crowd(1), []), change).code).toBe('nothing_known');
  });
});

describe('another weight', () => {
  const kmIn = (text: string) =>
    [...text.matchAll(/([\d.,]+) km/g)].map(([, km]) => Number(km?.replaceAll(',', '')));
  const WEIGHTS = ['distance', 'wish', 'turns', 'skill', 'stability'] as const;

  it.each([0, 1])(
    'twice as heavy leads to a plan between the two figures that are said (%i may be moved)',
    (mayMove) => {
      let changed = 0;
      fc.assert(
        fc.property(randomProblem(12, 4), fc.constantFrom(...WEIGHTS), (random, weight) => {
          const asked = { ...plainly(random), settings: { ...plainly(random).settings, mayMove } };
          const now = solvedIfPossible(asked);
          if (!now) return;
          const { settings } = asked;
          const weights = { ...settings.weights, [weight]: 2 * settings.weights[weight] };
          const again = solved({ ...asked, settings: { ...settings, weights } });
          // A plan is the best of those that move no more people than it does.
          if (again.proof.moved > now.proof.moved) return;
          const change = { kind: 'weight', weight, factor: 2 } as const;
          const said = whatIf(asked, now.result.placements, now.result.certificate, change);
          const [most, least = most] = kmIn(said.en) as [number, number?];
          expect(again.proof.km).toBeLessThanOrEqual(most + 0.001);
          expect(again.proof.km).toBeGreaterThanOrEqual(least - 0.001);
          if (said.code === 'weight_changes') changed += 1;
        }),
        { numRuns: 1_000, seed: 1 },
      );
      expect(changed).toBeGreaterThan(20);
    },
  );

  it('says who would have a better place', () => {
    const near = commune('Nga Sơn', 4);
    const wishing = someone('wishing', town, { wishCommuneIds: ['Nga Sơn'] });
    const shifts = [town, near].map((place) => shiftAt(place, [{ target: 1 }]));
    const asked = problemOf([wishing], shifts, weighing({ wish: 5 }));
    expect(answer(asked, { kind: 'weight', weight: 'wish', factor: 2 }).vi).toBe(
      '1 người sẽ có nơi tốt hơn; phương án này khi đó tính là 10 km, phương án tốt nhất không dưới 5 km.',
    );
    expect(answer(asked, { kind: 'weight', weight: 'wish', factor: 0 }).vi).toBe(
      'Phương án vẫn như vậy: không ai có nơi nào tốt hơn (tính cả các điểm cân nhắc: 0 km).',
    );
  });

  it('weighs the scattered of a chi đoàn as they are', () => {
    const unit = crowd(4).map((person) => ({ ...person, groupId: 'unit' }));
    const shifts = [town, hills].map((place) => shiftAt(place, [{ target: 2 }]));
    const asked = problemOf(unit, shifts, weighing({ together: 3 }));
    // Two stay, two go 26 km and are apart from them.
    expect(solved(asked).proof.km).toBe(2 * 26 + 2 * 3);
    const said = (weight: 'distance' | 'together') =>
      kmIn(answer(asked, { kind: 'weight', weight, factor: 2 }).en)[0];
    expect(said('distance')).toBe(2 * 52 + 2 * 3);
    expect(said('together')).toBe(2 * 26 + 2 * 6);
  });
});
