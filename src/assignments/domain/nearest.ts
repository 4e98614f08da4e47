import type { Skill } from '../../contracts/common.js';
import { roadKm } from './distance.js';
import { rowFor } from './move.js';
import type { MatchingProblem, MatchPerson, MatchSettings, MatchShift } from './problem.js';
import {
  costInTenths,
  costOfIdling,
  costOfShift,
  hasSkill,
  isExcluded,
  isTooYoung,
  limitKm,
  tenths,
  timeBlock,
  type TimeBlock,
} from './rules.js';

/** How many there are in each row of a shift's demand. */
export type Seated = ReadonlyMap<Skill | null, number>;
/** By shift: how many more are coming than it wants. */
export type Spare = ReadonlyMap<string, number>;

export type NoGo =
  | 'present'
  | 'here_already'
  | 'needed_there'
  | 'pinned'
  | Exclude<TimeBlock, null>
  | 'too_young'
  | 'excluded'
  | 'too_far'
  | 'lacks_skill';

export interface Near {
  personId: string;
  skill: Skill | null;
  km: number | null;
  suggested: boolean;
  /** The shift whose place is given up for it. */
  from: string | null;
}

/**
 * Why somebody cannot be sent to a shift now; null: nothing is in the way. The rules are those of a plan;
 * whoever has a place elsewhere may only leave it where it is not missed.
 */
export function noGo(
  person: MatchPerson,
  shift: MatchShift,
  spare: Spare,
  settings: MatchSettings,
): NoGo | null {
  const { standing, pin } = person;
  if (standing?.present) return 'present';
  if (standing?.shiftId === shift.id) return 'here_already';
  if (standing && (spare.get(standing.shiftId) ?? 0) <= 0) return 'needed_there';
  if (pin && pin.shiftId !== shift.id) return 'pinned';
  const block = timeBlock(person, shift, settings.restMinutes);
  if (block !== null) return block;
  if (isTooYoung(person, shift)) return 'too_young';
  if (isExcluded(person, shift)) return 'excluded';
  if ((roadKm(person.home, shift.place) ?? 0) > limitKm(person)) return 'too_far';
  return shift.demand.some((row) => hasSkill(person, row.skill)) ? null : 'lacks_skill';
}

/** What sending somebody into a row costs, in the engine's own tenths of a kilometre. */
function costOf(
  person: MatchPerson,
  shift: MatchShift,
  skill: Skill | null,
  settings: MatchSettings,
): number {
  const { weights } = settings;
  const km = roadKm(person.home, shift.place) ?? NaN;
  const moved = person.standing ? tenths(weights.stability) : 0;
  return costInTenths(costOfShift(person, shift, km, weights), costOfIdling(person, skill, weights)) + moved;
}

/**
 * Who could be sent to a shift, the cheapest first. Those who fill what is short are suggested, row by row,
 * rows that ask for a skill before the one that takes anybody.
 * @param most how many besides the suggested
 */
export function nearestTo(
  { people, settings }: MatchingProblem,
  shift: MatchShift,
  seated: Seated,
  spare: Spare,
  most: number,
): Near[] {
  const free = new Set(people.filter((person) => noGo(person, shift, spare, settings) === null));
  const left = new Map(spare);
  const near = (person: MatchPerson, skill: Skill | null, suggested: boolean): Near => ({
    personId: person.id,
    skill,
    km: roadKm(person.home, shift.place),
    suggested,
    from: person.standing?.shiftId ?? null,
  });
  const cheapest = (skillOf: (person: MatchPerson) => Skill | null | undefined) =>
    [...free]
      .flatMap((person) => {
        const skill = skillOf(person);
        return skill === undefined ? [] : [{ person, skill, cost: costOf(person, shift, skill, settings) }];
      })
      .sort((a, b) => a.cost - b.cost || (a.person.id < b.person.id ? -1 : 1));
  const isMissed = ({ standing }: MatchPerson) => standing !== null && (left.get(standing.shiftId) ?? 0) <= 0;
  const leave = ({ standing }: MatchPerson) => {
    if (standing) left.set(standing.shiftId, (left.get(standing.shiftId) ?? 0) - 1);
  };

  const found: Near[] = [];
  const rows = [...shift.demand].sort((a, b) => Number(a.skill === null) - Number(b.skill === null));
  for (const { skill, target } of rows) {
    let open = target - (seated.get(skill) ?? 0);
    for (const { person } of cheapest((one) => (hasSkill(one, skill) ? skill : undefined))) {
      if (open <= 0) break;
      if (isMissed(person)) continue;
      leave(person);
      free.delete(person);
      found.push(near(person, skill, true));
      open -= 1;
    }
  }
  const others = cheapest((one) => rowFor(one, shift, seated)?.skill);
  for (const { person, skill } of others.slice(0, most)) found.push(near(person, skill, false));
  return found;
}
