import type { Role } from '../../contracts/people.js';

/** One role somebody holds now: on a unit and everything below it, perhaps for one event only. */
export interface Grant {
  role: Role;
  orgUnitId: string;
  eventId: string | null;
}

/** Who is asking. */
export type Principal =
  | { kind: 'staff'; id: string; sessionId: string; grants: readonly Grant[] }
  | { kind: 'volunteer'; id: string; sessionId: string; simulated: boolean }
  | { kind: 'screen'; id: string; sessionId: string; eventId: string };

export type Staff = Extract<Principal, { kind: 'staff' }>;
export type Volunteer = Extract<Principal, { kind: 'volunteer' }>;

/** What is being touched: the unit's line of ancestors (itself included) and, where there is one, the event. */
export interface Scope {
  ancestors: readonly string[];
  eventId?: string;
}
