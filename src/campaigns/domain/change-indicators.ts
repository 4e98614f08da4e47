import type { Indicator } from '../../contracts/results.js';

/** Why a list of indicators cannot become another. */
export type IndicatorFault = 'indicator_fixed';

/**
 * The list that is to stand. What is left out is switched off and stands last: reports may name it.
 * @returns the list in its order, or what is wrong with the wish
 */
export function changedIndicators(
  standing: readonly Indicator[],
  wished: readonly Indicator[],
): Indicator[] | IndicatorFault {
  const byId = new Map(standing.map((one) => [one.id, one]));
  for (const { id, code, counts } of wished) {
    const before = byId.get(id);
    if (before && (before.code !== code || before.counts !== counts)) return 'indicator_fixed';
  }
  const kept = new Set(wished.map((one) => one.id));
  const left = standing.filter((one) => !kept.has(one.id)).map((one) => ({ ...one, active: false }));
  return [...wished, ...left];
}
