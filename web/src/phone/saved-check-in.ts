import type { ErrorBody } from '../../../src/contracts/common.js';
import type { CheckInEntry, Receipt } from '../../../src/contracts/participation.js';
import { isFinal, waitAfter } from '../shared/outbox/retry.js';

type Sentence = { vi: string; en: string };

/** How something saved ended. A duplicate is a success: this person is in the ledger. */
export type SavedEnd =
  { kind: 'counted' | 'duplicate' | 'answered'; at: string } | { kind: 'refused'; message: Sentence };

/** What is kept on this phone until the server has answered it. */
interface SavedBase {
  /** This phone's own id of the entry: sending it again is the same. */
  id: string;
  /** Whose it is: on a shared phone another session must not send it as its own. */
  personId: string;
  assignmentId: string;
  eventId: string;
  deviceTime: string;
  attempts: number;
  /** Not to be sent before this time (milliseconds). */
  notBefore: number;
  outcome: SavedEnd | null;
}

export interface SavedCheckIn extends SavedBase {
  /** Absent in what an older version of this page has saved. */
  kind?: 'check_in';
  siteId: string;
  gateCode: string;
  /** With the entry's id it makes a repeated upload the same one. */
  deviceId: string;
}

/** An answer to an offer. The same answer again is the same answer. */
export interface SavedAnswer extends SavedBase {
  kind: 'answer';
  answer: 'accept' | 'decline';
  reason: string;
}

/** "I'm on the way", or "not yet, after all". The same word again is the same word. */
export interface SavedWay extends SavedBase {
  kind: 'way';
  isOnTheWay: boolean;
}

export type Saved = SavedCheckIn | SavedAnswer | SavedWay;

export const isAnswer = (saved: Saved): saved is SavedAnswer => saved.kind === 'answer';
export const isWay = (saved: Saved): saved is SavedWay => saved.kind === 'way';
export const isCheckIn = (saved: Saved): saved is SavedCheckIn => !isAnswer(saved) && !isWay(saved);
/** One of a kind for an assignment: the newest. */
export const isSameMatter = (a: Saved, b: Saved): boolean =>
  a.assignmentId === b.assignmentId && isAnswer(a) === isAnswer(b) && isWay(a) === isWay(b);

export const isWaiting = (saved: Saved): boolean => saved.outcome === null;

export function toEntry(saved: SavedCheckIn): CheckInEntry {
  const { id, siteId, gateCode, deviceTime } = saved;
  return { id, method: 'gate_code', siteId, gateCode, deviceTime };
}

/** What became of one upload: receipts, an error of the server, or no answer at all. */
export type SendResult =
  | { kind: 'receipts'; receipts: readonly Receipt[] }
  | { kind: 'answered'; at: string }
  | { kind: 'error'; status: number; error: ErrorBody }
  | { kind: 'no_answer' };

/** The next state of something saved after an upload that held it. */
export function afterSending<S extends Saved>(saved: S, result: SendResult, now: number, random: number): S {
  if (result.kind === 'answered') return { ...saved, outcome: result };
  if (result.kind === 'receipts') {
    const receipt = result.receipts.find((one) => one.id === saved.id);
    if (receipt) return { ...saved, outcome: endOf(receipt) };
  }
  if (result.kind === 'error' && isFinal(result.status)) {
    return { ...saved, outcome: { kind: 'refused', message: result.error.message } };
  }
  const attempts = saved.attempts + 1;
  return { ...saved, attempts, notBefore: now + waitAfter(saved.attempts, random) };
}

function endOf(receipt: Receipt): SavedEnd {
  return receipt.outcome === 'refused'
    ? { kind: 'refused', message: receipt.message }
    : { kind: receipt.outcome, at: receipt.at };
}
