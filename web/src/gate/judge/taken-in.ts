import type { SavedEntry } from '../outbox/saved-entry.js';

/** A batch of scans is given its time before it is committed: a roster taken this much later tells of it. */
const COMMITTED_MS = 5_000;

/**
 * What this gate has taken in of each person and the roster does not tell yet. What the server has counted says
 * more than what it knew before, and that more than what still waits.
 * @param rosterAt when the roster was taken: what was answered long before is in it, or has been struck out since
 */
export function takenIn(entries: readonly SavedEntry[], rosterAt: string): Map<string, SavedEntry> {
  const taken = new Map<string, SavedEntry>();
  for (const entry of entries) {
    const personId = entry.end?.personId ?? entry.personId;
    if (personId === null || entry.end?.kind === 'refused' || isTold(entry, rosterAt)) continue;
    const held = taken.get(personId);
    if (!held || says(entry) > says(held)) taken.set(personId, entry);
  }
  return taken;
}

function isTold({ end }: SavedEntry, rosterAt: string): boolean {
  if (!end || end.at === null) return false;
  return Date.parse(rosterAt) - Date.parse(end.at) > COMMITTED_MS;
}

function says({ end }: SavedEntry): number {
  if (!end) return 0;
  return end.kind === 'counted' ? 2 : 1;
}
