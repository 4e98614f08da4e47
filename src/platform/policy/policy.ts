import { AppError } from '../errors/app-error.js';
import { POLICY, type Action } from './policy-table.js';
import type { Grant, Principal, Scope, Staff, Volunteer } from './principal.js';

/** May this principal do it anywhere at all? The guard's question, before anything is loaded. */
export function mayAnywhere(principal: Principal, action: Action): boolean {
  if (principal.kind !== 'staff') return (POLICY[action].kinds as readonly string[]).includes(principal.kind);
  return principal.grants.some((grant) => holds(grant, action));
}

/** May this principal do it to what lies in `scope`? */
export function may(principal: Principal, action: Action, scope: Scope): boolean {
  if (!mayAnywhere(principal, action)) return false;
  if (principal.kind === 'screen') return principal.eventId === scope.eventId;
  if (principal.kind === 'volunteer') return true; // the service has narrowed it to the person's own rows
  return principal.grants.some((grant) => holds(grant, action) && covers(grant, scope));
}

/** @throws AppError `not_found` rather than `not_allowed`: what lies outside one's scope does not exist. */
export function requireScope(principal: Principal, action: Action, scope: Scope): void {
  if (!may(principal, action, scope)) throw new AppError('not_found');
}

/**
 * The units below which this principal may do it, for the SQL predicate of a list:
 * `org_unit.ancestors && $units`. Grants for one event are left out unless that event is named.
 */
export function unitsOf(principal: Principal, action: Action, eventId?: string): string[] {
  if (principal.kind !== 'staff') return [];
  return principal.grants
    .filter((grant) => holds(grant, action) && (grant.eventId === null || grant.eventId === eventId))
    .map((grant) => grant.orgUnitId);
}

/** The single events for which this principal holds a role that may do it. */
export function namedEventsOf(principal: Principal, action: Action): string[] {
  if (principal.kind !== 'staff') return [];
  return principal.grants.flatMap((grant) =>
    grant.eventId !== null && holds(grant, action) ? [grant.eventId] : [],
  );
}

export function requireStaff(principal: Principal): Staff {
  if (principal.kind !== 'staff') throw new AppError('not_allowed');
  return principal;
}

export function requireVolunteer(principal: Principal): Volunteer {
  if (principal.kind !== 'volunteer') throw new AppError('not_allowed');
  return principal;
}

function holds(grant: Grant, action: Action): boolean {
  return (POLICY[action].roles as readonly string[]).includes(grant.role);
}

function covers(grant: Grant, scope: Scope): boolean {
  return (
    scope.ancestors.includes(grant.orgUnitId) && (grant.eventId === null || grant.eventId === scope.eventId)
  );
}
