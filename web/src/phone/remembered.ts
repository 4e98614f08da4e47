import type { MyAssignment } from '../../../src/contracts/assignments.js';
import type { Inbox, Session } from '../../../src/contracts/people.js';
import { keep, kept } from '../shared/kept.js';

/** What this phone keeps between two visits, so that it shows something where there is no signal. */
export interface Remembered {
  session: Pick<Session, 'subjectId' | 'name'>;
  assignments: MyAssignment[];
  inbox: Inbox | null;
  /** When the server said so, by this phone's clock. */
  at: string | null;
}

const KEY = 'rq.phone';
/** What the server last said of one's own results: with it (see `results/known-results.ts`). */
export const RESULTS_KEY = 'rq.results';
const BROWSER_KEY = 'rq.browser';

export function recall(): Remembered | null {
  const text = kept(KEY);
  if (text === null) return null;
  try {
    // Written by `remember` alone; an older version of this page knew neither time nor letters.
    return { inbox: null, at: null, ...(JSON.parse(text) as Pick<Remembered, 'session' | 'assignments'>) };
  } catch {
    return null;
  }
}

export function remember(what: Remembered): void {
  keep(KEY, JSON.stringify(what));
}

export function forget(): void {
  keep(KEY, null);
  keep(RESULTS_KEY, null);
}

/** This browser's own token, which binds a personal link to it; none where nothing can be kept. */
export function browserToken(): { browser?: string } {
  const known = kept(BROWSER_KEY);
  if (known !== null && /^[\w-]{43}$/.test(known)) return { browser: known };
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const made = btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .slice(0, 43);
  keep(BROWSER_KEY, made);
  return kept(BROWSER_KEY) === made ? { browser: made } : {};
}
