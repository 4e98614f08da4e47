import type { AssignmentState } from '../../contracts/assignments.js';
import type { Metric } from '../../contracts/events.js';

/** The life of an assignment. A step is taken only from one of its `from` states, by a guarded UPDATE. */
export const STEPS = {
  /** A place given back may be offered to the same person again. */
  offerAgain: { from: ['withdrawn', 'replaced'], to: 'offered' },
  /** The organiser insists, by a pin. */
  offerInSpite: { from: ['withdrawn', 'replaced', 'declined', 'expired'], to: 'offered' },
  accept: { from: ['offered'], to: 'accepted' },
  /** Also after a yes: "I can't come". */
  decline: { from: ['offered', 'accepted'], to: 'declined' },
  expire: { from: ['offered'], to: 'expired' },
  withdraw: { from: ['planned', 'offered', 'accepted'], to: 'withdrawn' },
  /** Somebody else is asked for the place. */
  replace: { from: ['planned', 'offered', 'accepted'], to: 'replaced' },
  /** Who comes without having answered has said yes by coming; a no-show whom a decision after closing counts did come. */
  checkIn: { from: ['offered', 'accepted', 'no_show'], to: 'checked_in' },
  /** The check-in was voided. What was said by coming stays said. */
  takeBack: { from: ['checked_in'], to: 'accepted' },
  /** The organiser takes an act back: what was said stands again. */
  restore: { from: ['withdrawn', 'replaced', 'no_show'], to: 'accepted' },
  /** A person who said yes never came: the organiser says so, or the end of the shift. */
  miss: { from: ['accepted'], to: 'no_show' },
} as const satisfies Record<string, { from: readonly AssignmentState[]; to: AssignmentState }>;

export type Step = keyof typeof STEPS;

/** States in which a person's time is taken: those of the database's constraint against overlaps. */
export const STANDING = ['planned', 'offered', 'accepted', 'checked_in', 'completed'] as const;

/** Which numbers an assignment is part of while it is in a state. */
const COUNTED: Record<AssignmentState, readonly Metric[]> = {
  planned: [],
  offered: ['offered'],
  accepted: ['offered', 'accepted'],
  checked_in: ['offered', 'accepted'],
  completed: ['offered', 'accepted'],
  no_show: ['offered', 'accepted'],
  declined: [],
  expired: [],
  withdrawn: [],
  replaced: [],
};

/** What a step adds to the counts: the difference of the two states. */
export function metricChange(
  from: AssignmentState | null,
  to: AssignmentState,
): { metric: Metric; by: 1 | -1 }[] {
  const before = from === null ? [] : COUNTED[from];
  const after = COUNTED[to];
  return [
    ...after.filter((metric) => !before.includes(metric)).map((metric) => ({ metric, by: 1 as const })),
    ...before.filter((metric) => !after.includes(metric)).map((metric) => ({ metric, by: -1 as const })),
  ];
}
