/** 0 (least) … 4 (most); null: nothing is asked of this commune. */
export type Step = 0 | 1 | 2 | 3 | 4 | null;

/** Five equal steps of part / whole; only all of it is the last step. */
export function stepOf(part: number, whole: number): Step {
  if (whole <= 0) return null;
  const share = part / whole;
  if (share >= 1) return 4;
  if (share >= 0.75) return 3;
  if (share >= 0.5) return 2;
  return share >= 0.25 ? 1 : 0;
}
