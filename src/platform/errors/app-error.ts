import type { ErrorBody } from '../../contracts/common.js';
import { ERRORS, type ErrorCode } from './catalogue.js';

export type FieldFault = { path: string; problem: string };

/** An error a client is meant to see; everything else becomes `internal`. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly fields?: FieldFault[],
  ) {
    super(code);
    this.name = 'AppError';
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  toBody(): ErrorBody {
    const { vi, en } = ERRORS[this.code];
    return { code: this.code, message: { vi, en }, ...(this.fields ? { fields: this.fields } : {}) };
  }
}
