import { StandardSchemaValidationPipe } from '@nestjs/common';
import { AppError } from './app-error.js';

type Issue = { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined };

/** Checks bodies, queries and parameters against the zod schema named in their decorator. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => new AppError('invalid_input', faultsOf(issues)),
  });
}

export function faultsOf(issues: readonly Issue[]): { path: string; problem: string }[] {
  return issues.slice(0, 50).map((issue) => ({
    path: (issue.path ?? [])
      .map((part) => String(typeof part === 'object' ? part.key : part))
      .join('.')
      .slice(0, 200),
    problem: issue.message.slice(0, 200),
  }));
}
