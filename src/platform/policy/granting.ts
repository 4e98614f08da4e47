import type { Role } from '../../contracts/people.js';
import { GRANTING } from './policy-table.js';
import type { Grant } from './principal.js';

/** A role that somebody holds now. */
export interface HeldRole extends Grant {
  endsAt: Date | null;
}

/** A role to be given, or given already: where it lies on the tree, and the campaign its event is part of. */
export interface PlacedRole {
  role: Role;
  ancestors: readonly string[];
  eventId: string | null;
  /** Of the event, when there is one. */
  campaignId: string | null;
  endsAt: Date | null;
}

/** Nobody reaches further than the own role does: not by unit, and not by event or campaign. */
export function coversPlace(held: Grant, role: Omit<PlacedRole, 'role' | 'endsAt'>): boolean {
  return (
    role.ancestors.includes(held.orgUnitId) &&
    (held.eventId === null || held.eventId === role.eventId) &&
    (held.campaignId === null || held.campaignId === role.campaignId)
  );
}

/** May the holder of this role take that one away? The end does not matter: it comes sooner. */
export function mayTake(held: Grant, role: PlacedRole): boolean {
  return GRANTING[held.role].includes(role.role) && coversPlace(held, role);
}

/** Does the own role last as long as the one to be given? */
export function outlasts(held: HeldRole, { endsAt }: PlacedRole): boolean {
  return held.endsAt === null || (endsAt !== null && endsAt <= held.endsAt);
}
