import type { Skill } from '../../contracts/common.js';
import { homeKey, nearPlaces, type Reach } from './near.js';
import type { Network } from './network.js';
import type { Certificate, MatchPerson, MatchingProblem } from './problem.js';
import {
  costOf,
  fixedPlace,
  hasSkill,
  isExcluded,
  isTooYoung,
  limitKm,
  timeBlock,
  type Fixed,
} from './rules.js';

/** Steps of "how empty is this commune" that the second goal tells apart: tenths of its target. */
export const STEPS = 10;

/** Nowhere. */
export const OUT = -1;

/** One row of a shift's demand. */
export interface Slot {
  shift: number;
  skill: Skill | null;
  minimum: number;
  target: number;
  maximum: number;
  /** By people who stay where they are. */
  taken: number;
  /** Of those there now who may be moved: however full it is, they may stay. */
  standing: number;
  commune: number;
  /** In the network; 0: it has no place left, or asks for nobody. */
  hub: number;
}

export interface Commune {
  id: string;
  name: string;
  target: number;
  hub: number;
}

/** People who are the same to the problem. */
export interface Crowd {
  /** Anyone of them: what the rules look at is the same for all. */
  like: MatchPerson;
  /** Indices of people, in an order that the seed decides. */
  members: number[];
  /** The shift all of them are pinned to. */
  pinnedShift: number;
  /** Where they stand now, if they may be moved: a slot. */
  standsAt: number;
}

/** The question laid out as a network, and what its numbers mean. */
export interface Board {
  problem: MatchingProblem;
  slots: Slot[];
  /** The slots of shift s: slotStart[s] … slotStart[s + 1] − 1. */
  slotStart: Int32Array;
  communes: Commune[];
  crowds: Crowd[];
  /** By person: where somebody stays whom the engine does not place. */
  fixed: Fixed[];
  network: Network;
  /** By arc of the network: kilometres and what is weighed in them, without pins and prices of moves. */
  plainCost: Float64Array;
  slotOfHub: Int32Array;
  levels: Certificate['levels'];
  /** What being out costs who is pinned: more than everything else together. */
  pinPrice: number;
  reach: Reach;
  /** The slot of a place, or OUT when its row of demand is gone. */
  slotAt: (place: { shiftId: string | null; skill: Skill | null }) => number;
}

/** Nobody who stands is turned out because a row was made smaller. */
const mostIn = ({ maximum, taken, standing }: Slot): number => Math.max(maximum, taken + standing);

export function layOut(problem: MatchingProblem): Board {
  const { shifts, people, settings } = problem;
  const slots: Slot[] = [];
  const slotStart = new Int32Array(shifts.length + 1);
  const communes = communesOf(problem);
  const communeIndex = new Map(communes.map((commune, index) => [commune.id, index]));
  for (const [s, shift] of shifts.entries()) {
    const commune = communeIndex.get(shift.place.communeId)!;
    for (const row of shift.demand) slots.push({ shift: s, ...row, taken: 0, standing: 0, commune, hub: 0 });
    slotStart[s + 1] = slots.length;
  }
  const fixed = people.map((person) => fixedPlace(person, settings.mayMove));
  const shiftIndex = new Map(shifts.map((shift, index) => [shift.id, index]));
  const slotAt: Board['slotAt'] = (place) => {
    const shift = place.shiftId === null ? undefined : shiftIndex.get(place.shiftId);
    if (shift === undefined) return OUT;
    for (let s = slotStart[shift]!; s < slotStart[shift + 1]!; s++)
      if (slots[s]!.skill === place.skill) return s;
    return OUT;
  };
  for (const place of fixed) {
    const slot = place ? slotAt(place) : OUT;
    if (slot !== OUT) slots[slot]!.taken += 1;
  }
  const crowds = gather(problem, fixed, shiftIndex, slotAt);
  for (const { standsAt, members } of crowds)
    if (standsAt !== OUT) slots[standsAt]!.standing += members.length;
  const reach = nearPlaces(
    shifts,
    crowds.map(({ like, pinnedShift, standsAt }) => ({
      like,
      boundTo: standsAt === OUT ? pinnedShift : slots[standsAt]!.shift,
    })),
  );
  return {
    problem,
    slots,
    slotStart,
    communes,
    crowds,
    fixed,
    reach,
    slotAt,
    ...weave(problem, slots, slotStart, communes, crowds, reach),
  };
}

