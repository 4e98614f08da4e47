import { POLICY, type Action } from '../../src/platform/policy/policy-table.js';
import type { Place, Speaker } from './world.js';

/** On what a route decides, besides who asks. */
export type Scope =
  /** Everybody who may do it gets the same, or only what is the own. */
  | 'nothing'
  /** Its answer is narrowed to what the reader may see. */
  | 'list'
  | 'event'
  | 'unit'
  | 'campaign'
  /** A staff member's role, which lies in a unit and is for no event. */
  | 'role'
  /** A role that is given for the event of the place. */
  | 'given role'
  | 'own assignment'
  /** In the own place a session of the speaker, elsewhere one of a member of the staff there. */
  | 'own session';

/** `all` there is in a place, `part`: the own unit's in an event further up. */
export type Reach = 'all' | 'part' | 'none';

/** How far one who may do it somewhere may do it to something of this kind, in this place. */
export function reachOf(speaker: Speaker, action: Action, scope: Scope, place: Place): Reach {
  if (scope === 'nothing' || scope === 'list') return 'all';
  if (scope === 'own session') return place === 'own' ? 'all' : 'none';
  const isDevice = speaker.kind === 'screen' || speaker.kind === 'gate';
  if (isDevice) return scope === 'event' && place === 'own' ? 'all' : 'none';
  if (speaker.kind === 'volunteer') return place === 'own' ? 'all' : 'none';
  const upwards = POLICY[action].reachesUp && place === 'parent' ? 'part' : 'none';
  if (speaker.only === 'event above') return scope === 'event' || scope === 'campaign' ? upwards : 'none';
  if (speaker.only === 'event') {
    // Of the campaign of the own event one may know, and no more.
    const told = scope === 'campaign' && action === 'campaigns.read';
    return place === 'own' && (scope === 'event' || scope === 'given role' || told) ? 'all' : 'none';
  }
  if (speaker.only === 'campaign') {
    return place === 'own' && (scope === 'event' || scope === 'campaign' || scope === 'given role')
      ? 'all'
      : 'none';
  }
  if (place === 'own' || place === 'child') return 'all';
  return scope === 'event' || scope === 'campaign' ? upwards : 'none';
}

/** What must come back: the answer (whole or in part), or one of the refusals. */
export type Expected = 'all' | 'part' | 'not_signed_in' | 'not_allowed' | 'hidden';

/** From the policy table alone. */
export function expected(speaker: Speaker, action: Action | 'public', scope: Scope, place: Place): Expected {
  if (action === 'public') return 'all';
  if (speaker.kind === 'nobody') return 'not_signed_in';
  const { roles, kinds } = POLICY[action];
  const holds = speaker.state === 'now' && speaker.role !== null && roles.includes(speaker.role);
  if (!kinds.includes(speaker.kind) && !holds) return 'not_allowed';
  const reach = reachOf(speaker, action, scope, place);
  return reach === 'none' ? 'hidden' : reach;
}
