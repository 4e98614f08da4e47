import type { AssignmentState } from '../../contracts/assignments.js';

/** One assignment of an act: the state it left (null: none that stood), and the one it has entered. */
export interface ActStep {
  id: string;
  was: AssignmentState | null;
  is: AssignmentState;
}

/** The steps that lead back, in the order in which they must be taken: time that was given away is freed first. */
export interface Undoing {
  /** Offers that were made. */
  withdraw: string[];
  /** Offers that were taken back. */
  offerAgain: string[];
  /** Places of people who had said yes. */
  restore: string[];
}

/** What undoes an act. An answer that came meanwhile is no part of it: it is looked at when the step is taken. */
export function undoing(steps: readonly ActStep[]): Undoing {
  const of = (fits: (step: ActStep) => boolean) => steps.filter(fits).map(({ id }) => id);
  return {
    withdraw: of(({ is }) => is === 'offered'),
    offerAgain: of(({ was, is }) => was === 'offered' && is !== 'offered'),
    restore: of(({ was, is }) => was === 'accepted' && is !== 'offered'),
  };
}
