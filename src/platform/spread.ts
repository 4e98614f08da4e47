/** Long enough that turning the loop costs little, short enough that nobody notices the wait. */
const SLICE_MS = 4;
/** Looking at the clock for each of ten thousand costs more than being 16 late. */
const BETWEEN_LOOKS = 16;

const waiting: (() => void)[] = [];

/**
 * Does something small for each of very many, and lets the event loop turn every few milliseconds. Of several
 * that are under way each has a slice in turn, so that all of them together hold the loop no longer than one.
 */
export async function spread<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  await nextTurn();
  let began = performance.now();
  let n = 0;
  for (const item of items) {
    work(item);
    if (++n % BETWEEN_LOOKS !== 0 || performance.now() - began < SLICE_MS) continue;
    await nextTurn();
    began = performance.now();
  }
}

/** One of those who wait is let on in each turn of the loop. */
function nextTurn(): Promise<void> {
  return new Promise((go) => {
    if (waiting.push(go) === 1) setImmediate(letOneOn);
  });
}

function letOneOn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(letOneOn);
}
