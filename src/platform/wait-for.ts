import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';

const AGAIN_MS = 1_000;
const SAY_EVERY_MS = 30_000;

/**
 * Does what needs `what`, as soon as that is there: after a power cut machines come back in any order, and who looks after a
 * process starts it only so often.
 * @param isAway whether it is worth while to wait; anything else is thrown as it is
 */
export async function waitFor<T>(
  what: string,
  work: () => Promise<T>,
  isAway: (thrown: unknown) => boolean,
): Promise<T> {
  const log = new Logger('start');
  const asked = performance.now();
  let saidAt = -Infinity;
  for (;;) {
    try {
      const done = await work();
      if (saidAt > 0) log.log({ there: what, ms: Math.round(performance.now() - asked) });
      return done;
    } catch (thrown) {
      if (!isAway(thrown)) throw thrown;
      const now = performance.now();
      if (now > saidAt + SAY_EVERY_MS) {
        saidAt = now;
        log.warn({ waits: `for ${what}, Ctrl-C ends it`, why: reasonOf(thrown) });
      }
    }
    await sleep(AGAIN_MS);
  }
}

/** Of a name with several addresses Node says only in the code why none could be reached. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  return thrown.message || ('code' in thrown ? String(thrown.code) : thrown.name);
}
