import type { ErrorBody } from '../../contracts/common.js';
import { ERRORS, type ErrorCode } from './catalogue.js';

export type FieldFault = { path: string; problem: string };

/** An error a client is meant to see; everything else becomes `internal`. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly fields?: FieldFault[],
    /** In how many seconds it may be tried again. */
    readonly retryAfter?: number,
    /** Of an edit that is based on an older version: what is there now, and what was sent. */
    readonly stale?: ErrorBody['stale'],
  ) {
    super(code);
    this.name = 'AppError';
  }

  /** Too much was asked; in so many milliseconds there is room again. */
  static after(waitMs: number): AppError {
    return new AppError('too_many_requests', undefined, Math.max(1, Math.ceil(waitMs / 1000)));
  }

  static stale(theirs: Record<string, unknown>, mine: Record<string, unknown>): AppError {
    return new AppError('stale_edit', undefined, undefined, { theirs, mine });
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  toBody(): ErrorBody {
    const { vi, en } = ERRORS[this.code];
    const { fields, retryAfter, stale } = this;
    return {
      code: this.code,
      message: { vi, en },
      ...(fields ? { fields } : {}),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(stale ? { stale } : {}),
    };
  }
}
