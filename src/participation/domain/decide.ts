import type { AssignmentState } from '../../contracts/assignments.js';
import type { EventState } from '../../contracts/events.js';
import type { CheckInMethod, Refusal } from '../../contracts/participation.js';

/** A place a person was given in the event, whatever has become of it. */
export interface Place {
  id: string;
  siteId: string;
  shiftId: string;
  state: AssignmentState;
  startsAt: Date;
  endsAt: Date;
}
export interface ShiftWindow {
  id: string;
  startsAt: Date;
  endsAt: Date;
}
export interface Arrival {
  method: CheckInMethod;
  /** Null: no site of this event. */
  siteId: string | null;
  /** What was wrong with the code itself. */
  codeFault: Refusal | null;
  /** Null: nobody has this code or phone. */
  person: { simulated: boolean; registered: boolean; places: readonly Place[] } | null;
  /** Shifts of the site. */
  shifts: readonly ShiftWindow[];
  event: { state: EventState; simulated: boolean };
  now: Date;
}
export type Decision =
  | { count: true; shiftId: string; assignmentId: string | null }
  | { count: false; refusal: Refusal; rightSiteId: string | null };

/** Whoever has such a place is expected. */
export const STANDING: ReadonlySet<AssignmentState> = new Set([
  'offered',
  'accepted',
  'checked_in',
  'completed',
]);
const FALLEN: ReadonlySet<AssignmentState> = new Set(['declined', 'expired', 'withdrawn', 'replaced']);

/**
 * Is this arrival counted, and for which shift? The ledger's unique constraints have the last word:
 * whether the person is already in it is not asked here.
 */
export function decide(arrival: Arrival): Decision {
  const { event, person, siteId, method, now } = arrival;
  if (event.state !== 'live') return refuse(event.state === 'closed' ? 'event_closed' : 'event_not_live');
  if (siteId === null) return refuse('unknown_site');
  if (arrival.codeFault) return refuse(arrival.codeFault);
  if (!person) return refuse('unknown_person');
  if (person.simulated !== event.simulated) return refuse('simulated_mix');

  const standing = person.places.filter((place) => STANDING.has(place.state));
  const here = nearest(
    standing.filter((place) => place.siteId === siteId),
    now,
  );
  if (here) return { count: true, shiftId: here.shiftId, assignmentId: here.id };
  const elsewhere = nearest(standing, now);
  if (elsewhere) return refuse('wrong_site', elsewhere.siteId);
  // Whoever was given up and comes after all has come.
  const missed = nearest(
    person.places.filter((place) => place.siteId === siteId && place.state === 'no_show'),
    now,
  );
  if (missed) return { count: true, shiftId: missed.shiftId, assignmentId: missed.id };

  if (method === 'gate_code') {
    const fallen = person.places.some((place) => place.siteId === siteId && FALLEN.has(place.state));
    return refuse(fallen ? 'offer_not_accepted' : 'not_assigned');
  }
  // A walk-in: somebody in charge sees the person and lets him or her in.
  if (!person.registered) return refuse('unknown_person');
  const shift = nearest(arrival.shifts, now);
  return shift ? { count: true, shiftId: shift.id, assignmentId: null } : refuse('not_assigned');
}

/** The window that holds `now`, or else the one that begins or ended closest to it. */
export function nearest<W extends { startsAt: Date; endsAt: Date }>(
  windows: readonly W[],
  now: Date,
): W | null {
  let best: W | null = null;
  let bestAway = Infinity;
  for (const window of windows) {
    const away = Math.max(
      0,
      window.startsAt.getTime() - now.getTime(),
      now.getTime() - window.endsAt.getTime(),
    );
    const earlier = best !== null && away === bestAway && window.startsAt < best.startsAt;
    if (away < bestAway || earlier) {
      best = window;
      bestAway = away;
    }
  }
  return best;
}

function refuse(refusal: Refusal, rightSiteId: string | null = null): Decision {
  return { count: false, refusal, rightSiteId };
}
