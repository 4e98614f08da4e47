import { OUT, type Board, type Commune, type Laid, type Slot } from './board.js';
import { gatherCrowds } from './crowds.js';
import { nearPlaces } from './near.js';
import type { MatchingProblem } from './problem.js';
import { fixedPlace } from './rules.js';
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
  const crowds = gatherCrowds(problem, fixed, shiftIndex, slotAt);
  for (const { standsAt, members } of crowds)
    if (standsAt !== OUT) slots[standsAt]!.standing += members.length;
  const reach = nearPlaces(
    shifts,
    crowds.map(({ like, pinnedShift, standsAt }) => ({
      like,
      boundTo: standsAt === OUT ? pinnedShift : slots[standsAt]!.shift,
    })),
  );
  const laid: Laid = { problem, slots, slotStart, communes, crowds, fixed, reach, slotAt };
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