function communesOf({ shifts }: MatchingProblem): Commune[] {
  const found = new Map<string, Commune>();
  for (const { place, demand } of shifts) {
    const commune = found.get(place.communeId) ?? {
      id: place.communeId,
      name: place.communeName,
      target: 0,
      hub: 0,
    };
    for (const row of demand) commune.target += row.target;
    found.set(place.communeId, commune);
  }
  return [...found.values()];
}

function gather(
  { people, shifts, settings }: MatchingProblem,
  fixed: readonly Fixed[],
  shiftIndex: ReadonlyMap<string, number>,
  slotAt: Board['slotAt'],
): Crowd[] {
  const crowds = new Map<string, Crowd>();
  const ages = [...new Set(shifts.map((shift) => shift.minimumAge ?? 0))].sort((a, b) => a - b);
  const groupSize = new Map<string, number>();
  if (settings.weights.together > 0) {
    for (const [p, { groupId }] of people.entries()) {
      if (groupId !== null && !fixed[p]) groupSize.set(groupId, (groupSize.get(groupId) ?? 0) + 1);
    }
  }
  for (const [p, person] of people.entries()) {
    if (fixed[p]) continue;
    const { standing, pin } = person;
    // Pinned to a shift that is gone: nowhere to go.
    const pinnedShift = pin ? (shiftIndex.get(pin.shiftId ?? '') ?? shifts.length) : OUT;
    const standsAt = standing && !pin ? slotAt(standing) : OUT;
    const together = person.groupId !== null && (groupSize.get(person.groupId) ?? 0) > 1;
    const key = keyOf(person, together, pinnedShift, standsAt, ages);
    const crowd = crowds.get(key);
    if (crowd) crowd.members.push(p);
    else
      crowds.set(key, {
        like: together ? person : { ...person, groupId: null },
        members: [p],
        pinnedShift,
        standsAt,
      });
  }
  for (const { members } of crowds.values()) {
    if (members.length === 1) continue;
    const lots = new Map(members.map((p) => [p, lotOf(settings.seed, people[p]!.id)]));
    members.sort((a, b) => lots.get(a)! - lots.get(b)! || a - b);
  }
  return [...crowds.values()];
}

/** All that the rules and the costs look at. */
function keyOf(
  person: MatchPerson,
  together: boolean,
  pinned: number,
  stands: number,
  ages: readonly number[],
): string {
  const {
    home,
    skills,
    age,
    available,
    wishCommuneIds,
    excludedCommuneIds,
    busy,
    declined,
    expiredShiftIds,
  } = person;
  const grown = age === null ? ages.length : ages.filter((minimum) => minimum <= age).length;
  let key = `${homeKey(person)}|${limitKm(person)}|${grown}|${person.turns}|${pinned}|${stands}|`;
  for (const { skill, level } of skills) key += `${skill}${level}`;
  if (together) key += `|g${person.groupId}`;
  if (
    available ??
    (home === null ||
      wishCommuneIds.length +
        excludedCommuneIds.length +
        busy.length +
        declined.length +
        expiredShiftIds.length >
        0)
  ) {
    key += JSON.stringify([available, wishCommuneIds, excludedCommuneIds, busy, declined, expiredShiftIds]);
  }
  return key;
}

/** The lot a person draws: FNV-1a of the id, begun with the seed. */
function lotOf(seed: number, id: string): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619) >>> 0;
  return hash;
}

