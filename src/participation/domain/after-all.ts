import type { Decision, DecidedOutcome } from '../../contracts/closing.js';
import { nearest, type ShiftWindow } from './decide.js';

/** What is known of a kept scan on which somebody decides. */
export interface KeptFacts {
  /** Null: nobody could be named, or the person may not be mixed with this event. */
  personId: string | null;
  siteId: string | null;
  /** The person's places at that site, whatever has become of them, and the site's shifts. */
  places: readonly (ShiftWindow & { assignmentId: string; orgUnitId: string })[];
  shifts: readonly ShiftWindow[];
  deviceTime: Date;
  recordedAt: Date;
  event: { startsAt: Date; endsAt: Date };
  /** The check-in by which the person is counted now, and all shifts in which one stands. */
  other: { checkInId: string; shiftId: string } | null;
  standingShifts: readonly string[];
}
/** Where a scan counts: in which shift, on which place, for which unit (null: the person's own). */
export interface Seat {
  shiftId: string;
  assignmentId: string | null;
  orgUnitId: string | null;
}
export type Effect =
  | { outcome: 'decided'; count: Seat | null; void: string | null }
  | { outcome: Exclude<DecidedOutcome, 'decided'> };

/** What a decision does to the ledger. That nobody is counted twice in a shift the constraint decides. */
export function effectOf(decision: Decision, kept: KeptFacts): Effect {
  if (decision === 'leave') return { outcome: 'decided', count: null, void: null };
  if (kept.personId === null || kept.siteId === null) return { outcome: 'cannot' };
  const other = decision === 'void_other' ? kept.other : null;
  if (decision === 'void_other' && !other) return { outcome: 'no_other' };

  const at = believable(kept);
  const place = nearest(kept.places, at);
  const shiftId = place?.id ?? nearest(kept.shifts, at)?.id;
  if (shiftId === undefined) return { outcome: 'cannot' };
  if (other?.shiftId !== shiftId && kept.standingShifts.includes(shiftId))
    return { outcome: 'already_counted' };
  const count = { shiftId, assignmentId: place?.assignmentId ?? null, orgUnitId: place?.orgUnitId ?? null };
  return { outcome: 'decided', count, void: other?.checkInId ?? null };
}

/** A phone's clock may be a month wrong: out of the event's day, the server's time says which shift it was. */
function believable({ deviceTime, recordedAt, event }: KeptFacts): Date {
  const away = 12 * 3_600_000;
  const within =
    deviceTime.getTime() > event.startsAt.getTime() - away &&
    deviceTime.getTime() < event.endsAt.getTime() + away;
  return within ? deviceTime : recordedAt;
}
