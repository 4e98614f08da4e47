import { OUT, type Board } from './board.js';
import { vacancySlack } from './vacancy.js';
import type { NetworkSimplex } from './network-simplex.js';

/** Who sits where, and what a place is worth. */
export interface Seating {
  /** By person: a slot, or OUT; people who stay where they are included, if their row still exists. */
  slotOf: Int32Array;
  /** By person: the crowd, or OUT for who stays. */
  crowdOf: Int32Array;
  /** By slot. */
  filled: Int32Array;
  /** By hub: what one more person there costs, all goals together. */
  prices: Float64Array;
  /** By hub: how much more than that one person fewer costs. */
  slack: Float64Array;
}

/** Gives each crowd's flow to its members, in the order of their lots. */
export function seatPeople(board: Board, simplex: NetworkSimplex): Seating {
  const { problem, slots, crowds, slotOfHub, fixedSlot } = board;
  const slotOf = fixedSlot.slice();
  const crowdOf = new Int32Array(problem.people.length).fill(OUT);
  const filled = Int32Array.from(slots, (slot) => slot.taken);
  const seated = new Int32Array(crowds.length);
  for (const [c, { members }] of crowds.entries()) for (const p of members) crowdOf[p] = c;
  simplex.eachFlow((c, hub, people) => {
    if (hub === 0) return;
    const slot = slotOfHub[hub]!;
    filled[slot]! += people;
    for (let i = 0; i < people; i++) slotOf[crowds[c]!.members[seated[c]!++]!] = slot;
  });
  return { slotOf, crowdOf, filled, prices: simplex.price, slack: vacancySlack(board, simplex) };
}

/** The last goal of the flow as it stands, in tenths of a kilometre, without what togetherness costs. */
export function kilometresOf({ network, plainCost }: Board, simplex: NetworkSimplex): number {
  let sum = 0;
  simplex.eachFlow((c, hub, people) => {
    if (hub !== 0) sum += people * plainCost[arcTo(network, c, hub)]!;
  });
  return sum;
}

/** @throws Error when the crowd has no way to the hub */
export function arcTo(network: Board['network'], crowd: number, hub: number): number {
  for (let a = network.arcStart[crowd]!; a < network.arcStart[crowd + 1]!; a++) {
    if (network.arcHub[a] === hub) return a;
  }
  throw new Error(`crowd ${crowd} has no arc to hub ${hub}`);
}