function weave(
  problem: MatchingProblem,
  slots: Slot[],
  slotStart: Int32Array,
  communes: Commune[],
  crowds: readonly Crowd[],
  reach: Reach,
): Pick<Board, 'network' | 'plainCost' | 'slotOfHub' | 'levels' | 'pinPrice'> {
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

  const arcs = sourceArcs(problem, slots, slotStart, crowds, reach);
  const toll = Math.round(10 * weights.together);
  const grouped = crowds.flatMap(({ like, members }) => (like.groupId === null ? [] : members)).length;
  const dearest = arcs.dearest + Math.round(10 * weights.stability) + toll;
  const levels = levelsFor(slots.length, dearest, toll * grouped);
  const pinPrice = 8 * (communes.length + 2) * levels.minimum;
  const plainCost = Float64Array.from(arcs.cost);
  for (const [c, { standsAt }] of crowds.entries()) {
    if (standsAt === OUT) continue;
    for (let a = arcs.start[c]!; a < arcs.start[c + 1]!; a++) {
      if (arcs.hub[a] !== slots[standsAt]!.hub) plainCost[a]! += Math.round(10 * weights.stability);
    }
  }
  const arcCost = plainCost.slice();
  for (const [c, { pinnedShift }] of crowds.entries()) {
    if (pinnedShift !== OUT)
      for (let a = arcs.start[c]!; a < arcs.start[c + 1]!; a++) arcCost[a]! -= pinPrice;
  }
  const network: Network = {
    supply: Int32Array.from(crowds, (crowd) => crowd.members.length),
    arcStart: arcs.start,
    arcHub: Int32Array.from(arcs.hub),
    arcCost,
    hubs,
    ...hubArcs(slots, communes, levels),
  };
  return { network, plainCost, slotOfHub: Int32Array.from(slotOfHub), levels, pinPrice };
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
  return { placed, step, minimum: (2 * STEPS + 3) * step };
}

function sourceArcs(
  { shifts, settings }: MatchingProblem,
  slots: readonly Slot[],
  slotStart: Int32Array,
  crowds: readonly Crowd[],
  reach: Reach,
) {
  const start = new Int32Array(crowds.length + 1);
  const hub: number[] = [];
  const cost: number[] = [];
  let dearest = 0;
  for (const [c, { like, pinnedShift, standsAt }] of crowds.entries()) {
    const limit = limitKm(like);
    const { places, km } = reach.of(like);
    for (let i = 0; i < places.length; i++) {
      const s = places[i]!;
      const shift = shifts[s]!;
      const pinned = pinnedShift === s;
      if (pinnedShift !== OUT && !pinned) continue;
      const stands = standsAt !== OUT && slots[standsAt]!.shift === s;
      const open = pinned || (!(km[i]! > limit) && mayGo(like, s));
      if (!open && !stands) continue;
      for (let slot = slotStart[s]!; slot < slotStart[s + 1]!; slot++) {
        const row = slots[slot]!;
        if (slot !== standsAt && !(open && hasSkill(like, row.skill))) continue;
        const price = costOf(like, shift, row.skill, km[i]!, settings.weights);
        dearest = Math.max(dearest, price);
        if (row.hub === 0) continue;
        hub.push(row.hub);
        cost.push(price);
      }
    }
    start[c + 1] = hub.length;
  }
  return { start, hub, cost, dearest };

  function mayGo(person: MatchPerson, s: number): boolean {
    const shift = shifts[s]!;
    return (
      timeBlock(person, shift, settings.restMinutes) === null &&
      !isTooYoung(person, shift) &&
      !isExcluded(person, shift)
    );
  }
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
    for (let step = 0; step < STEPS; step++) {
      const end = Math.ceil(((step + 1) * target) / STEPS);
      const begin = Math.max(taken[c]!, Math.ceil((step * target) / STEPS));
      add(hub, 0, end - begin, -levels.placed - (STEPS - step) * levels.step);
    }
  }
  return {
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    capacity: Int32Array.from(capacity),
    cost: Float64Array.from(cost),
  };
}
