import { AppError } from './app-error.js';

/** What people edit, as they see it. */
interface Versioned {
  readonly version: number;
}

/**
 * An edit is based on what its author saw: when somebody else has changed that meanwhile, it is refused
 * and answered with both, for a human to decide. Call it under a lock on the row.
 * @throws AppError `stale_edit`
 */
export function requireNewest(theirs: Versioned, mine: Versioned): void {
  if (theirs.version !== mine.version) throw AppError.stale({ ...theirs }, { ...mine });
}
