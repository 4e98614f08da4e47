import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  HOUR,
  commune,
  pinnedTo,
  problemOf,
  shiftAt,
  skilled,
  someone,
  solved,
  standingIn,
} from '../../../test/factories/matching.js';
import type { Skill } from '../../contracts/common.js';
import { MatchingRefused, type MatchingProblem } from './problem.js';
import { solve } from './solve.js';

const here = commune('Hạc Thành');
const there = commune('Sầm Sơn', 15);

function contradictionsOf(asked: MatchingProblem) {
  try {
    solved(asked);
  } catch (thrown) {
    if (thrown instanceof MatchingRefused) return thrown.contradictions;
    throw thrown;
  }
  return [];
}
const codesOf = (asked: MatchingProblem) => contradictionsOf(asked).map((one) => one.code);

describe('demand that contradicts itself', () => {
  const demanding = (row: { minimum?: number; target: number; maximum?: number }) =>
    contradictionsOf(problemOf([], [shiftAt(here, [row])]));

  it('is refused when minimum, target and maximum are not in this order', () => {
    expect(demanding({ minimum: 5, target: 3, maximum: 8 })).toEqual([
      {
        code: 'wrong_order',
        vi: 'Xã Hạc Thành, người: ít nhất 5, cần 3, nhiều nhất 8 mâu thuẫn nhau.',
        en: 'Xã Hạc Thành, people: a minimum of 5, a target of 3 and a maximum of 8 contradict each other.',
      },
    ]);
    expect(demanding({ minimum: 1, target: 3, maximum: 2 })).toMatchObject([{ code: 'wrong_order' }]);
    expect(demanding({ minimum: 3, target: 3, maximum: 3 })).toEqual([]);
  });

  it.each([-1, NaN, Infinity, 1.5, 100_001])('is refused when a number of people is %d', (absurd) => {
    for (const row of [
      { minimum: absurd, target: 2 },
      { target: absurd, maximum: 2 },
      { target: 2, maximum: absurd },
    ]) {
      const [reason, ...others] = demanding(row);
      expect(others).toEqual([]);
      expect(reason?.code).toBe('absurd_number');
      expect(reason?.vi).toContain(`số lượng người là ${absurd}, không thể dùng`);
    }
  });

  it('is refused when one shift asks twice for a skill, and not when two shifts do', () => {
    const row = { skill: 'driver' as const, target: 1 };
    expect(contradictionsOf(problemOf([], [shiftAt(here, [row, row])]))).toMatchObject([
      {
        code: 'skill_twice',
        vi: 'Xã Hạc Thành: một ca có hai dòng nhu cầu người biết lái xe. Hãy gộp lại.',
      },
    ]);
    expect(codesOf(problemOf([], [shiftAt(here, [{ target: 1 }, { target: 1 }])]))).toEqual(['skill_twice']);
    expect(codesOf(problemOf([], [shiftAt(here, [row]), shiftAt(there, [row])]))).toEqual([]);
  });

  it('is refused when a shift does not end after it begins', () => {
    const lasting = (hours: number) =>
      codesOf(problemOf([], [shiftAt(here, [], { startsAt: 7 * HOUR, endsAt: (7 + hours) * HOUR })]));
    expect([-1, 0, NaN].map(lasting)).toEqual(Array(3).fill(['shift_without_time']));
    expect(lasting(1)).toEqual([]);
  });
});

describe('people who cannot be as they are written', () => {
  it('are named together when their commune is not known', () => {
    const people = [someone('a', null), someone('b', here), someone('c', null)];
    expect(contradictionsOf(problemOf(people, []))).toEqual([
      {
        code: 'without_commune',
        vi: 'Chưa rõ xã, phường nơi ở của 2 người: ‹a›, ‹c›. Hãy bổ sung vào danh sách.',
        en: 'The home commune of 2 is not known: ‹a›, ‹c›. Add it to the roster.',
      },
    ]);
  });

  it('are named up to five, and then counted', () => {
    const people = Array.from({ length: 8 }, (_, n) => someone(`p${n}`, null));
    expect(contradictionsOf(problemOf(people, []))[0]?.vi).toContain(
      'của 8 người: ‹p0›, ‹p1›, ‹p2›, ‹p3›, ‹p4› và 3 người khác.',
    );
  });

  it('are refused with an age, a distance, turns or a position that cannot be', () => {
    for (const absurd of [
      { age: -1 },
      { age: NaN },
      { maxDistanceKm: -5 },
      { maxDistanceKm: Infinity },
      { turns: NaN },
      { turns: -1 },
      { home: { ...here, lat: 91 } },
      { home: { ...here, lon: -181 } },
    ]) {
      expect(codesOf(problemOf([someone('odd', here, absurd)], []))).toEqual(['absurd_person']);
    }
    expect(codesOf(problemOf([someone('unplaced', { ...here, lat: null, lon: null })], []))).toEqual([]);
  });
});

