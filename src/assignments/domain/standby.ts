import { OUT, type Board } from './board.js';
import { Heap } from './heap.js';
import type { Seating } from './seating.js';

/** A shift's reserve at first: one for every five places. */
const SHARE = 0.2;

/**
 * Ranks everybody without a place as reserve of one shift he or she could take: where one more would
 * be worth most by the plan's prices, every shift up to a fifth of its places, and whoever is left
 * where it is worth most to them.
 */
export function rankStandby(
  { crowds, network, slots, slotOfHub, problem: { shifts } }: Board,
  { slotOf, prices }: Seating,
): Map<number, { shift: number; rank: number }> {
  const wanted = new Int32Array(shifts.length);
  for (const slot of slots) wanted[slot.shift]! += slot.target;
  const reserve = wanted.map((places) => Math.max(1, Math.ceil(places * SHARE)));
  const ranked = new Map<number, { shift: number; rank: number }>();
  const last = new Int32Array(shifts.length);
  // By crowd: how many of its members are seen to, and the shift the next of them would have.
  const seen = new Int32Array(crowds.length);
  const choice = new Int32Array(crowds.length);
  const asking = new Heap();
  const next = (crowd: number): number | undefined => {
    const { members } = crowds[crowd]!;
    while (seen[crowd]! < members.length && slotOf[members[seen[crowd]!]!] !== OUT) seen[crowd]! += 1;
    return members[seen[crowd]!];
  };
  for (const limited of [true, false]) {
    const hasRoom = (shift: number) => !limited || last[shift]! < reserve[shift]!;
    const ask = (crowd: number) => {
      if (next(crowd) === undefined) return;
      let least = Infinity;
      for (let a = network.arcStart[crowd]!; a < network.arcStart[crowd + 1]!; a++) {
        const { shift } = slots[slotOfHub[network.arcHub[a]!]!]!;
        const value = network.arcCost[a]! + prices[network.arcHub[a]!]!;
        if (value > least || (value === least && shift >= choice[crowd]!) || !hasRoom(shift)) continue;
        least = value;
        choice[crowd] = shift;
      }
      if (least < Infinity) asking.push(least, crowd);
    };
    for (const crowd of crowds.keys()) ask(crowd);
    for (let first = asking.pop(); first; first = asking.pop()) {
      const crowd = first.node;
      const shift = choice[crowd]!;
      for (let p = next(crowd); p !== undefined && hasRoom(shift); p = next(crowd)) {
        last[shift]! += 1;
        seen[crowd]! += 1;
        ranked.set(p, { shift, rank: last[shift]! });
      }
      ask(crowd);
    }
  }
  return ranked;
}
