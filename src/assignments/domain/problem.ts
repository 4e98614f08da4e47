import type { Reason } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';

/**
 * The matching engine's question and answer. Plain data: it crosses a thread's border, and the same
 * question always has the same answer. Times are milliseconds, so that overlap is arithmetic.
 */
export interface Window {
  startsAt: number;
  endsAt: number;
}

/** Where somebody lives or something happens: the commune's centre, or the site's own point. */
export interface MatchPlace {
  communeId: string;
  communeName: string;
  lat: number | null;
  lon: number | null;
}

export interface MatchPerson {
  id: string;
  home: MatchPlace | null;
  skills: readonly { skill: Skill; level: number }[];
  /** What the person is ready to travel; null: a default, by whether there is a vehicle. */
  maxDistanceKm: number | null;
  hasVehicle: boolean;
  /** The organiser's choice: a shift, or null for "no place". Undefined: none was made. */
  pin?: { shiftId: string | null };
  /** A published place that still stands: it is kept, unless it is pinned elsewhere. */
  standing: StandingPlace | null;
  /** Windows taken by standing places in other events. */
  busy: readonly Window[];
  /** Windows for which the person has said no. */
  declined: readonly Window[];
  /** Shifts whose offer the person has let run out. */
  expiredShiftIds: readonly string[];
}

export interface StandingPlace {
  shiftId: string;
  skill: Skill | null;
  /** Already there: not even a pin moves this person. */
  present: boolean;
}

export interface MatchDemand {
  /** Null takes anybody. */
  skill: Skill | null;
  minimum: number;
  target: number;
  maximum: number;
}

export interface MatchShift extends Window {
  id: string;
  siteId: string;
  place: MatchPlace;
  demand: readonly MatchDemand[];
}

export interface MatchingProblem {
  people: readonly MatchPerson[];
  shifts: readonly MatchShift[];
}

export interface Placement {
  personId: string;
  /** Null: no place in this plan. */
  shiftId: string | null;
  skill: Skill | null;
  distanceKm: number | null;
  pinned: boolean;
  reason: Reason;
  standbyShiftId: string | null;
  standbyRank: number | null;
}

export interface Gap {
  shiftId: string;
  skill: Skill | null;
  /** Places below the target. */
  short: number;
  belowMinimum: boolean;
  reason: Reason;
}

export interface MatchingResult {
  /** One for each person, in the order of the problem. */
  placements: Placement[];
  gaps: Gap[];
}

export interface SolveHooks {
  /** 0…1, rising. */
  onProgress?: (share: number) => void;
  /** Asked now and then; true ends the work with `MatchingCancelled`. */
  isCancelled?: () => boolean;
}

export class MatchingCancelled extends Error {
  constructor() {
    super('matching was cancelled');
    this.name = 'MatchingCancelled';
  }
}

export const overlaps = (a: Window, b: Window): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
