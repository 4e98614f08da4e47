import type { ErrorBody } from '../../../src/contracts/common.js';
import type { CheckInEntry, Receipt } from '../../../src/contracts/participation.js';

type Sentence = { vi: string; en: string };

/** How a saved check-in ended. A duplicate is a success: this person is in the ledger. */
export type CheckInEnd =
  { kind: 'counted' | 'duplicate'; at: string } | { kind: 'refused'; message: Sentence };

/** A check-in kept on this phone until the server has answered it. */
export interface SavedCheckIn {
  /** This phone's own id of the entry: sending it again is the same check-in. */
  id: string;
  /** Whose it is: on a shared phone another session must not send it as its own. */
  personId: string;
  assignmentId: string;
  eventId: string;
  siteId: string;
  gateCode: string;
  deviceTime: string;
  attempts: number;
  /** Not to be sent before this time (milliseconds). */
  notBefore: number;
  outcome: CheckInEnd | null;
}

export const isWaiting = (saved: SavedCheckIn): boolean => saved.outcome === null;

export function toEntry(saved: SavedCheckIn): CheckInEntry {
  const { id, siteId, gateCode, deviceTime } = saved;
  return { id, method: 'gate_code', siteId, gateCode, deviceTime };
}

/** What became of one upload: receipts, an error of the server, or no answer at all. */
export type SendResult =
  | { kind: 'receipts'; receipts: readonly Receipt[] }
  | { kind: 'error'; status: number; error: ErrorBody }
  | { kind: 'no_answer' };

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** Doubling waits up to a minute, each shortened at random by up to half: phones must not come in step. */
export function waitAfter(attempts: number, random: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 10));
  return full * (1 - random / 2);
}

/** The next state of a saved check-in after an upload that held it. */
export function afterSending(
  saved: SavedCheckIn,
  result: SendResult,
  now: number,
  random: number,
): SavedCheckIn {
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

function endOf(receipt: Receipt): CheckInEnd {
  return receipt.outcome === 'refused'
    ? { kind: 'refused', message: receipt.message }
    : { kind: receipt.outcome, at: receipt.at };
}

/**
 * An answer that will be the same next time. Not signed in (401) is none: the entry waits until the
 * person has signed in again; neither is a time-out (408) or a server that has too much to do (429).
 */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status);
}
