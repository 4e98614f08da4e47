import type { GatePerson } from '../../../../src/contracts/gate.js';
import { type OfflineVerdict, splitSignedCode } from '../../../../src/kernel/signed-code.js';

/** What a gate says of somebody before the server has answered. */
export type GateSays =
  | 'expected'
  | 'present'
  /** This gate has taken the same person in already, and not yet sent it. */
  | 'saved_here'
  | 'not_on_list'
  /** This browser cannot verify a signature. */
  | 'unverified'
  /** A phone number was typed: who has it, only the server knows. */
  | 'by_number'
  | Exclude<OfflineVerdict, 'genuine' | 'unable'>;

export type Tone = 'good' | 'warn' | 'bad';

export interface Judgement {
  says: GateSays;
  /** Who it is, where the code says so. */
  personId: string | null;
  /** When the person was counted or taken in, as far as the gate knows. */
  since: string | null;
}

export const TONES: Record<GateSays, Tone> = {
  expected: 'good',
  present: 'warn',
  saved_here: 'warn',
  not_on_list: 'warn',
  unverified: 'warn',
  by_number: 'warn',
  unknown_code: 'bad',
  wrong_event: 'bad',
  forged_code: 'bad',
  expired_own_code: 'bad',
};

/** What is no code of ours, and what is on its way already, is told to nobody. */
export const isSent = (says: GateSays): boolean => says !== 'unknown_code' && says !== 'saved_here';

/**
 * @param verdict what the signature says
 * @param waiting whom this gate has taken in and not yet sent, and when
 */
export function judge(
  text: string,
  verdict: OfflineVerdict,
  people: readonly GatePerson[],
  waiting: ReadonlyMap<string, string>,
): Judgement {
  if (verdict !== 'genuine' && verdict !== 'unable') return { says: verdict, personId: null, since: null };
  const personId = personOf(text);
  if (personId === null) return { says: 'unknown_code', personId: null, since: null };
  const known = judgePerson(personId, people, waiting);
  // Who is on the list is looked at by the keeper; the signature has not been.
  if (verdict === 'unable' && known.says !== 'saved_here') return { ...known, says: 'unverified' };
  return known;
}

export function judgePerson(
  personId: string,
  people: readonly GatePerson[],
  waiting: ReadonlyMap<string, string>,
): Judgement {
  const saved = waiting.get(personId);
  if (saved !== undefined) return { says: 'saved_here', personId, since: saved };
  const places = people.filter((one) => one.personId === personId);
  if (places.length === 0) return { says: 'not_on_list', personId, since: null };
  // For which shift it is, the server decides.
  const open = places.some((one) => one.presentAt === null);
  const since = places.find((one) => one.presentAt !== null)?.presentAt ?? null;
  return open ? { says: 'expected', personId, since: null } : { says: 'present', personId, since };
}

/** Whom a code names, whether it is genuine or not. */
export function personOf(text: string): string | null {
  const code = splitSignedCode(text);
  if (!code) return null;
  const hex = Array.from(code.person, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
