/** One question what time it is: when it was sent and answered by this page's own steady clock, and what was said. */
export interface Sample {
  sentAt: number;
  heardAt: number;
  /** The server's time in whole milliseconds, of some moment in between. */
  at: number;
}

export interface Measured {
  /** What to add to the page's steady clock to have the server's time. */
  add: number;
  /** By how much that may be wrong, one way or the other. */
  uncertaintyMs: number;
}

/** A quartz loses some milliseconds in so long: what was measured before says nothing any more. */
export const BELIEVED_MS = 120_000;
const KEPT = 16;

/** The samples to go on with: the newest, none of them old. */
export function keep(samples: readonly Sample[], fresh: Sample): Sample[] {
  return [...samples, fresh].filter((one) => fresh.heardAt - one.heardAt <= BELIEVED_MS).slice(-KEPT);
}

/** The answer that came back soonest can be the least wrong: by half its way there and back. */
export function measure(samples: readonly Sample[]): Measured | null {
  let best: Sample | null = null;
  for (const one of samples) if (!best || roundTrip(one) <= roundTrip(best)) best = one;
  if (!best) return null;
  // Half a millisecond of what the server's whole number leaves out.
  return { add: best.at + 0.5 - (best.sentAt + best.heardAt) / 2, uncertaintyMs: roundTrip(best) / 2 + 0.5 };
}

const roundTrip = ({ sentAt, heardAt }: Sample): number => heardAt - sentAt;
