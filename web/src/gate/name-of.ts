import type { SavedEntry } from './outbox/saved-entry.js';

/** The name of somebody on the roster; null of anybody else. */
export type NameOf = (personId: string | null) => string | null;

/** Whom an entry is of, as far as the roster tells; a phone number that was typed is shown as it was. */
export function nameOfEntry({ end, personId, job }: SavedEntry, nameOf: NameOf): string | null {
  const name = nameOf(end?.personId ?? personId);
  if (name !== null) return name;
  return job.kind === 'check_in' && job.entry.method === 'desk' ? job.entry.phone : null;
}
