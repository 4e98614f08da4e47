import type { Role } from '../../contracts/people.js';

/** One role somebody holds now: on a unit and everything below it, perhaps for one event or campaign only. */
export interface Grant {
  role: Role;
  orgUnitId: string;
  eventId: string | null;
  campaignId: string | null;
}

/** Who is asking. */
export type Principal =
  | { kind: 'staff'; id: string; sessionId: string; grants: readonly Grant[] }
  | { kind: 'volunteer'; id: string; sessionId: string; simulated: boolean }
  | { kind: 'screen'; id: string; sessionId: string; eventId: string }
  /** A tablet at one site's gate. */
  | { kind: 'gate'; id: string; sessionId: string; eventId: string; siteId: string };

export type Staff = Extract<Principal, { kind: 'staff' }>;
export type Volunteer = Extract<Principal, { kind: 'volunteer' }>;

/** Who is asking, with what he or she may do now: the very same when that is what it was. */
export function withGrants(principal: Principal, grants: readonly Grant[]): Principal {
  if (principal.kind !== 'staff' || principal.grants === grants) return principal;
  return { ...principal, grants };
}

/** An event, and the campaign it is part of. */
export interface Occasion {
  eventId: string;
  campaignId: string;
}

/**
 * What is being touched: the unit's line of ancestors (itself included) and, where there is one, the
 * campaign or the event with its campaign. What is no event's is nothing of a role given for one.
 */
export type Scope = { ancestors: readonly string[] } & ({ eventId?: never; campaignId?: string } | Occasion);
