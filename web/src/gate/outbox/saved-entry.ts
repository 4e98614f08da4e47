import type { HeadcountReason } from '../../../../src/contracts/gate.js';
import type { CheckInEntry } from '../../../../src/contracts/participation.js';
import type { Sentence } from '../../shared/i18n.js';
import { waitAfter } from '../../shared/outbox/retry.js';
import type { GateSays } from '../judge/judge.js';

/** A gate sends what it reads, ticks or types; the gate's own code is for phones. */
export type GateCheckIn = Exclude<CheckInEntry, { method: 'gate_code' }>;
export type Job =
  { kind: 'check_in'; entry: GateCheckIn } | { kind: 'headcount'; reason: HeadcountReason; people: number };

/** How the server answered. */
export interface EntryEnd {
  kind: 'counted' | 'duplicate' | 'refused';
  message: Sentence;
  /** When the server took it in, by its own clock; null of what it refused. */
  at: string | null;
  personId: string | null;
}

/** What a gate has taken in and not yet told, or told and not yet cleared up. It names nobody. */
export interface SavedEntry {
  /** Made here: sent again, it is the same entry. */
  id: string;
  eventId: string;
  siteId: string;
  /** By this device's clock. */
  at: string;
  job: Job;
  /** Who it is, where the gate itself knows. */
  personId: string | null;
  /** What the gate said of it before the server did. */
  said: GateSays;
  attempts: number;
  /** Not to be sent before this time (milliseconds). */
  notBefore: number;
  end: EntryEnd | null;
  /** Answered when nobody looked any more, and otherwise than the gate had said: somebody must look at it. */
  toClear: boolean;
}

/** An answer within this time is seen by who stands there. */
const SEEN_MS = 6_000;
/** Sayings after which anything but "counted" is news. */
const HOPEFUL: readonly GateSays[] = ['expected', 'not_on_list', 'unverified', 'by_number'];

/** The entry with its answer. */
export function ended(entry: SavedEntry, end: EntryEnd, now: number): SavedEntry {
  const late = now - Date.parse(entry.at) > SEEN_MS;
  const news = end.kind !== 'counted' && HOPEFUL.includes(entry.said);
  return { ...entry, end, toClear: late && news };
}

const LONGEST_WAIT_MS = 30_000;

/** The entry after an attempt without an answer. */
export function postponed(entry: SavedEntry, now: number, random: number): SavedEntry {
  const notBefore = now + waitAfter(entry.attempts, random, LONGEST_WAIT_MS);
  return { ...entry, attempts: entry.attempts + 1, notBefore };
}
