import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomProblem } from '../../../test/factories/random-matching.js';
import { OUT, type Board } from './board.js';
import { layOut } from './lay-out.js';
import { NetworkSimplex } from './network-simplex.js';
import { seatPeople, type Seating } from './seating.js';
import { untied } from './problem.js';
import { rankStandby } from './standby.js';

/** As one would say it: all that anybody could have in reserve, the best first; first the fifths, then all. */
function rankOneByOne({ crowds, network, slots, slotOfHub, problem }: Board, { slotOf, prices }: Seating) {
  const choices = crowds.flatMap(({ members }, crowd) => {
    const worth = new Map<number, number>();
    for (let a = network.arcStart[crowd]!; a < network.arcStart[crowd + 1]!; a++) {
      const { shift } = slots[slotOfHub[network.arcHub[a]!]!]!;
      const value = network.arcCost[a]! + prices[network.arcHub[a]!]!;
      worth.set(shift, Math.min(value, worth.get(shift) ?? Infinity));
    }
    return [...worth].map(([shift, value]) => ({ members, crowd, shift, value }));
  });
  choices.sort((a, b) => a.value - b.value || a.crowd - b.crowd || a.shift - b.shift);
  const ranked = new Map<number, { shift: number; rank: number }>();
  const last = problem.shifts.map(() => 0);
  for (const limited of [true, false]) {
    for (const { members, shift } of choices) {
      const target = problem.shifts[shift]!.demand.reduce((sum, row) => sum + row.target, 0);
      for (const p of members) {
        if (slotOf[p] !== OUT || ranked.has(p)) continue;
        if (limited && last[shift]! >= Math.max(1, Math.ceil(target / 5))) break;
        ranked.set(p, { shift, rank: ++last[shift]! });
      }
    }
  }
  return ranked;
}

describe('the ranking of standby', () => {
  it('is the same as one by one', () => {
    let ranked = 0;
    fc.assert(
      fc.property(randomProblem(8, 4), ({ people, shifts, settings }) => {
        // More people than places, and of each kind several, who are free.
        const crowd = people.flatMap((one) =>
          Array.from({ length: 6 }, (_, n) => ({
            ...untied(`${one.id} ${n}`, one.home),
            skills: one.skills,
          })),
        );
        const board = layOut({ people: crowd, shifts, settings });
        const seating = seatPeople(board, new NetworkSimplex(board.network).run());
        const standby = rankStandby(board, seating);
        expect(standby).toEqual(rankOneByOne(board, seating));
        ranked += standby.size;
      }),
      { numRuns: 500, seed: 20251010 },
    );
    expect(ranked).toBeGreaterThan(500);
  });
});
