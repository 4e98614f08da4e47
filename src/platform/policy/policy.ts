import { AppError } from '../errors/app-error.js';
import { POLICY, type Action } from './policy-table.js';
import type { Grant, Occasion, Principal, Scope, Staff, Volunteer } from './principal.js';

/** May this principal do it anywhere at all? The guard's question, before anything is loaded. */
export function mayAnywhere(principal: Principal, action: Action): boolean {
  if (POLICY[action].kinds.includes(principal.kind)) return true;
  return principal.kind === 'staff' && principal.grants.some((grant) => holds(grant, action));
}

/** May this principal do it to what lies in `scope`? */
export function may(principal: Principal, action: Action, scope: Scope): boolean {
  if (!mayAnywhere(principal, action)) return false;
  if (principal.kind === 'screen' || principal.kind === 'gate') return principal.eventId === scope.eventId;
  if (principal.kind === 'volunteer') return true; // the service has narrowed it to the person's own rows
  return principal.grants.some((grant) => holds(grant, action) && covers(grant, scope));
}

/** @throws AppError `not_found` rather than `not_allowed`: what lies outside one's scope does not exist. */
export function requireScope(principal: Principal, action: Action, scope: Scope): void {
  if (!may(principal, action, scope)) throw new AppError('not_found');
}

/**
 * The units below which this principal may do it, for the SQL predicate of a list:
 * `org_unit.ancestors && $units`. Grants for one event or campaign are left out unless it is named.
 */
export function unitsOf(principal: Principal, action: Action, at?: Occasion): string[] {
  return grantsOf(principal, action)
    .filter((grant) => fits(grant, at ?? {}))
    .map((grant) => grant.orgUnitId);
}

/** The roles of this principal that may do it, for lists whose predicate also asks for the event or the campaign. */
export function grantsOf(principal: Principal, action: Action): Grant[] {
  return principal.kind === 'staff' ? principal.grants.filter((grant) => holds(grant, action)) : [];
}

/** May who has a role in a unit do it to an event that lies further up, as far as the own unit goes? */
export function reachesUp(action: Action): boolean {
  return POLICY[action].reachesUp;
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
  return POLICY[action].roles.includes(grant.role);
}

function covers(grant: Grant, scope: Scope): boolean {
  return scope.ancestors.includes(grant.orgUnitId) && fits(grant, scope);
}

/** Is it of the event or the campaign that the role was given for, if it was given for one? */
function fits(grant: Grant, at: Partial<Occasion>): boolean {
  return (
    (grant.eventId === null || grant.eventId === at.eventId) &&
    (grant.campaignId === null || grant.campaignId === at.campaignId)
  );
}
