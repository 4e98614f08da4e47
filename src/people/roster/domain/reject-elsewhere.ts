import { fault } from './faults.js';
import type { AcceptedRow, RejectedRow } from './roster-row.js';

/** Turns a row that can be read into a rejected one: its phone belongs to somebody outside the importer's scope. */
export function rejectElsewhere(row: AcceptedRow, phoneColumn: string): RejectedRow {
  return {
    row: row.row,
    fullName: row.fullName,
    phone: row.phone,
    unit: null,
    commune: null,
    birthDate: row.birthDate,
    effect: 'rejected',
    faults: [fault(phoneColumn, 'phone_elsewhere')],
    cells: row.cells,
  };
}
