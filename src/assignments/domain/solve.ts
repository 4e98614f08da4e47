import { refuseContradictions } from './contradictions.js';
import { roadKm } from './distance.js';
import { Explainer } from './explain.js';
import { OUT, type Board } from './board.js';
import { layOut } from './lay-out.js';
import { allowMoves } from './move-allowance.js';
import { NetworkSimplex } from './network-simplex.js';
import type { Certificate, Gap, MatchingProblem, MatchingResult, Placement, SolveHooks } from './problem.js';
import { kilometresOf, seatPeople, type Seating } from './seating.js';
import { rankStandby } from './standby.js';
import { keepTogether } from './together.js';

/**
 * Matches people to shifts. In this order, each exactly before the next: places below a minimum; the
 * emptiest communes first, up to their targets; people placed; and last the least kilometres, with all
 * that is weighed in them. The same problem always has the same answer.
 * @throws MatchingRefused when the question contradicts itself, MatchingCancelled
 */
export function solve(problem: MatchingProblem, hooks: SolveHooks = {}): MatchingResult {
  refuseContradictions(problem);
  const board = layOut(problem);
  const simplex = new NetworkSimplex(board.network, standingNow(board)).run(hooks);
  const movePrice = allowMoves(board, simplex, hooks);
  const prices = simplex.price.slice();
  const bound = kilometresOf(board, simplex);
  const total = keepTogether(board, simplex, bound, hooks);
  const seating = seatPeople(board, simplex);
  const explainer = new Explainer(board, seating);
  const result = {
    placements: placementsOf(board, seating, explainer),
    gaps: gapsOf(board, seating, explainer),
    certificate: certify(board, prices, movePrice, bound, total - bound),
  };
  hooks.onProgress?.(1);
  return result;
}

/** The hub from which each crowd begins: where it stands. Mending starts from the plan that is out there. */
const standingNow = ({ crowds, slots }: Board): Int32Array =>
  Int32Array.from(crowds, ({ standsAt }) => (standsAt === OUT ? 0 : slots[standsAt]!.hub));

function placementsOf(board: Board, seating: Seating, explainer: Explainer): Placement[] {
  const { problem, slots, fixed, fixedShift } = board;
  const { people, shifts } = problem;
  const standby = rankStandby(board, seating);
  return people.map((person, p) => {
    const at = seating.slotOf[p]!;
    const seat = fixed[p] ?? (at === OUT ? undefined : slots[at]);
    // Who stays may stand in a row that is gone; a shift that is gone is no place.
    const index = at === OUT ? fixedShift[p]! : slots[at]!.shift;
    const shift = index === OUT ? undefined : shifts[index];
    const reserve = shift ? undefined : standby.get(p);
    return {
      personId: person.id,
      shiftId: shift?.id ?? null,
      skill: shift && seat ? seat.skill : null,
      distanceKm: shift ? roadKm(person.home, shift.place) : null,
      pinned: person.pin !== undefined,
      reason: explainer.placement(p),
      standbyShiftId: reserve ? shifts[reserve.shift]!.id : null,
      standbyRank: reserve?.rank ?? null,
    };
  });
}

function gapsOf(board: Board, { filled }: Seating, explainer: Explainer): Gap[] {
  return board.slots.flatMap((slot, s) => {
    const short = slot.target - filled[s]!;
    if (short <= 0) return [];
    return [
      {
        shiftId: board.problem.shifts[slot.shift]!.id,
        skill: slot.skill,
        short,
        belowMinimum: filled[s]! < slot.minimum,
        reason: explainer.gap(s, short),
      },
    ];
  });
}

function certify(
  board: Board,
  prices: Float64Array,
  movePrice: number,
  bound: number,
  gap: number,
): Certificate {
  return {
    levels: board.levels,
    // A row without a place left is dearer than anything.
    rowPrices: board.slots.map((slot) => (slot.hub === 0 ? board.pinPrice : prices[slot.hub]!)),
    communePrices: board.communes.map(({ id, hub }) => ({ communeId: id, price: prices[hub]! })),
    movePrice,
    gap,
    bound,
  };
}
