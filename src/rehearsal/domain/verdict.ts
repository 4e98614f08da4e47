import type { Verdict } from '../../contracts/rehearsal.js';

/** A moment at which the screen showed a revision; milliseconds of one monotonic clock. */
export interface Shown {
  rev: number;
  at: number;
}

export interface Evidence {
  people: number;
  /** Persons for whom a phone or gate holds a receipt that says "counted" or "already counted". */
  acknowledged: number;
  ledger: number;
  screen: number;
  export: number;
  /** For each receipt: the revision it named and when it arrived. */
  receipts: readonly Shown[];
  frames: readonly Shown[];
  refused: ReadonlyMap<string, number>;
  errors: number;
}

/** Exact means: the four counts are one number, nothing failed, and the screen showed every receipt. */
export function judge(evidence: Evidence): Verdict {
  const { people, acknowledged, ledger, screen, errors } = evidence;
  const { delays, unseen } = ackToScreen(evidence.receipts, evidence.frames);
  const same = acknowledged === ledger && ledger === screen && screen === evidence.export;
  return {
    exact: same && errors === 0 && unseen === 0 && acknowledged > 0,
    people,
    acknowledged,
    ledger,
    screen,
    export: evidence.export,
    ackToScreenP50Ms: percentile(delays, 0.5),
    ackToScreenP99Ms: percentile(delays, 0.99),
    ackToScreenMaxMs: percentile(delays, 1),
    refused: Object.fromEntries(evidence.refused),
    errors: errors + unseen,
  };
}

/** From each receipt to the first frame of at least its revision; a frame that was first counts as 0. */
export function ackToScreen(
  receipts: readonly Shown[],
  frames: readonly Shown[],
): { delays: number[]; unseen: number } {
  const delays: number[] = [];
  let unseen = 0;
  let next = 0;
  for (const receipt of [...receipts].sort((a, b) => a.rev - b.rev)) {
    while (next < frames.length && frames[next]!.rev < receipt.rev) next++;
    const frame = frames[next];
    if (frame) delays.push(Math.max(0, frame.at - receipt.at));
    else unseen++;
  }
  return { delays: delays.sort((a, b) => a - b), unseen };
}

/** Nearest rank on a sorted list, rounded to a tenth of a millisecond; 0 for an empty one. */
function percentile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return Math.round(value * 10) / 10;
}
