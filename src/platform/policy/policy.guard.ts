import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ENV, type Env } from '../env.js';
import { AppError } from '../errors/app-error.js';
import { Origins } from '../origin.js';
import { RequestLimits } from '../request-limits.js';
import { SessionService } from '../sessions/session.service.js';
import { tokenFromCookies } from '../sessions/cookies.js';
import { ENDPOINT, type EndpointOptions, SAFE_METHODS } from './endpoint-options.js';
import { mayAnywhere } from './policy.js';
import { POLICY } from './policy-table.js';

/** Deny by default: finds who is asking and whether anything of what they hold allows the action. */
@Injectable()
export class PolicyGuard implements CanActivate {
  private readonly origins: Origins;

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(RequestLimits) private readonly limits: RequestLimits,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.origins = new Origins(env);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true; // sockets have their own gate, in live
    const endpoint = this.reflector.get<EndpointOptions | undefined>(ENDPOINT, context.getHandler());
    if (!endpoint) throw new AppError('not_allowed');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!SAFE_METHODS.has(request.method) && !this.origins.allow(request.headers))
      throw new AppError('foreign_origin');
    if (endpoint.action === 'public') {
      this.limits.takeFrom(request.ip);
      return true;
    }
    const principal = await this.findPrincipal(request, endpoint.action);
    if (!principal) {
      this.limits.takeFrom(request.ip);
      throw new AppError('not_signed_in');
    }
    this.limits.takeOf(principal.sessionId);
    if (!mayAnywhere(principal, endpoint.action)) throw new AppError('not_allowed');
    if (endpoint.confirm && principal.kind === 'staff') {
      if (!(await this.sessions.confirmedUntil(principal.sessionId)))
        throw new AppError('confirmation_needed');
    }
    request.principal = principal;
    return true;
  }

  /**
   * One browser may hold a staff, a volunteer and a screen session at once, each in its own cookie.
   * The first whose kind may do the action speaks; if none may, the first there is.
   */
  private async findPrincipal(request: FastifyRequest, action: keyof typeof POLICY) {
    const kinds = ['staff', 'volunteer', 'screen', 'gate'] as const;
    const asked = request.headers['x-session-kind'];
    let fallback;
    for (const kind of kinds) {
      if (asked !== undefined && asked !== kind) continue;
      const token = tokenFromCookies(request.headers.cookie, kind, this.env.SECURE_COOKIES);
      const principal = token === null ? null : await this.sessions.findPrincipal(token);
      if (!principal) continue;
      if (mayAnywhere(principal, action)) return principal;
      fallback ??= principal;
    }
    return fallback ?? null;
  }
}
