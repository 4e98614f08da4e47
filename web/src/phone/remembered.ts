import type { MyAssignment } from '../../../src/contracts/assignments.js';
import type { Inbox, Session } from '../../../src/contracts/people.js';
import { randomId } from '../shared/random-id.js';

/** What this phone keeps between two visits, so that it shows something where there is no signal. */
export interface Remembered {
  session: Pick<Session, 'subjectId' | 'name'>;
  assignments: MyAssignment[];
  inbox: Inbox | null;
  /** When the server said so, by this phone's clock. */
  at: string | null;
}

const KEY = 'rq.phone';
const DEVICE_KEY = 'rq.device';
const BROWSER_KEY = 'rq.browser';

export function recall(): Remembered | null {
  const text = read(KEY);
  if (text === null) return null;
  try {
    // Written by `remember` alone; an older version of this page knew neither time nor letters.
    return { inbox: null, at: null, ...(JSON.parse(text) as Pick<Remembered, 'session' | 'assignments'>) };
  } catch {
    return null;
  }
}

export function remember(what: Remembered | null): void {
  write(KEY, what && JSON.stringify(what));
}

/** This phone's own name in the ledger: with the entry's id it makes a repeated upload the same one. */
export function deviceId(): string {
  const known = read(DEVICE_KEY);
  if (known !== null && known.length >= 8 && known.length <= 64) return known;
  const id = `phone-${randomId()}`;
  write(DEVICE_KEY, id);
  return id;
}

/** This browser's own token, which binds a personal link to it; none where nothing can be kept. */
export function browserToken(): { browser?: string } {
  const known = read(BROWSER_KEY);
  if (known !== null && /^[\w-]{43}$/.test(known)) return { browser: known };
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const made = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .slice(0, 43);
  write(BROWSER_KEY, made);
  return read(BROWSER_KEY) === made ? { browser: made } : {};
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage may be forbidden
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Then nothing is kept between visits.
  }
}
