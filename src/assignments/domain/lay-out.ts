import type { Skill } from '../../contracts/common.js';
import { OUT, type Board, type Commune, type Laid, type Slot } from './board.js';
import { gatherCrowds } from './crowds.js';
import { nearPlaces } from './near.js';
import type { MatchingProblem } from './problem.js';
import { fixedPlace, type Fixed } from './rules.js';
import { weave } from './weave.js';

/** The whole question on a board: who is fixed, who is alike, and the network of what may be. */
export function layOut(problem: MatchingProblem): Board {
  const { shifts, people, settings } = problem;
  const slots: Slot[] = [];
  const slotStart = new Int32Array(shifts.length + 1);
  const communes = communesOf(problem);
  const communeIndex = new Map(communes.map((commune, index) => [commune.id, index]));
  for (const [s, shift] of shifts.entries()) {
    const commune = communeIndex.get(shift.place.communeId)!;
    for (const { skill, minimum, target, maximum } of shift.demand)
      slots.push({ shift: s, skill, minimum, target, maximum, taken: 0, standing: 0, commune, hub: 0 });
    slotStart[s + 1] = slots.length;
  }
  const shiftIndex = new Map(shifts.map((shift, index) => [shift.id, index]));
  const rowOf = (shift: number, skill: Skill | null): number => {
    if (shift === OUT) return OUT;
    for (let s = slotStart[shift]!; s < slotStart[shift + 1]!; s++) if (slots[s]!.skill === skill) return s;
    return OUT;
  };
  const shiftAt = (id: string | null): number => (id === null ? OUT : (shiftIndex.get(id) ?? OUT));
  const slotAt: Board['slotAt'] = ({ shiftId, skill }) => rowOf(shiftAt(shiftId), skill);
  const fixed: Fixed[] = [];
  const fixedShift = new Int32Array(people.length).fill(OUT);
  const fixedSlot = new Int32Array(people.length).fill(OUT);
  for (let p = 0; p < people.length; p++) {
    const place = fixedPlace(people[p]!, settings.mayMove);
    fixed.push(place);
    if (!place) continue;
    const shift = (fixedShift[p] = shiftAt(place.shiftId));
    const slot = (fixedSlot[p] = rowOf(shift, place.skill));
    if (slot !== OUT) slots[slot]!.taken += 1;
  }
  const crowds = gatherCrowds(problem, fixed, shiftIndex, slotAt);
  for (const { standsAt, members } of crowds)
    if (standsAt !== OUT) slots[standsAt]!.standing += members.length;
  const reach = nearPlaces(shifts, crowds, slots);
  const kinds = [...new Set(slots.map((slot) => slot.skill))];
  const kindOf = Uint8Array.from(slots, (slot) => kinds.indexOf(slot.skill));
  const who = { crowds, fixed, fixedShift, fixedSlot };
  const laid: Laid = { problem, slots, slotStart, kinds, kindOf, communes, ...who, reach, slotAt };
  return { ...laid, ...weave(laid) };
}

function communesOf({ shifts }: MatchingProblem): Commune[] {
  const found = new Map<string, Commune>();
  for (const { place, demand } of shifts) {
    const commune = found.get(place.communeId) ?? {
      id: place.communeId,
      target: 0,
      hub: 0,
    };
    for (const row of demand) commune.target += row.target;
    found.set(place.communeId, commune);
  }
  return [...found.values()];
}
