import type { Skill } from '../../contracts/common.js';
import type { Network } from './network.js';
import type { Certificate, MatchPerson, MatchingProblem } from './problem.js';
import type { Fixed } from './rules.js';

/** Nowhere. */
export const OUT = -1;

/** One row of a shift's demand. */
export interface Slot {
  shift: number;
  skill: Skill | null;
  minimum: number;
  target: number;
  maximum: number;
  /** By people who stay where they are. */
  taken: number;
  /** Of those there now who may be moved: however full it is, they may stay. */
  standing: number;
  commune: number;
  /** In the network; 0: it has no place left, or asks for nobody. */
  hub: number;
}

export interface Commune {
  id: string;
  target: number;
  hub: number;
}

/** People who are the same to the problem. */
export interface Crowd {
  /** Anyone of them: what the rules look at is the same for all. */
  like: MatchPerson;
  /** Indices of people, in an order that the seed decides. */
  members: number[];
  /** Who lives in one place has one number: it lists what is near. */
  home: number;
  /** The shift all of them are pinned to. */
  pinnedShift: number;
  /** Where they stand now, if they may be moved: a slot. */
  standsAt: number;
}

/** What is near each home, as crowds number them: list h is start[h] … start[h + 1] − 1. */
export interface Reach {
  start: Int32Array;
  /** Shifts, by rising index. */
  places: Int32Array;
  /** How far each is; NaN when that is not known. */
  km: Float64Array;
}

/** The question in tables: who is fixed, who is alike, what is near. */
export interface Laid {
  problem: MatchingProblem;
  slots: Slot[];
  /** The slots of shift s: slotStart[s] … slotStart[s + 1] − 1. */
  slotStart: Int32Array;
  /** What rows ask for, each skill once; by slot, which of them. */
  kinds: (Skill | null)[];
  kindOf: Uint8Array;
  communes: Commune[];
  crowds: Crowd[];
  /** By person: where somebody stays whom the engine does not place. */
  fixed: Fixed[];
  /** By person: the shift and the slot of that place; OUT when there is none, or none any more. */
  fixedShift: Int32Array;
  fixedSlot: Int32Array;
  reach: Reach;
  /** The slot of a place, or OUT when its row of demand is gone. */
  slotAt: (place: { shiftId: string | null; skill: Skill | null }) => number;
}

/** The network made of it, and what its numbers mean. */
export interface Woven {
  network: Network;
  /** By arc of the network: kilometres and what is weighed in them, without pins, tolls and prices of moves. */
  plainCost: Float64Array;
  slotOfHub: Int32Array;
  levels: Certificate['levels'];
  /** What being out costs who is pinned: more than everything else together. */
  pinPrice: number;
}

export type Board = Laid & Woven;
