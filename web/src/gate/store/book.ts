import type { GatePerson, GateRoster } from '../../../../src/contracts/gate.js';
import type { Role } from '../../../../src/contracts/people.js';

/** Who works at this gate: a device that was let in, or somebody with an account. */
export interface Keeper {
  kind: 'gate' | 'staff';
  id: string;
  name: string;
  roles: readonly Role[];
}

/** The roster with its people, as this gate knows it. */
export interface KeptRoster extends GateRoster {
  people: GatePerson[];
}

/** What a gate keeps to open without a network: one gate at a time. */
export interface Book {
  keeper: Keeper;
  roster: KeptRoster;
}

export const isOver = (roster: GateRoster, now: number): boolean => now >= Date.parse(roster.keepUntil);

/** Takes an answer in: people that were not sent again are those that are held. */
export function merged(held: KeptRoster | null, answer: GateRoster): KeptRoster | null {
  if (answer.people !== null) return { ...answer, people: answer.people };
  return held !== null && held.version === answer.version ? { ...answer, people: held.people } : null;
}
