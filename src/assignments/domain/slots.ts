import type { Skill } from '../../contracts/common.js';
import { limitKm, roadKm } from './distance.js';
import { overlaps, type MatchPerson, type MatchShift, type MatchingProblem } from './problem.js';
import { FORBIDDEN } from './transport.js';

/** One row of a shift's demand: a bin with seats. */
export interface Slot {
  shift: number;
  skill: Skill | null;
  minimum: number;
  target: number;
  maximum: number;
}

/** Why a shift's time is not free for a person. */
export type TimeBlock = 'busy' | 'declined' | 'expired' | null;

/** The question on typed arrays: which person may take which seat, and how far away it is. */
export interface Board {
  problem: MatchingProblem;
  slots: Slot[];
  /** Kilometres, people × shifts; NaN where a place is not known. */
  km: Float64Array;
  /** Tenths of a kilometre, people × slots; FORBIDDEN where the person may not sit. */
  cost: Int32Array;
  /** People who stay where they are: pinned, or with a standing place. */
  locked: Uint8Array;
}

/** What an unknown distance costs: as much as a long ride. */
const UNKNOWN_KM = 40;

export function layOut(problem: MatchingProblem): Board {
  const { people, shifts } = problem;
  const slots = slotsOf(problem);
  const km = distances(problem);
  const cost = new Int32Array(people.length * slots.length).fill(FORBIDDEN);
  const locked = new Uint8Array(people.length);
  const shiftIndex = new Map(shifts.map((shift, index) => [shift.id, index]));

  for (const [p, person] of people.entries()) {
    const place = fixedPlace(person);
    if (place !== undefined) {
      locked[p] = 1;
      const shift = place.shiftId === null ? undefined : shiftIndex.get(place.shiftId);
      if (shift === undefined) continue;
      for (const s of seatsFor(slots, shift, person, place.skill)) {
        cost[p * slots.length + s] = costOf(km[p * shifts.length + shift]!);
      }
      continue;
    }
    const free = shifts.map((shift, index) => {
      const far = km[p * shifts.length + index]!;
      return timeBlock(person, shift) === null && !(far > limitKm(person));
    });
    for (const [s, slot] of slots.entries()) {
      if (!free[slot.shift] || slot.target === 0 || !hasSkill(person, slot.skill)) continue;
      cost[p * slots.length + s] = costOf(km[p * shifts.length + slot.shift]!);
    }
  }
  return { problem, slots, km, cost, locked };
}

/** Where a person stays whatever the others do; undefined when the engine is free to choose. */
export function fixedPlace(
  person: MatchPerson,
): { shiftId: string | null; skill: Skill | null | undefined } | undefined {
  const { standing, pin } = person;
  if (standing && (standing.present || !pin || pin.shiftId === standing.shiftId)) {
    return { shiftId: standing.shiftId, skill: standing.skill };
  }
  return pin ? { shiftId: pin.shiftId, skill: undefined } : undefined;
}

export function hasSkill(person: MatchPerson, skill: Skill | null): boolean {
  return skill === null || person.skills.some((own) => own.skill === skill);
}

export function timeBlock(person: MatchPerson, shift: MatchShift): TimeBlock {
  if (person.busy.some((window) => overlaps(window, shift))) return 'busy';
  if (person.declined.some((window) => overlaps(window, shift))) return 'declined';
  if (person.expiredShiftIds.includes(shift.id)) return 'expired';
  return null;
}

/**
 * The demand's rows, and one more without any demand in a shift to which somebody is fixed: the seat
 * of a person whom no row fits. (Not in every shift: the engine's time grows with the rows' square.)
 */
function slotsOf({ people, shifts }: MatchingProblem): Slot[] {
  const fixed = new Set(people.map((person) => fixedPlace(person)?.shiftId));
  return shifts.flatMap((shift, index) => [
    ...shift.demand.map((row) => ({ shift: index, ...row })),
    ...(fixed.has(shift.id) ? [{ shift: index, skill: null, minimum: 0, target: 0, maximum: 0 }] : []),
  ]);
}

/** The seats of a fixed person: of the given skill, else any that fits, else the shift's extra one. */
function seatsFor(
  slots: readonly Slot[],
  shift: number,
  person: MatchPerson,
  skill: Skill | null | undefined,
): number[] {
  const mine = [...slots.keys()].filter((s) => slots[s]!.shift === shift);
  const demanded = mine.slice(0, -1);
  const same = demanded.filter((s) => skill !== undefined && slots[s]!.skill === skill);
  if (same.length > 0) return same;
  const fitting = demanded.filter((s) => hasSkill(person, slots[s]!.skill));
  return fitting.length > 0 ? fitting : mine.slice(-1);
}

const costOf = (km: number): number =>
  Math.min(99_999, Math.round((Number.isNaN(km) ? UNKNOWN_KM : km) * 10));

function distances({ people, shifts }: MatchingProblem): Float64Array {
  const km = new Float64Array(people.length * shifts.length);
  // People of one commune share a line of the table.
  const byHome = new Map<string, Float64Array>();
  for (const [p, { home }] of people.entries()) {
    const key = home ? `${home.communeId} ${home.lat} ${home.lon}` : '';
    let line = byHome.get(key);
    if (!line) {
      line = Float64Array.from(shifts, (shift) => roadKm(home, shift.place) ?? NaN);
      byHome.set(key, line);
    }
    km.set(line, p * shifts.length);
  }
  return km;
}
