import type { Gap, MatchingProblem, MatchingResult, Placement, SolveHooks } from './problem.js';
import { explainGap, explainPlacement } from './explain.js';
import { layOut, type Board } from './slots.js';
import { rankStandby } from './standby.js';
import { OUT, seat } from './transport.js';

/**
 * Steps of "how empty is this row" that the engine tells apart: every place of a small team, an eighth
 * of a large one. Finer steps make the search longer and send people farther to even out a single place.
 */
const LEVELS = 8;

/**
 * Matches people to shifts. In this order: minimums of skills, other minimums, the emptiest rows
 * first up to their targets, then the least distance. Nobody is proposed twice, nobody beyond what
 * he or she can do or reach, no row beyond its target except by those whose place is given.
 * The same problem always has the same answer. @throws MatchingCancelled
 */
export function solve(problem: MatchingProblem, hooks: SolveHooks = {}): MatchingResult {
  const board = layOut(problem);
  const seats = seat(
    {
      people: problem.people.length,
      bins: board.slots.length,
      cost: board.cost,
      locked: board.locked,
      seatCost: seatCosts(board),
    },
    hooks,
  );
  const filled = new Int32Array(board.slots.length);
  for (const s of seats) if (s !== OUT) filled[s]! += 1;
  const standby = rankStandby(board, seats);
  hooks.onProgress?.(1);
  return { placements: placementsOf(board, seats, filled, standby), gaps: gapsOf(board, seats, filled) };
}

/**
 * What the next person in a row costs. A path of moves visits a bin once, so its distances sum to
 * less than 2 × bins × the longest way: one step of emptiness outweighs that, and one kind of seat
 * outweighs all steps. Hence the goals are met strictly one after another.
 */
function seatCosts({ slots, cost }: Board): (slot: number, seated: number) => number {
  let longest = 1;
  for (const c of cost) if (c < 100_000 && c > longest) longest = c;
  const step = 2 * (slots.length + 2) * (longest + 1);
  const kind = (LEVELS + 1) * step;
  const emptiness = (seated: number, of: number) => Math.floor((LEVELS - 1) * (1 - seated / of)) * step;
  return (index, seated) => {
    const slot = slots[index]!;
    if (seated < slot.minimum) {
      return -((slot.skill === null ? 3 : 4) * kind + emptiness(seated, slot.minimum));
    }
    if (seated < slot.target) return -(kind + emptiness(seated, slot.target));
    // Only people whose place is given are put here; nobody else would pay to sit down.
    return (seated < slot.maximum ? 1 : 10) * kind;
  };
}

function placementsOf(
  board: Board,
  seats: Int32Array,
  filled: Int32Array,
  standby: Map<number, { shift: number; rank: number }>,
): Placement[] {
  const { people, shifts } = board.problem;
  return people.map((person, p) => {
    const slot = seats[p] === OUT ? undefined : board.slots[seats[p]!];
    const km = slot ? board.km[p * shifts.length + slot.shift]! : NaN;
    const reserve = standby.get(p);
    return {
      personId: person.id,
      shiftId: slot ? shifts[slot.shift]!.id : null,
      skill: slot?.skill ?? null,
      distanceKm: Number.isNaN(km) ? null : km,
      pinned: person.pin !== undefined,
      reason: explainPlacement(board, p, slot, filled),
      standbyShiftId: reserve ? shifts[reserve.shift]!.id : null,
      standbyRank: reserve?.rank ?? null,
    };
  });
}

function gapsOf(board: Board, seats: Int32Array, filled: Int32Array): Gap[] {
  return board.slots.flatMap((slot, s) => {
    const short = slot.target - filled[s]!;
    if (short <= 0) return [];
    return [
      {
        shiftId: board.problem.shifts[slot.shift]!.id,
        skill: slot.skill,
        short,
        belowMinimum: filled[s]! < slot.minimum,
        reason: explainGap(board, s, short, seats),
      },
    ];
  });
}
