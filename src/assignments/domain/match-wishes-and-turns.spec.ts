import { describe, expect, it } from '@jest/globals';
import {
  commune,
  problemOf,
  proposalFor,
  shiftAt,
  someone,
  solved,
  weighing,
} from '../../../test/factories/matching.js';
import type { MatchPerson } from './problem.js';

describe('wishes and turns', () => {
  const home = commune('Hoằng Lộc');
  const beach = commune('Hoằng Hải', 4);
  const fair = weighing({ wish: 6, turns: 1, skill: 1 });
  const shiftOf = (person: MatchPerson, others: MatchPerson[], shifts = [home, beach], settings = fair) => {
    const asked = problemOf(
      [person, ...others],
      shifts.map((at) => shiftAt(at, [{ target: 1 }])),
      settings,
    );
    return proposalFor(solved(asked).result, person.id).shiftId;
  };

  it('sends somebody to the commune he would like, as far as the wish is worth the way', () => {
    const wishing = someone('wishing', home, { wishCommuneIds: ['Hoằng Hải'] });
    expect(shiftOf(wishing, [])).toBe('shift Hoằng Hải');
    expect(shiftOf(wishing, [], [home, beach], weighing({ wish: 5 }))).toBe('shift Hoằng Lộc');
    expect(shiftOf(someone('without a wish', home), [])).toBe('shift Hoằng Lộc');
  });

  it('leaves nothing empty for a wish', () => {
    const wishing = someone('wishing', home, { wishCommuneIds: ['Hoằng Hải'] });
    expect(shiftOf(wishing, [someone('local', beach, { wishCommuneIds: ['Hoằng Hải'] })])).toBe(
      'shift Hoằng Lộc',
    );
    expect(shiftOf(wishing, [], [home])).toBe('shift Hoằng Lộc');
  });

  it('takes who has served less, among people who live alike', () => {
    const people = [3, 0, 2, 1].map((turns) => someone(`${turns} turns`, home, { turns }));
    const { result } = solved(problemOf(people, [shiftAt(home, [{ target: 2 }])], fair));
    const placed = result.placements.filter((one) => one.shiftId !== null).map((one) => one.personId);
    expect(placed.sort()).toEqual(['0 turns', '1 turns']);
    // The others stand by in the same order.
    expect(proposalFor(result, '2 turns').standbyRank).toBe(1);
    expect(proposalFor(result, '3 turns').standbyRank).toBe(2);
  });

  it('lets a turn weigh so many kilometres and no more', () => {
    const tired = (turns: number) => someone('tired', home, { turns });
    const fresh = someone('fresh', beach);
    expect(shiftOf(tired(5), [fresh], [home])).toBe('shift Hoằng Lộc');
    expect(shiftOf(tired(6), [fresh], [home])).toBeNull();
    // More turns than ten make no difference.
    const veterans = [someone('ten', home, { turns: 10 }), someone('fifty', beach, { turns: 50 })];
    expect(shiftOf(veterans[0]!, [veterans[1]!], [home])).toBe('shift Hoằng Lộc');
    expect(shiftOf(veterans[1]!, [veterans[0]!], [beach])).toBe('shift Hoằng Hải');
  });

  it('does not waste a skill where anybody would do', () => {
    const driver = (level: number) =>
      someone(`driver ${level}`, home, { skills: [{ skill: 'driver', level }] });
    const shifts = [shiftAt(home, [{ skill: 'driver', target: 1 }, { target: 2 }])];
    const { result } = solved(problemOf([driver(1), driver(3), someone('helper', home)], shifts, fair));
    expect(proposalFor(result, 'driver 3').skill).toBe('driver');
    expect(proposalFor(result, 'driver 1').skill).toBeNull();
    expect(proposalFor(result, 'helper').skill).toBeNull();
  });
});