describe('a pin that cannot hold', () => {
  const pinned = (values = {}) => someone('pinned', here, { ...pinnedTo(here), ...values });
  const window = { startsAt: 10 * HOUR, endsAt: 12 * HOUR };

  it('names who has no time', () => {
    for (const values of [{ busy: [window] }, { available: [window] }, { available: [] }]) {
      expect(contradictionsOf(problemOf([pinned(values)], [shiftAt(here, [{ target: 1 }])]))).toEqual([
        {
          code: 'pin_without_time',
          vi: '‹pinned› được ghim ở Xã Hạc Thành nhưng giờ đó đã bận hoặc không rảnh. Hãy bỏ ghim.',
          en: '‹pinned› is pinned to Xã Hạc Thành but is taken or not available at that time. Remove the pin.',
        },
      ]);
    }
  });

  it('names who is too young', () => {
    const shifts = [shiftAt(here, [{ target: 1 }], { minimumAge: 18 })];
    expect(contradictionsOf(problemOf([pinned({ age: 17 })], shifts))).toMatchObject([
      {
        code: 'pin_too_young',
        vi: '‹pinned› được ghim ở Xã Hạc Thành nhưng ca này chỉ nhận từ 18 tuổi. Hãy bỏ ghim.',
      },
    ]);
  });

  it('names who has no skill that the shift asks for', () => {
    const shifts = [shiftAt(here, [{ skill: 'driver', target: 1 }])];
    expect(codesOf(problemOf([pinned()], shifts))).toEqual(['pin_without_skill']);
    expect(codesOf(problemOf([pinned(skilled('driver'))], shifts))).toEqual([]);
  });

  it('is no matter when it says "nowhere", or a shift that is gone, or where the person stands anyway', () => {
    const shifts = [shiftAt(here, [{ skill: 'driver', target: 1 }])];
    for (const values of [{ pin: { shiftId: null } }, { pin: { shiftId: 'gone' } }, standingIn(here)]) {
      expect(codesOf(problemOf([pinned(values)], shifts))).toEqual([]);
    }
  });
});

describe('too many pins in one shift', () => {
  const crowd = (size: number) =>
    Array.from({ length: size }, (_, n) => someone(`p${n}`, here, pinnedTo(here)));

  it('are named with the places there are', () => {
    expect(contradictionsOf(problemOf(crowd(3), [shiftAt(here, [{ target: 2 }])]))).toMatchObject([
      {
        code: 'pins_without_room',
        vi: 'Xã Hạc Thành: 3 người được ghim vào 2 chỗ: ‹p0›, ‹p1›, ‹p2›. Hãy bỏ ghim một người hoặc tăng số nhiều nhất.',
      },
    ]);
    expect(codesOf(problemOf(crowd(3), [shiftAt(here, [{ target: 2, maximum: 3 }])]))).toEqual([]);
  });

  it('leave out those whom they do not crowd', () => {
    // Two drivers are too many for one row; whoever has its own row beside them is not named.
    const driver = (id: string) => someone(id, here, { ...pinnedTo(here), ...skilled('driver') });
    const media = someone('media', here, { ...pinnedTo(here), ...skilled('media') });
    const shifts = [
      shiftAt(here, [
        { skill: 'driver', target: 1 },
        { skill: 'media', target: 3 },
      ]),
    ];
    const [reason, ...others] = contradictionsOf(problemOf([media, driver('d1'), driver('d2')], shifts));
    expect(others).toEqual([]);
    expect(reason?.vi).toContain('2 người được ghim vào 1 chỗ: ‹d1›, ‹d2›.');
  });

  it('count the places of those who stand there', () => {
    const standing = someone('standing', here, standingIn(here));
    const shifts = [shiftAt(here, [{ target: 2 }])];
    expect(contradictionsOf(problemOf([standing, ...crowd(2)], shifts))[0]?.vi).toContain(
      '2 người được ghim vào 1 chỗ: ‹p0›, ‹p1›.',
    );
    expect(codesOf(problemOf([standing, ...crowd(1)], shifts))).toEqual([]);
  });

  const SKILLS: readonly Skill[] = ['driver', 'vneid', 'media'];
  const demand = fc.uniqueArray(
    fc.record({ skill: fc.option(fc.constantFrom(...SKILLS)), target: fc.integer({ min: 0, max: 2 }) }),
    {
      minLength: 1,
      maxLength: 3,
      selector: (row) => row.skill,
    },
  );
  const people = fc
    .array(fc.subarray([...SKILLS], { minLength: 1 }), { minLength: 1, maxLength: 7 })
    .map((list) => list.map((own, n) => someone(`p${n}`, here, { ...pinnedTo(here), ...skilled(...own) })));

  it('are named no more than it takes: without any one of the named, the others have room', () => {
    let named = 0;
    fc.assert(
      fc.property(demand, people, (rows, pinned) => {
        const shifts = [shiftAt(here, rows)];
        const reason = contradictionsOf(problemOf(pinned, shifts)).find(
          (one) => one.code === 'pins_without_room',
        );
        if (!reason || reason.vi.includes('người khác')) return;
        const ids = [...reason.vi.matchAll(/‹(p\d)›/g)].map(([, id]) => id);
        const crowded = pinned.filter((person) => ids.includes(person.id));
        expect(codesOf(problemOf(crowded, shifts))).toEqual(['pins_without_room']);
        for (const one of crowded) {
          const others = crowded.filter((person) => person !== one);
          const { result } = solved(problemOf(others, shifts));
          expect(result.placements.every((place) => place.shiftId !== null)).toBe(true);
        }
        named += 1;
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(named).toBeGreaterThan(100);
  });
});

describe('several contradictions at once', () => {
  it('are each named by themselves, and nothing is computed', () => {
    const shifts = [
      shiftAt(here, [
        { minimum: 3, target: 1 },
        { skill: 'driver', target: -1, maximum: 2 },
      ]),
      shiftAt(there, [{ target: 1 }], { endsAt: 0, minimumAge: 18 }),
    ];
    const people = [
      someone('nowhere', null),
      someone('ancient', here, { age: 1e9 }),
      someone('young', here, { age: 17, ...pinnedTo(there) }),
    ];
    const asked = problemOf(people, shifts);
    expect(codesOf(asked)).toEqual([
      'wrong_order',
      'absurd_number',
      'shift_without_time',
      'without_commune',
      'absurd_person',
      'pin_too_young',
    ]);
    const onProgress = () => {
      throw new Error('it was computed');
    };
    expect(() => solve(asked, { onProgress })).toThrow(MatchingRefused);
  });
});
