import { OUT, type Board } from './board.js';
import type { Seating } from './seating.js';

/** A shift's reserve at first: one for every five places. */
const SHARE = 0.2;

interface Choice {
  crowd: number;
  shift: number;
  value: number;
}

/**
 * Ranks everybody without a place as reserve of one shift he or she could take: where one more would
 * be worth most by the plan's prices, every shift up to a fifth of its places, and whoever is left
 * where it is worth most to them.
 */
export function rankStandby(board: Board, seating: Seating): Map<number, { shift: number; rank: number }> {
  const { crowds, network, slots, slotOfHub, problem } = board;
  const waiting = crowds.map(({ members }) => members.filter((p) => seating.slotOf[p] === OUT));
  const choices: Choice[] = [];
  for (const [crowd, people] of waiting.entries()) {
    if (people.length === 0) continue;
    const best = new Map<number, number>();
    for (let a = network.arcStart[crowd]!; a < network.arcStart[crowd + 1]!; a++) {
      const { shift } = slots[slotOfHub[network.arcHub[a]!]!]!;
      const value = network.arcCost[a]! + seating.prices[network.arcHub[a]!]!;
      if (value < (best.get(shift) ?? Infinity)) best.set(shift, value);
    }
    for (const [shift, value] of best) choices.push({ crowd, shift, value });
  }
  choices.sort((a, b) => a.value - b.value || a.crowd - b.crowd || a.shift - b.shift);

  const wanted = new Int32Array(problem.shifts.length);
  for (const slot of slots) wanted[slot.shift]! += slot.target;
  const ranked = new Map<number, { shift: number; rank: number }>();
  const last = new Int32Array(problem.shifts.length);
  for (const limited of [true, false]) {
    for (const { crowd, shift } of choices) {
      const people = waiting[crowd]!;
      const room = limited ? Math.max(1, Math.ceil(wanted[shift]! * SHARE)) : Infinity;
      while (people.length > 0 && last[shift]! < room) {
        last[shift]! += 1;
        ranked.set(people.shift()!, { shift, rank: last[shift]! });
      }
    }
  }
  return ranked;
}
