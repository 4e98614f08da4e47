import { setImmediate as turn } from 'node:timers/promises';

/** Long enough that turning the loop costs little, short enough that nobody notices the wait. */
const SLICE_MS = 4;
/** Looking at the clock for each of ten thousand costs more than being 16 late. */
const BETWEEN_LOOKS = 16;

/** Does something small for each of very many, and lets the event loop turn every few milliseconds. */
export async function spread<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  let began = performance.now();
  let n = 0;
  for (const item of items) {
    work(item);
    if (++n % BETWEEN_LOOKS !== 0 || performance.now() - began < SLICE_MS) continue;
    await turn();
    began = performance.now();
  }
}
