import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  SetMetadata,
} from '@nestjs/common';
import { ApiConsumes, ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { ZodType } from 'zod';
import { ErrorSchema } from '../../contracts/common.js';
import { AppError } from '../errors/app-error.js';
import type { Action } from './policy-table.js';
import type { Principal } from './principal.js';

export const ENDPOINT = 'ra-quan:endpoint';

export interface EndpointOptions {
  /** What is done, in the words of the policy table; `public` needs no session. */
  action: Action | 'public';
  /** Schema of the answer, for the OpenAPI document; leave out for files. */
  answer?: ZodType;
  /** HTTP status of success, 200 unless told. */
  status?: number;
  /** Staff must have proved within the last minutes who speaks: exports, changes of roles. */
  confirm?: true;
  /** The endpoint takes a file as multipart/form-data. */
  takesFile?: boolean;
}

/** Every route carries exactly one: who may call it and what it answers. Without it the route is closed. */
export function Endpoint(options: EndpointOptions): MethodDecorator {
  const status = options.status ?? 200;
  return applyDecorators(
    SetMetadata(ENDPOINT, options),
    HttpCode(status),
    ApiExtension('x-action', options.action),
    ApiResponse({ status, ...(options.answer ? { standardSchema: options.answer } : {}) }),
    ApiResponse({ status: 'default', standardSchema: ErrorSchema }),
    ...(options.takesFile ? [ApiConsumes('multipart/form-data')] : []),
  );
}

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
  }
}

/** The principal the guard has found; on a public route there may be none, so it must not be asked for. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new AppError('not_signed_in');
  return principal;
});
