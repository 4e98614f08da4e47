import type { Campaign } from '../../../../src/contracts/campaigns.js';
import type { Event } from '../../../../src/contracts/events.js';
import type { Grantable, OrgUnit, Role } from '../../../../src/contracts/people.js';

export interface Choice {
  id: string;
  name: string;
}
type Unit = Pick<OrgUnit, 'id' | 'name' | 'parentId'>;

/** Every role that may be given somewhere, in the order of the ladder. */
const LADDER: readonly Role[] = [
  'province_coordinator',
  'event_organiser',
  'unit_leader',
  'gate_keeper',
  'viewer',
  'auditor',
];
export function rolesOffered(grantable: readonly Grantable[]): Role[] {
  return LADDER.filter((role) => grantable.some(({ roles }) => roles.includes(role)));
}

/** The units in which this role may be given: those of the own roles and what lies below. */
export function unitsOffered(grantable: readonly Grantable[], role: Role, units: readonly Unit[]): Choice[] {
  const giving = grantable.filter(({ roles }) => roles.includes(role));
  const own = giving.map(({ orgUnitId, orgUnitName }) => ({ id: orgUnitId, name: orgUnitName }));
  const below = units.filter((unit) => giving.some(({ orgUnitId }) => liesBelow(unit, orgUnitId, units)));
  return [...new Map([...own, ...below].map(({ id, name }) => [id, { id, name }])).values()];
}

/** For what a role may be given there, and how long at most. */
export interface Occasions {
  everything: boolean;
  events: Choice[];
  campaigns: Choice[];
}

export function occasionsOffered(
  giving: readonly Grantable[],
  events: readonly Pick<Event, 'id' | 'title' | 'campaignId' | 'simulated' | 'state'>[],
  campaigns: readonly Pick<Campaign, 'id' | 'title'>[],
): Occasions {
  const everything = giving.some(({ eventId, campaignId }) => eventId === null && campaignId === null);
  const fits = (event: { id: string; campaignId: string }) =>
    everything || giving.some((one) => one.eventId === event.id || one.campaignId === event.campaignId);
  return {
    everything,
    events: events
      .filter((event) => fits(event) && !event.simulated && event.state !== 'closed')
      .map(({ id, title }) => ({ id, name: title })),
    campaigns: campaigns
      .filter(({ id }) => everything || giving.some(({ campaignId }) => campaignId === id))
      .map(({ id, title }) => ({ id, name: title })),
  };
}

/** The own roles by which this role may be given in this unit. */
export function givingIn(
  grantable: readonly Grantable[],
  role: Role,
  unitId: string,
  units: readonly Unit[],
): Grantable[] {
  const unit = units.find(({ id }) => id === unitId) ?? { id: unitId, name: '', parentId: null };
  return grantable.filter((one) => one.roles.includes(role) && liesBelow(unit, one.orgUnitId, units));
}

/** When the longest of these own roles ends; null when one of them has no end. */
export function endsBy(giving: readonly Grantable[]): string | null {
  const ends = giving.map(({ endsAt }) => endsAt);
  if (ends.includes(null)) return null;
  return ends.reduce((latest, one) => (latest !== null && one !== null && one < latest ? latest : one), null);
}

/** Is it the same unit, or one below? */
function liesBelow(unit: Unit, above: string, units: readonly Unit[]): boolean {
  for (let at: Unit | undefined = unit; at;) {
    if (at.id === above) return true;
    const { parentId }: Unit = at;
    at = units.find(({ id }) => id === parentId);
  }
  return false;
}
