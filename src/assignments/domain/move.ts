import type { Skill } from '../../contracts/common.js';
import { roadKm } from './distance.js';
import type { MatchDemand, MatchPerson, MatchShift, Placement } from './problem.js';
import { pinned, pinnedOut } from './reasons.js';
import { hasSkill, isTooYoung, timeBlock } from './rules.js';

export type Move =
  | { ok: true; placement: Placement }
  | { ok: false; why: 'present' | 'overlap' | 'unavailable' | 'too_young' | 'shift_full' | 'lacks_skill' };

/** The organiser puts one person somewhere: the hard rules hold for them too; distance and an earlier no do not. */
export function moveByHand(
  person: MatchPerson,
  shift: MatchShift | null,
  seated: ReadonlyMap<Skill | null, number>,
  pin: boolean,
  restMinutes: number,
): Move {
  const { standing } = person;
  if (standing?.present && standing.shiftId !== shift?.id) return { ok: false, why: 'present' };
  const placement = { personId: person.id, pinned: pin, standbyShiftId: null, standbyRank: null };
  if (!shift) {
    return {
      ok: true,
      placement: { ...placement, shiftId: null, skill: null, distanceKm: null, reason: pinnedOut() },
    };
  }
  const block = timeBlock({ ...person, declined: [], expiredShiftIds: [] }, shift, restMinutes);
  if (block !== null) return { ok: false, why: block === 'busy' ? 'overlap' : 'unavailable' };
  if (isTooYoung(person, shift)) return { ok: false, why: 'too_young' };
  const fitting = shift.demand.filter((row) => hasSkill(person, row.skill));
  if (fitting.length === 0) return { ok: false, why: 'lacks_skill' };
  const row = chooseRow(fitting, seated);
  if (!row) return { ok: false, why: 'shift_full' };
  return {
    ok: true,
    placement: {
      ...placement,
      shiftId: shift.id,
      skill: row.skill,
      distanceKm: roadKm(person.home, shift.place),
      reason: pinned(shift.place.communeName),
    },
  };
}

/** A row below its minimum first, then below its target, then below its maximum; skills before "any". */
export function chooseRow(
  rows: readonly MatchDemand[],
  seated: ReadonlyMap<Skill | null, number>,
): MatchDemand | undefined {
  const skillsFirst = [...rows].sort((a, b) => Number(a.skill === null) - Number(b.skill === null));
  for (const limit of ['minimum', 'target', 'maximum'] as const) {
    const open = skillsFirst.find((row) => (seated.get(row.skill) ?? 0) < row[limit]);
    if (open) return open;
  }
  return undefined;
}

/** The row of a shift's demand that somebody would take now; undefined: none has room for what he or she can. */
export const rowFor = (
  person: MatchPerson,
  shift: MatchShift,
  seated: ReadonlyMap<Skill | null, number>,
): MatchDemand | undefined =>
  chooseRow(
    shift.demand.filter(({ skill }) => hasSkill(person, skill)),
    seated,
  );
