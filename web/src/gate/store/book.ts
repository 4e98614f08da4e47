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
  /** When this answer came, by the device's own clock. */
  heardAt: number;
}

/** What a gate keeps to open without a network: one gate at a time. */
export interface Book {
  keeper: Keeper;
  roster: KeptRoster;
}

/**
 * What time it is, at a gate whose own clock may be a year ahead: what has passed on it since the answer is added to the
 * server's time. When it was set back since, nothing but it is left to go by.
 */
export const timeAt = ({ at, heardAt }: KeptRoster, now: number): number =>
  now >= heardAt ? Date.parse(at) + (now - heardAt) : now;

export const isOver = (roster: KeptRoster, now: number): boolean =>
  timeAt(roster, now) >= Date.parse(roster.keepUntil);

/** Takes an answer in: people that were not sent again are those that are held. */
export function merged(held: KeptRoster | null, answer: GateRoster, heardAt: number): KeptRoster | null {
  if (answer.people !== null) return { ...answer, people: answer.people, heardAt };
  return held !== null && held.version === answer.version
    ? { ...answer, people: held.people, heardAt }
    : null;
}
