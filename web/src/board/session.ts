import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Role, Session } from '../../../src/contracts/people.js';

export interface SignedIn {
  session: Session;
  logOut: () => Promise<void>;
  /** The server no longer knows the session: back to the log-in page. */
  lost: () => void;
}

export const SessionContext = createContext<SignedIn | null>(null);

export function useSession(): SignedIn {
  const signedIn = useContext(SessionContext);
  if (!signedIn) throw new Error('outside of a session');
  return signedIn;
}

/** True when one of these roles is held: only to hide what the server would refuse anyway. */
export function useMay(...roles: Role[]): boolean {
  const { session } = useSession();
  return session.roles.some((role) => roles.includes(role));
}

export const ORGANISERS: Role[] = ['province_coordinator', 'event_organiser'];
/** Who sees the board of an event within the own scope. */
export const OBSERVERS: Role[] = [...ORGANISERS, 'viewer', 'auditor'];
/** Who tends people with a place: reminds, calls, ticks them; a leader the own. */
export const PEOPLE_TENDERS: Role[] = [...ORGANISERS, 'unit_leader'];
export const PEOPLE_READERS: Role[] = [...PEOPLE_TENDERS, 'auditor'];
/** Who may send a text to many people; a leader to the own. */
export const BROADCASTERS: Role[] = [...ORGANISERS, 'unit_leader'];
/** Who sees which roles others hold within the own scope. */
export const ROLE_READERS: Role[] = [...ORGANISERS, 'unit_leader', 'auditor'];
/** Who sees what people ask about their data; leaders see whose guardians must still agree. */
export const PRIVACY_READERS: Role[] = ['province_coordinator', 'auditor'];
