import type { Session, SessionKind } from '../../../src/contracts/people.js';
import { ApiError, createApi } from '../shared/api.js';

/** Which event this wall shows, and as whom it asks. */
export type Opened =
  | { kind: 'open'; eventId: string; as: SessionKind }
  | { kind: 'closed'; why: 'no_session' | 'link_refused' }
  | { kind: 'unreachable' };

const screen = createApi('screen');
const staff = createApi('staff');

/** Of a wall without a live line, for the board's list of devices; one that a link has opened is on none. */
export function showIsAlive(): void {
  screen('GET /devices/self').catch(() => undefined);
}

/**
 * By a link's token, by `?event=` for staff who are signed in, or by the session a link left in
 * the cookie: a wall that is switched off and on again comes back by itself.
 */
export async function openScreen(token: string | null, eventId: string | null): Promise<Opened> {
  try {
    if (token !== null) return ofScreen(await screen('POST /sessions/screen', { body: { token } }));
    if (eventId !== null && (await ask(staff, 'staff'))) return { kind: 'open', eventId, as: 'staff' };
    const session = await ask(screen, 'screen');
    return session ? ofScreen(session) : { kind: 'closed', why: 'no_session' };
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    const refused = thrown.status >= 400 && thrown.status < 500 && thrown.status !== 429;
    return refused ? { kind: 'closed', why: 'link_refused' } : { kind: 'unreachable' };
  }
}

export function ofScreen(session: Session): Opened {
  return session.eventId === null
    ? { kind: 'closed', why: 'no_session' }
    : { kind: 'open', eventId: session.eventId, as: 'screen' };
}

async function ask(api: typeof screen, kind: SessionKind): Promise<Session | null> {
  try {
    return await api('GET /sessions/me', { query: { kind } });
  } catch (thrown) {
    if (thrown instanceof ApiError && [401, 403].includes(thrown.status)) return null;
    throw thrown;
  }
}
