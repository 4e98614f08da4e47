import type { SkipReason } from '../../contracts/dispatch.js';
import type { Skill } from '../../contracts/common.js';
import { roadKm } from './distance.js';
import { rowFor } from './move.js';
import { noGo, type Seated, type Spare } from './nearest.js';
import type { MatchingProblem, MatchShift } from './problem.js';

/** Somebody who may be sent to a shift now. */
export interface Going {
  personId: string;
  skill: Skill | null;
  km: number | null;
  /** There is a place elsewhere that is given up for it. */
  leaves: boolean;
}

/**
 * Who of these people may be sent to a shift, and why the others may not: one after another, so that the last
 * ones find the shift as full, and the places that are not missed as few, as the first have made them.
 */
export function whoMayGo(
  { people, settings }: MatchingProblem,
  shift: MatchShift,
  seated: Seated,
  spare: Spare,
  personIds: readonly string[],
): { going: Going[]; staying: Map<string, SkipReason> } {
  const byId = new Map(people.map((person) => [person.id, person]));
  const full = new Map(seated);
  const left = new Map(spare);
  const going: Going[] = [];
  const staying = new Map<string, SkipReason>();
  for (const personId of personIds) {
    const person = byId.get(personId);
    if (!person) {
      staying.set(personId, 'not_registered');
      continue;
    }
    const why = noGo(person, shift, left, settings);
    const row = rowFor(person, shift, full);
    if (why !== null || !row) {
      staying.set(personId, why ?? 'shift_full');
      continue;
    }
    full.set(row.skill, (full.get(row.skill) ?? 0) + 1);
    const { standing } = person;
    if (standing) left.set(standing.shiftId, (left.get(standing.shiftId) ?? 0) - 1);
    const km = roadKm(person.home, shift.place);
    going.push({ personId, skill: row.skill, km, leaves: standing !== null });
  }
  return { going, staying };
}
