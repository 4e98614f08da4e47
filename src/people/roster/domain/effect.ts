import type { PersonSkill } from '../../../contracts/people.js';
import type { AcceptedRow } from './roster-row.js';
import { sortSkills } from './skills.js';

/** What a roster can say about a person. */
export interface PersonFacts {
  fullName: string;
  birthDate: string | null;
  memberNo: string | null;
  orgUnitId: string;
  homeCommuneId: string | null;
  skills: readonly PersonSkill[];
  hasVehicle: boolean;
  maxDistanceKm: number | null;
}

export interface KnownPerson extends PersonFacts {
  id: string;
  phone: string;
  simulated: boolean;
  /** The line of the person's unit. */
  ancestors: readonly string[];
}

export type Effect =
  | { kind: 'new' | 'changed'; facts: PersonFacts }
  | { kind: 'unchanged' }
  /** The phone belongs to somebody whom the importer may not see. */
  | { kind: 'elsewhere' };

/**
 * What a row does to the roster. The phone says who is meant; what the file leaves blank stays as it
 * is, and a person already below the chosen unit stays where he or she is unless the row names a unit.
 */
export function effectOf(
  row: AcceptedRow,
  known: KnownPerson | undefined,
  chosenUnitId: string,
  scope: readonly string[],
): Effect {
  if (!known) return { kind: 'new', facts: factsOf(row, NOBODY, chosenUnitId) };
  const withinScope = known.ancestors.some((id) => scope.includes(id));
  if (known.simulated || !withinScope) return { kind: 'elsewhere' };
  const stays = known.ancestors.includes(chosenUnitId) ? known.orgUnitId : chosenUnitId;
  const facts = factsOf(row, known, stays);
  return same(facts, known) ? { kind: 'unchanged' } : { kind: 'changed', facts };
}

const NOBODY: Omit<PersonFacts, 'fullName' | 'orgUnitId'> = {
  birthDate: null,
  memberNo: null,
  homeCommuneId: null,
  skills: [],
  hasVehicle: false,
  maxDistanceKm: null,
};

function factsOf(row: AcceptedRow, before: typeof NOBODY, orgUnitId: string): PersonFacts {
  return {
    fullName: row.fullName,
    birthDate: row.birthDate ?? before.birthDate,
    memberNo: row.memberNo ?? before.memberNo,
    orgUnitId: row.orgUnitId ?? orgUnitId,
    homeCommuneId: row.homeCommuneId ?? before.homeCommuneId,
    skills: row.skills ?? before.skills,
    hasVehicle: row.hasVehicle ?? before.hasVehicle,
    maxDistanceKm: row.maxDistanceKm ?? before.maxDistanceKm,
  };
}

function same(a: PersonFacts, b: PersonFacts): boolean {
  return (
    a.fullName === b.fullName &&
    a.birthDate === b.birthDate &&
    a.memberNo === b.memberNo &&
    a.orgUnitId === b.orgUnitId &&
    a.homeCommuneId === b.homeCommuneId &&
    a.hasVehicle === b.hasVehicle &&
    a.maxDistanceKm === b.maxDistanceKm &&
    skillsText(a.skills) === skillsText(b.skills)
  );
}

const skillsText = (skills: readonly PersonSkill[]) =>
  sortSkills(skills)
    .map(({ skill, level }) => `${skill}:${level}`)
    .join();
