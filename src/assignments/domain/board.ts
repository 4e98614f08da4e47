import type { Skill } from '../../contracts/common.js';
import type { Reach } from './near.js';
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
  /** The shift all of them are pinned to. */
  pinnedShift: number;
  /** Where they stand now, if they may be moved: a slot. */
  standsAt: number;
}

/** The question in tables: who is fixed, who is alike, what is near. */
export interface Laid {
  problem: MatchingProblem;
  slots: Slot[];
  /** The slots of shift s: slotStart[s] … slotStart[s + 1] − 1. */
  slotStart: Int32Array;
  communes: Commune[];
  crowds: Crowd[];
  /** By person: where somebody stays whom the engine does not place. */
  fixed: Fixed[];
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
