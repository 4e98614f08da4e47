/** Long enough that turning the loop costs little, short enough that nobody notices the wait. */
const SLICE_MS = 3;
/** Looking at the clock for each of ten thousand costs more than being 16 late. */
const BETWEEN_LOOKS = 16;

/** So many turns of what goes first, and the rest has one: it may be late, never left out. */
const FIRST_IN_A_ROW = 8;

const first: (() => void)[] = [];
const rest: (() => void)[] = [];
let inARow = 0;

/**
 * Does something small for each of very many, and lets the event loop turn every few milliseconds. Of several
 * that are under way each has a slice in turn, so that all of them together hold the loop no longer than one.
 * @param queue `first` for what somebody waits for: it goes before the rest
 */
export async function spread<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  queue: 'first' | 'rest' = 'rest',
): Promise<void> {
  await nextTurn(queue);
  let began = performance.now();
  let n = 0;
  for (const item of items) {
    work(item);
    if (++n % BETWEEN_LOOKS !== 0 || performance.now() - began < SLICE_MS) continue;
    await nextTurn(queue);
    began = performance.now();
  }
}

/** One of those who wait is let on in each turn of the loop. */
function nextTurn(queue: 'first' | 'rest'): Promise<void> {
  return new Promise((go) => {
    (queue === 'first' ? first : rest).push(go);
    if (first.length + rest.length === 1) setImmediate(letOneOn);
  });
}

function letOneOn(): void {
  const before = first.length > 0 && (rest.length === 0 || inARow < FIRST_IN_A_ROW);
  inARow = before ? inARow + 1 : 0;
  (before ? first : rest).shift()?.();
  if (first.length + rest.length > 0) setImmediate(letOneOn);
}
