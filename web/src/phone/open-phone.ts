import type { Session } from '../../../src/contracts/people.js';
import { ApiError } from '../shared/api.js';
import type { Sentence } from '../shared/i18n.js';
import { api } from './phone-api.js';
import { browserToken } from './remembered.js';

export type Me = Pick<Session, 'subjectId' | 'name'>;
export type Opened =
  | { kind: 'signed_in'; me: Me }
  /** Nobody is signed in here; `refused` says why a link or a session did not help. */
  | { kind: 'signed_out'; refused: Sentence | null }
  /** The server cannot be reached: it is not known who is signed in. */
  | { kind: 'unreachable' };

/** By a personal link's token, else by the session in the cookie. */
export async function openPhone(token: string | null): Promise<Opened> {
  try {
    const me =
      token === null
        ? await api('GET /sessions/me', { query: { kind: 'volunteer' } })
        : await api('POST /sessions/link', { body: { token, ...browserToken() } });
    return { kind: 'signed_in', me };
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    if (thrown.status >= 400 && thrown.status < 500 && thrown.status !== 429) {
      return { kind: 'signed_out', refused: token === null ? null : thrown.body.message };
    }
    return { kind: 'unreachable' };
  }
}
