import type { Logger } from '@nestjs/common';
import { AppError } from './app-error.js';
import { describe } from './describe.js';
import { mapError } from './map-error.js';

const SAY_EVERY_MS = 5_000;
let saidAt = -Infinity;

/**
 * What a client is told of whatever was thrown. Our own faults are logged, each; that the database is away now and then,
 * for thousands of phones hear it at once.
 * @param where what the log says beside it
 */
export function answerError(thrown: unknown, log: Logger, where: object = {}): AppError {
  if (thrown instanceof AppError) return thrown;
  const known = mapError(thrown);
  if (!known) {
    log.error({ ...where, ...describe(thrown) });
    return new AppError('internal');
  }
  if (known.status >= 500 && performance.now() - saidAt > SAY_EVERY_MS) {
    saidAt = performance.now();
    log.warn({ ...where, ...describe(thrown) });
  }
  return known;
}
