import { setTimeout as delay } from 'node:timers/promises';

/** Asks again until the answer is neither false nor null nor undefined. @throws Error after `withinMs` */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  withinMs = 30_000,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) {
      return answer as Exclude<T, false | null | undefined>;
    }
    if (performance.now() > deadline) throw new Error(`did not happen within ${withinMs} ms`);
    await delay(20);
  }
}
