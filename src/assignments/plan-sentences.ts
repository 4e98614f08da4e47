import type { Reason } from '../contracts/assignments.js';

/** What a plan as a whole says, beside the engine's own sentences in domain/reasons.ts. */
export const contradictory = (count: number): Reason => ({
  code: 'contradictions',
  vi: `Không lập được phương án: có ${count} điều mâu thuẫn.`,
  en: count === 1 ? 'No plan can be made: 1 contradiction.' : `No plan can be made: ${count} contradictions.`,
});

export const notInPlan = (): Reason => ({
  code: 'not_in_plan',
  vi: 'Phương án không có người này.',
  en: 'The plan does not have this person.',
});
