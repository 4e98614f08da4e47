import type { PlanCommune } from '../../../../src/contracts/assignments.js';
import { type Step, stepOf } from '../../shared/step.js';

/** Three ways to look at the map of a plan. */
export const VIEWS = ['before', 'after', 'change'] as const;
export type View = (typeof VIEWS)[number];

/** Colours of a change: fewer people, the same, more. */
export const CHANGE_STEPS = { less: 0, same: null, more: 3 } as const;

export function stepIn(row: PlanCommune, view: View): Step {
  if (view !== 'change') return stepOf(row[view], row.target);
  if (row.after === row.before) return CHANGE_STEPS.same;
  return row.after < row.before ? CHANGE_STEPS.less : CHANGE_STEPS.more;
}

export const shortOf = (row: PlanCommune): number => Math.max(0, row.target - row.after);

/** The least filled first; of equal ones the larger lack, then by name. Who needs nobody comes last. */
export function worstFirst(
  rows: readonly PlanCommune[],
  byName: (a: string, b: string) => number,
): PlanCommune[] {
  const fill = (row: PlanCommune): number => (row.target > 0 ? Math.min(1, row.after / row.target) : 2);
  return [...rows].sort(
    (a, b) => fill(a) - fill(b) || shortOf(b) - shortOf(a) || byName(a.communeId, b.communeId),
  );
}
