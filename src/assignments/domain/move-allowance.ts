import { OUT, type Board } from './board.js';
import type { NetworkSimplex } from './network-simplex.js';
import { MatchingRefused, type SolveHooks } from './problem.js';
import { pinsMoveTooMany } from './reasons.js';

/**
 * Keeps the number of published places that are moved within what the organiser allows: staying is
 * paid for, by the least price at which few enough move. What comes out is the best of all plans that
 * move no more people than it does (Lagrangian relaxation; the price is part of the certificate).
 * @returns the price
 * @throws MatchingRefused when the pins alone move more than are allowed
 */
export function allowMoves(board: Board, simplex: NetworkSimplex, hooks: SolveHooks): number {
  const { mayMove } = board.problem.settings;
  const stays = stayArcs(board);
  if (stays.length === 0 || countMoved(board, simplex) <= mayMove) return 0;
  const { network, plainCost } = board;
  const solveAt = (price: number): number => {
    for (const arc of stays) network.arcCost[arc] = plainCost[arc]! - price;
    simplex.reprice().run(hooks);
    return countMoved(board, simplex);
  };
  let tooCheap = 0;
  // Above all goals together, and below what a pin is worth: only a pin still moves somebody.
  const dearest = Math.floor(board.pinPrice / 2);
  let enough = dearest;
  if (solveAt(dearest) > mayMove) {
    throw new MatchingRefused([pinsMoveTooMany(countMoved(board, simplex), mayMove)]);
  }
  while (enough - tooCheap > 1) {
    const price = Math.floor((tooCheap + enough) / 2);
    if (solveAt(price) <= mayMove) enough = price;
    else tooCheap = price;
  }
  // At a price where moving and staying cost the same, another flow may come out than before.
  while (enough < dearest && solveAt(enough) > mayMove) enough += 1;
  solveAt(enough);
  return enough;
}

function stayArcs({ network, crowds, slots }: Board): number[] {
  const arcs: number[] = [];
  for (const [c, { standsAt }] of crowds.entries()) {
    if (standsAt === OUT) continue;
    for (let a = network.arcStart[c]!; a < network.arcStart[c + 1]!; a++) {
      if (network.arcHub[a] === slots[standsAt]!.hub) arcs.push(a);
    }
  }
  return arcs;
}

/** People with a place they might leave who do leave it. */
function countMoved({ crowds, slots }: Board, simplex: NetworkSimplex): number {
  let moved = 0;
  simplex.eachFlow((c, hub, people) => {
    const { standsAt } = crowds[c]!;
    if (standsAt !== OUT && hub !== slots[standsAt]!.hub) moved += people;
  });
  return moved;
}
