import type { ResultReceipt } from '../../../../src/contracts/results.js';
import type { Sentence } from '../../shared/i18n.js';
import { isFinal } from '../../shared/outbox/retry.js';

/** A report kept on this phone until the server has answered it. */
export interface SavedResult {
  /** This phone's own id of the report: sending it again is the same report. */
  id: string;
  /** Whose it is: on a shared phone another session must not send it as its own. */
  personId: string;
  assignmentId: string;
  eventId: string;
  indicatorId: string;
  amount: number;
  people: number;
  deviceTime: string;
  /** Not to be sent before this time (milliseconds): whoever counts may go on counting. */
  notBefore: number;
  attempts: number;
  /** Why the server did not count it. */
  refused: Sentence | null;
}

export interface Sum {
  amount: number;
  people: number;
}
export type Wanted = Pick<SavedResult, 'personId' | 'assignmentId' | 'eventId' | 'indicatorId'>;

/** A tap waits this long for the next one: ten taps are one report, not ten. */
export const GATHER_MS = 2_500;

export const keyOf = (one: Pick<SavedResult, 'assignmentId' | 'indicatorId'>): string =>
  `${one.assignmentId} ${one.indicatorId}`;
export const isWaiting = (saved: SavedResult): boolean => saved.refused === null;

/**
 * Adds a tap: to the report that has not been tried yet, else as a new one.
 * @returns what is to be saved; of a report that adds up to nothing its id, which is to be forgotten
 */
export function withTap(
  all: readonly SavedResult[],
  wanted: Wanted,
  by: Sum,
  most: number,
  make: { id: () => string; now: number },
): { save: SavedResult } | { forget: string } {
  const open = all
    .filter(
      (one) =>
        keyOf(one) === keyOf(wanted) &&
        isWaiting(one) &&
        one.attempts === 0 &&
        one.notBefore > make.now &&
        one.notBefore <= make.now + GATHER_MS && // or the clock was set back: it is on its way
        Math.abs(one.amount + by.amount) <= most,
    )
    .pop();
  if (!open) {
    const fresh = { id: make.id(), attempts: 0, refused: null, deviceTime: new Date(make.now).toISOString() };
    return { save: { ...wanted, ...fresh, ...by, notBefore: make.now + GATHER_MS } };
  }
  const amount = open.amount + by.amount;
  const people = open.people + by.people;
  if (amount === 0 && people === 0) return { forget: open.id };
  return { save: { ...open, amount, people, notBefore: make.now + GATHER_MS } };
}

/** What has not been answered yet, of one place and indicator. */
export function waitingSum(all: readonly SavedResult[], of: Parameters<typeof keyOf>[0]): Sum {
  return all
    .filter((one) => keyOf(one) === keyOf(of) && isWaiting(one))
    .reduce((sum, one) => ({ amount: sum.amount + one.amount, people: sum.people + one.people }), {
      amount: 0,
      people: 0,
    });
}

/** What became of one upload. */
export type SendResult =
  | { kind: 'receipts'; receipts: readonly ResultReceipt[] }
  | { kind: 'error'; status: number; message: Sentence }
  | { kind: 'no_answer' };

/** What is left of a report after an upload that held it; null: it is counted, and need not be kept. */
export function afterSending(saved: SavedResult, result: SendResult, retryAt: number): SavedResult | null {
  if (result.kind === 'receipts') {
    const receipt = result.receipts.find((one) => one.id === saved.id);
    if (receipt?.outcome === 'counted') return null;
    if (receipt) return { ...saved, refused: receipt.message };
  }
  if (result.kind === 'error' && isFinal(result.status)) return { ...saved, refused: result.message };
  return { ...saved, attempts: saved.attempts + 1, notBefore: retryAt };
}
