import type { MatchingWeights, Reason } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';

/**
 * The matching engine's question and answer. Plain data: it crosses a thread's border, it is kept
 * beside its plan so that anybody can check the plan later, and the same question always has the
 * same answer. Times are milliseconds, so that overlap is arithmetic.
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
  /** The chi đoàn, or whoever this person comes with; null: nobody. */
  groupId: string | null;
  skills: readonly { skill: Skill; level: number }[];
  /** Whole years on the day; null: not known, treated as grown up. */
  age: number | null;
  /** What the person is ready to travel; null: a default, by whether there is a vehicle. */
  maxDistanceKm: number | null;
  hasVehicle: boolean;
  /** When the person can; null: at any time. A shift must lie inside one of these. */
  available: readonly Window[] | null;
  /** Communes the person would like to go to; empty: no wish. */
  wishCommuneIds: readonly string[];
  /** Communes the person must not be sent to. */
  excludedCommuneIds: readonly string[];
  /** Turns served in earlier events: who has served less goes before. */
  turns: number;
  /** The organiser's choice: a shift, or null for "no place". Undefined: none was made. */
  pin?: { shiftId: string | null };
  /** A published place that still stands: it is kept, unless it is pinned elsewhere or may be moved. */
  standing: StandingPlace | null;
  /** Windows taken by standing places in other events. */
  busy: readonly Window[];
  /** Windows for which the person has said no. */
  declined: readonly Window[];
  /** Shifts whose offer the person has let run out. */
  expiredShiftIds: readonly string[];
}

/** Somebody without wishes, duties or a place, who has a vehicle. */
export const untied = (id: string, home: MatchPlace | null): MatchPerson => ({
  id,
  home,
  groupId: null,
  skills: [],
  age: null,
  maxDistanceKm: null,
  hasVehicle: true,
  available: null,
  wishCommuneIds: [],
  excludedCommuneIds: [],
  turns: 0,
  standing: null,
  busy: [],
  declined: [],
  expiredShiftIds: [],
});

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
  /** Nobody younger goes here; null: no limit. */
  minimumAge: number | null;
  demand: readonly MatchDemand[];
}

export interface MatchSettings {
  weights: MatchingWeights;
  /** Between two duties of one person, another event's included. */
  restMinutes: number;
  /** How many published places the organiser allows to be moved. */
  mayMove: number;
  /** Decides between people who are the same to the problem. */
  seed: number;
}

export interface MatchingProblem {
  settings: MatchSettings;
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

/** What a plan says of one person, without its reason. */
export type Place = Pick<Placement, 'personId' | 'shiftId' | 'skill'>;

export interface Gap {
  shiftId: string;
  skill: Skill | null;
  /** Places below the target. */
  short: number;
  belowMinimum: boolean;
  reason: Reason;
}

/**
 * What proves that no better plan exists: a price for every row of demand and every commune, from
 * which anybody can compute a bound that no plan can beat which moves no more published places (weak duality). Prices are in tenths of a
 * kilometre; the levels' weights say how much one place of a higher goal is worth in them.
 */
export interface Certificate {
  levels: { minimum: number; step: number; placed: number };
  /** In the order of the shifts and of their demand. */
  rowPrices: number[];
  communePrices: { communeId: string; price: number }[];
  /** What a published place that is moved costs, so that no more are moved than allowed. */
  movePrice: number;
  /** Tenths of a kilometre between the plan's last level and the bound; 0: the bound is reached. */
  gap: number;
  /** The bound of the last level itself, tenths of a kilometre. */
  bound: number;
}

export interface MatchingResult {
  /** One for each person, in the order of the problem. */
  placements: Placement[];
  gaps: Gap[];
  certificate: Certificate;
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

/**
 * The question contradicts itself: nothing is computed. Each contradiction is named by itself and as
 * small as it can be; people in its sentences stand as `‹id›`, for who knows their names to replace.
 */
export class MatchingRefused extends Error {
  constructor(readonly contradictions: Reason[]) {
    super(contradictions.map((one) => one.en).join(' '));
    this.name = 'MatchingRefused';
  }
}
