import { OUT, type Commune, type Laid, type Slot, type Woven } from './board.js';
import type { Network } from './network.js';
import type { Certificate } from './problem.js';
import { costInTenths, costOfIdling, costOfShift, hasSkill, limitKm, mayGo, tenths } from './rules.js';

/** Steps of "how empty is this commune" that the second goal tells apart: tenths of its target. */
export const TENTHS = 10;

/** Whoever stands may stay, also in a row that was made smaller. */
const mostIn = ({ maximum, taken, standing }: Slot): number => Math.max(maximum, taken + standing);

/** The network of a board: crowds flow into slots, slots into communes, and all to the end. */
export function weave(laid: Laid): Woven {
  const { problem, slots, communes, crowds } = laid;
  const { weights } = problem.settings;
  let hubs = 1;
  const slotOfHub: number[] = [OUT];
  for (const [s, slot] of slots.entries()) {
    if (mostIn(slot) <= slot.taken) continue;
    slot.hub = hubs++;
    slotOfHub.push(s);
  }
  const open = new Int32Array(communes.length);
  for (const { commune, target, taken } of slots) open[commune]! += Math.max(0, target - taken);
  for (const [c, commune] of communes.entries()) if (open[c]! > 0) commune.hub = hubs++;

  const arcs = sourceArcs(laid);
  const toll = tenths(weights.together);
  const grouped = crowds.reduce(
    (sum, { like, members }) => sum + (like.groupId === null ? 0 : members.length),
    0,
  );
  const dearest = arcs.dearest + tenths(weights.stability) + toll;
  const levels = levelsFor(slots.length, dearest, toll * grouped);
  const pinPrice = 8 * (communes.length + 2) * levels.minimum;
  const plainCost = new Float64Array(arcs.cost);
  const arcCost = plainCost.slice();
  for (const [c, { pinnedShift }] of crowds.entries()) {
    if (pinnedShift !== OUT)
      for (let a = arcs.start[c]!; a < arcs.start[c + 1]!; a++) arcCost[a]! -= pinPrice;
  }
  const network: Network = {
    supply: Int32Array.from(crowds, (crowd) => crowd.members.length),
    arcStart: arcs.start,
    arcHub: new Int32Array(arcs.hub),
    arcCost,
    hubs,
    ...hubArcs(slots, communes, levels),
  };
  return { network, plainCost, slotOfHub: new Int32Array(slotOfHub), levels, pinPrice };
}

/**
 * A way of changes visits every slot at most once, so what it changes in kilometres is less than
 * `placed`; it brings one person more or less, and passes at most two steps of communes. One unit of a
 * goal therefore outweighs all that a way can change in the goals below it; and what all groups together
 * may cost by being scattered, so that this cannot be taken for a goal that is missed.
 */
function levelsFor(slots: number, dearest: number, scattered: number): Certificate['levels'] {
  const placed = (slots + 2) * (dearest + 1) + scattered;
  const step = 3 * placed;
  // More than twice all steps: what a sum of them says of minimums is then seen at once.
  return { placed, step, minimum: (2 * TENTHS + 3) * step };
}

function sourceArcs({ problem: { shifts, settings }, slots, slotStart, kinds, kindOf, crowds, reach }: Laid) {
  const start = new Int32Array(crowds.length + 1);
  const hub: number[] = [];
  const cost: number[] = [];
  const moving = tenths(settings.weights.stability);
  let dearest = 0;
  const hubOf = Int32Array.from(slots, (slot) => slot.hub);
  // By kind of row, of the crowd at hand.
  const able = new Uint8Array(kinds.length);
  const idling = new Float64Array(kinds.length);
  for (const [c, { like, home, pinnedShift, standsAt }] of crowds.entries()) {
    const limit = limitKm(like);
    for (const [kind, skill] of kinds.entries()) {
      able[kind] = Number(hasSkill(like, skill));
      idling[kind] = costOfIdling(like, skill, settings.weights);
    }
    for (let i = reach.start[home]!; i < reach.start[home + 1]!; i++) {
      const s = reach.places[i]!;
      const km = reach.km[i]!;
      const shift = shifts[s]!;
      const pinned = pinnedShift === s;
      if (pinnedShift !== OUT && !pinned) continue;
      const stands = standsAt !== OUT && slots[standsAt]!.shift === s;
      const open = pinned || (!(km > limit) && mayGo(like, shift, settings.restMinutes));
      if (!open && !stands) continue;
      const ofShift = costOfShift(like, shift, km, settings.weights);
      for (let slot = slotStart[s]!; slot < slotStart[s + 1]!; slot++) {
        const kind = kindOf[slot]!;
        if (slot !== standsAt && !(open && able[kind])) continue;
        const price = costInTenths(ofShift, idling[kind]!);
        dearest = Math.max(dearest, price);
        if (hubOf[slot] === 0) continue;
        hub.push(hubOf[slot]!);
        cost.push(price + (standsAt === OUT || slot === standsAt ? 0 : moving));
      }
    }
    start[c + 1] = hub.length;
  }
  return { start, hub, cost, dearest };
}

function hubArcs(slots: readonly Slot[], communes: readonly Commune[], levels: Certificate['levels']) {
  const from: number[] = [];
  const to: number[] = [];
  const capacity: number[] = [];
  const cost: number[] = [];
  const add = (tail: number, head: number, room: number, price: number) => {
    if (room <= 0) return;
    from.push(tail);
    to.push(head);
    capacity.push(room);
    cost.push(price);
  };
  const taken = new Int32Array(communes.length);
  for (const slot of slots) {
    taken[slot.commune]! += Math.min(slot.taken, slot.target);
    const { hub, minimum, target, maximum } = slot;
    if (hub === 0) continue;
    const commune = communes[slot.commune]!.hub;
    // The first of them count for the minimum, those up to the target for the commune's fairness,
    // the others only as people placed.
    add(hub, commune, minimum - slot.taken, -levels.minimum);
    add(hub, commune, target - Math.max(slot.taken, minimum), 0);
    add(hub, 0, maximum - Math.max(slot.taken, target), -levels.placed);
    add(hub, 0, mostIn(slot) - Math.max(slot.taken, maximum), 0);
  }
  for (const [c, { target, hub }] of communes.entries()) {
    for (let step = 0; step < TENTHS; step++) {
      const end = Math.ceil(((step + 1) * target) / TENTHS);
      const begin = Math.max(taken[c]!, Math.ceil((step * target) / TENTHS));
      add(hub, 0, end - begin, -levels.placed - (TENTHS - step) * levels.step);
    }
  }
  return {
    from: new Int32Array(from),
    to: new Int32Array(to),
    capacity: new Int32Array(capacity),
    cost: new Float64Array(cost),
  };
}
