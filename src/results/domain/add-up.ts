import type { Sum } from './decide.js';

export function sumOf(parts: readonly Sum[]): Sum {
  return parts.reduce<Sum>(
    (sum, part) => ({ amount: sum.amount + part.amount, people: sum.people + part.people }),
    { amount: 0, people: 0 },
  );
}

/** One sum for each indicator, in their order. */
export function inOrder(
  indicatorIds: readonly string[],
  parts: readonly (Sum & { indicatorId: string })[],
): Sum[] {
  return indicatorIds.map((id) => sumOf(parts.filter((part) => part.indicatorId === id)));
}
