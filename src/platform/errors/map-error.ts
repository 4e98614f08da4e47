import { HttpException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { obstacleOf } from '../database/sql-state.js';
import { AppError } from './app-error.js';
import { CONSTRAINTS, type ErrorCode } from './catalogue.js';

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed_request',
  401: 'not_signed_in',
  403: 'not_allowed',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media',
  429: 'too_many_requests',
  503: 'overloaded',
};

/** Turns whatever was thrown into the error a client sees; null when it is our own fault. */
export function mapError(thrown: unknown): AppError | null {
  if (thrown instanceof AppError) return thrown;
  const constraint = constraintOf(thrown);
  const known = constraint === undefined ? undefined : CONSTRAINTS[constraint];
  if (known) return new AppError(known);
  const obstacle = obstacleOf(thrown);
  if (obstacle) return new AppError(obstacle === 'away' ? 'database_away' : 'overloaded');
  const status = statusOf(thrown);
  if (status !== undefined && status < 500) return new AppError(BY_STATUS[status] ?? 'malformed_request');
  if (status === 503) return new AppError('overloaded');
  return null;
}

function constraintOf(thrown: unknown): string | undefined {
  const source: unknown = thrown instanceof QueryFailedError ? thrown.driverError : thrown;
  if (typeof source !== 'object' || source === null || !('constraint' in source)) return undefined;
  return typeof source.constraint === 'string' ? source.constraint : undefined;
}

/** Nest's exceptions know their status; so do Fastify's own errors (body too large, bad JSON). */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number') {
    return thrown.statusCode;
  }
  return undefined;
}
