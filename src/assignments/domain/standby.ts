import { fixedPlace, type Board } from './slots.js';
import { FORBIDDEN, OUT } from './transport.js';

/** A shift's reserve at first: one for every five places. */
const SHARE = 0.2;

/**
 * Ranks everybody without a place as reserve of one shift he or she could take: the nearest first,
 * every shift up to a fifth of its places, and whoever is left where it is nearest.
 */
export function rankStandby(board: Board, seats: Int32Array): Map<number, { shift: number; rank: number }> {
  const { slots, cost } = board;
  const { people, shifts } = board.problem;
  const choices: { person: number; shift: number; cost: number }[] = [];
  for (const [person, asked] of people.entries()) {
    if (seats[person] !== OUT || fixedPlace(asked)) continue;
    const nearest = new Map<number, number>();
    for (const [s, slot] of slots.entries()) {
      const c = cost[person * slots.length + s]!;
      if (c < FORBIDDEN && c < (nearest.get(slot.shift) ?? FORBIDDEN)) nearest.set(slot.shift, c);
    }
    for (const [shift, c] of nearest) choices.push({ person, shift, cost: c });
  }
  choices.sort((a, b) => a.cost - b.cost || a.person - b.person || a.shift - b.shift);

  const wanted = new Int32Array(shifts.length);
  for (const slot of slots) wanted[slot.shift]! += slot.target;
  const ranked = new Map<number, { shift: number; rank: number }>();
  const last = new Int32Array(shifts.length);
  for (const limited of [true, false]) {
    for (const { person, shift } of choices) {
      if (ranked.has(person)) continue;
      if (limited && last[shift]! >= Math.max(1, Math.ceil(wanted[shift]! * SHARE))) continue;
      last[shift]! += 1;
      ranked.set(person, { shift, rank: last[shift]! });
    }
  }
  return ranked;
}
