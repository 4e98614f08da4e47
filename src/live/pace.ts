/** Less than this late is on time: a timer and a busy loop are always late, and that must not add up. */
const ON_TIME_MS = 20;

/**
 * From when the next of a row of things is counted that come at a pace, on average and not one by one.
 * @param due when this one was due
 */
export const countedFrom = (due: number, now: number): number => (now - due < ON_TIME_MS ? due : now);
