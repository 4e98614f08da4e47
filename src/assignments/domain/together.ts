import { kilometresOf } from './seating.js';
import { OUT, type Board } from './board.js';
import type { NetworkSimplex } from './network-simplex.js';
import type { SolveHooks } from './problem.js';
import { tenths } from './rules.js';

const ROUNDS = 6;

/**
 * Keeps who belongs together in one commune as far as that is worth its kilometres. How scattered a
 * group is, is no flow: in turn the commune where most of a group go is held and the flow is solved
 * exactly with a toll on every other, until nothing gets better (each turn can only gain). The plan is
 * then good but not proven best: its distance to the bound without tolls is its gap.
 * The tolls stay in the network: the reasons are read off what was solved last.
 * @returns tenths of a kilometre, with what being scattered costs
 */
export function keepTogether(
  board: Board,
  simplex: NetworkSimplex,
  bound: number,
  hooks: SolveHooks,
): number {
  const { network, crowds, problem } = board;
  const toll = tenths(problem.settings.weights.together);
  if (toll === 0 || crowds.every((crowd) => crowd.like.groupId === null)) return bound;
  const withoutTolls = network.arcCost.slice();

  let total = bound + toll * scattered(groupsOf(board, simplex));
  // A toll might move more published people than are allowed to move.
  if (problem.settings.mayMove > 0) return total;
  for (let round = 0; round < ROUNDS && total > bound; round++) {
    const groups = groupsOf(board, simplex);
    network.arcCost.set(withoutTolls);
    for (const [c, { like }] of crowds.entries()) {
      const main = like.groupId === null ? OUT : mainCommune(groups.get(like.groupId));
      if (main === OUT) continue;
      for (let a = network.arcStart[c]!; a < network.arcStart[c + 1]!; a++) {
        if (communeOf(board, network.arcHub[a]!) !== main) network.arcCost[a]! += toll;
      }
    }
    simplex.reprice().run(hooks);
    const now = kilometresOf(board, simplex) + toll * scattered(groupsOf(board, simplex));
    if (now >= total) break;
    total = now;
  }
  return total;
}

type Groups = Map<string, Map<number, number>>;

/** How many of each group go to each commune. */
function groupsOf(board: Board, simplex: NetworkSimplex): Groups {
  const groups: Groups = new Map();
  simplex.eachFlow((c, hub, people) => {
    const group = board.crowds[c]!.like.groupId;
    if (group === null || hub === 0) return;
    const communes = groups.get(group) ?? new Map<number, number>();
    const commune = communeOf(board, hub);
    groups.set(group, communes.set(commune, (communes.get(commune) ?? 0) + people));
  });
  return groups;
}

/** Where most of a group go: of equals, the first in the order of the communes. */
function mainCommune(communes: ReadonlyMap<number, number> | undefined): number {
  let main = OUT;
  let most = 0;
  for (const [commune, people] of communes ?? []) {
    if (people > most || (people === most && commune < main)) [main, most] = [commune, people];
  }
  return main;
}

/** People who do not go where most of their group go. */
function scattered(groups: Groups): number {
  let apart = 0;
  for (const communes of groups.values()) {
    const counts = [...communes.values()];
    apart += counts.reduce((sum, n) => sum + n, 0) - Math.max(...counts);
  }
  return apart;
}

const communeOf = ({ slots, slotOfHub }: Board, hub: number): number => slots[slotOfHub[hub]!]!.commune;
