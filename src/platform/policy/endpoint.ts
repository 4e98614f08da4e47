import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { ApiConsumes, ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ErrorSchema } from '../../contracts/common.js';
import { AuditInterceptor } from '../audit/audit.interceptor.js';
import { AppError } from '../errors/app-error.js';
import { ENDPOINT, type EndpointOptions } from './endpoint-options.js';
import type { Action } from './policy-table.js';
import type { Principal } from './principal.js';

/** Their rows say who, when and by what device; an entry beside each would say it twice, on the busiest paths. */
const OWN_LEDGER: readonly Action[] = ['check_ins.send', 'results.send'];

/** Every route carries exactly one: who may call it and what it answers. Without it the route is closed. */
export function Endpoint(options: EndpointOptions): MethodDecorator {
  const status = options.status ?? 200;
  return applyDecorators(
    SetMetadata(ENDPOINT, options),
    // Not for the whole application: every interceptor costs, also one that does nothing.
    ...(OWN_LEDGER.some((action) => action === options.action) ? [] : [UseInterceptors(AuditInterceptor)]),
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
