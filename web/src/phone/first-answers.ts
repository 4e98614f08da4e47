import type { MyAssignment } from '../../../src/contracts/assignments.js';
import type { Inbox } from '../../../src/contracts/people.js';
import type { MyConsents } from '../../../src/contracts/privacy.js';
import { type Opened, openPhone } from './open-phone.js';
import { api } from './phone-api.js';
import { recall } from './remembered.js';

export interface Day {
  mine: MyAssignment[];
  letters: Inbox;
}

export async function askDay(): Promise<Day> {
  const [mine, letters] = await Promise.all([
    api('GET /me/assignments'),
    api('GET /me/inbox', { query: {} }),
  ]);
  return { mine, letters };
}
export const askConsents = (): Promise<MyConsents> => api('GET /me/consents');

interface First {
  opened: Promise<Opened>;
  /** Null where nobody is signed in. */
  day: Promise<Day | null>;
  consents: Promise<MyConsents | null>;
}
let first: { [K in keyof First]?: First[K] | undefined } = {};

/** Asks for all that the first screen shows, each as soon as it may be asked for. */
export function askFirst(token: string | null): void {
  const opened = openPhone(token);
  // Who was here last is shown at once, and need not wait for the session's name.
  const known = token === null && recall() !== null;
  const ask = <T>(what: () => Promise<T>): Promise<T | null> => {
    const asked = known ? what() : opened.then(({ kind }) => (kind === 'signed_in' ? what() : null));
    // Whoever takes it hears of it; it may be that nobody does.
    asked.catch(() => undefined);
    return asked;
  };
  first = { opened, day: ask(askDay), consents: ask(askConsents) };
}

/** A first answer, once: whoever comes later asks anew. */
export function takeFirst<K extends keyof First>(name: K): First[K] | undefined {
  const answer: First[K] | undefined = first[name];
  first[name] = undefined;
  return answer;
}
