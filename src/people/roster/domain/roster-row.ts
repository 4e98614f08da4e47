import type { PersonSkill, RosterRow } from '../../../contracts/people.js';

/** One row that can be applied. What the file leaves blank is null and changes nothing. */
export interface AcceptedRow {
  /** The line in the file, counted from 1 as a spreadsheet shows it. */
  row: number;
  fullName: string;
  phone: string;
  birthDate: string | null;
  memberNo: string | null;
  /** Null: the row names no unit. */
  orgUnitId: string | null;
  homeCommuneId: string | null;
  skills: PersonSkill[] | null;
  hasVehicle: boolean | null;
  maxDistanceKm: number | null;
  /** The row's cells as they stood in the file, should it be rejected after all. */
  cells: string[];
}

export interface RejectedRow extends RosterRow {
  /** The row's cells as they stood in the file, to be written out, mended and sent again. */
  cells: string[];
}

/** What stands between reading a roster and applying it. */
export interface ReadRoster {
  header: string[];
  accepted: AcceptedRow[];
  rejected: RejectedRow[];
  sample: RosterRow[];
}

/** The row with the successor of a unit that was merged. @param heirs successors by unit */
export function inStandingUnit(row: AcceptedRow, heirs: ReadonlyMap<string, string>): AcceptedRow {
  const heir = row.orgUnitId === null ? undefined : heirs.get(row.orgUnitId);
  return heir === undefined ? row : { ...row, orgUnitId: heir };
}
