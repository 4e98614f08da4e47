import { Controller, Delete, Get, Inject, Logger, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AckSchema } from '../../contracts/common.js';
import {
  type LogInWays,
  LogInWaysSchema,
  type ProviderUrl,
  ProviderUrlSchema,
} from '../../contracts/staff-account.js';
import { Clock } from '../../kernel/clock.js';
import { ENV, type Env } from '../../platform/env.js';
import { AppError } from '../../platform/errors/app-error.js';
import { answerError } from '../../platform/errors/answer-error.js';
import { CurrentPrincipal, Endpoint } from '../../platform/policy/endpoint.js';
import type { Principal } from '../../platform/policy/principal.js';
import {
  deviceCookie,
  deviceFromCookies,
  sessionCookie,
  tripCookie,
  tripFromCookies,
} from '../../platform/sessions/cookies.js';
import { ProviderClient } from './provider-client.js';
import { ProviderLogInService } from './provider-log-in.service.js';

/** Signing in through an outside identity provider; everything answers 404 until one is configured. */
@ApiTags('sessions')
@Controller()
export class ProviderController {
  private readonly log = new Logger('provider');

  constructor(
    @Inject(ProviderClient) private readonly provider: ProviderClient,
    @Inject(ProviderLogInService) private readonly logIns: ProviderLogInService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get('sessions/ways')
  @Endpoint({ action: 'public', answer: LogInWaysSchema })
  ways(): LogInWays {
    const { name } = this.provider;
    return { provider: name === null ? null : { name } };
  }

  @Get('sessions/provider')
  @Endpoint({ action: 'public', status: 302 })
  async depart(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { url, browser } = await this.logIns.depart(request.ip);
    this.send(reply, url, [tripCookie(browser, this.clock.now(), this.env.SECURE_COOKIES)]);
  }

  /** Whatever went wrong is said on the board: a person looks at this answer, not a program. */
  @Get('sessions/provider/callback')
  @Endpoint({ action: 'public', status: 302 })
  async arrive(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (this.provider.name === null) throw new AppError('no_provider');
    const { SECURE_COOKIES: secure } = this.env;
    const { cookie } = request.headers;
    const place = {
      address: request.ip,
      agent: request.headers['user-agent'] ?? null,
      device: deviceFromCookies(cookie, secure),
    };
    const query = request.url.split('?')[1] ?? '';
    try {
      const opened = await this.logIns.arrive(query, tripFromCookies(cookie, secure), place);
      const kept = opened && [
        sessionCookie('staff', opened.token, opened.expiresAt, secure),
        deviceCookie(opened.device, this.clock.now(), secure),
      ];
      this.send(reply, opened ? '/board/' : '/board/#/account', kept ?? []);
    } catch (thrown) {
      this.send(reply, `/board/?fault=${answerError(thrown, this.log).code}`, []);
    }
  }

  /** The address to go to; the account is bound when the browser comes back. */
  @Post('account/provider')
  @Endpoint({ action: 'account.own', answer: ProviderUrlSchema, confirm: true })
  async departToLink(
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProviderUrl> {
    const { url, browser } = await this.logIns.departToLink(principal);
    void reply.header('set-cookie', tripCookie(browser, this.clock.now(), this.env.SECURE_COOKIES));
    return { url };
  }

  @Delete('account/provider')
  @Endpoint({ action: 'account.own', answer: AckSchema, confirm: true })
  async unlink(@CurrentPrincipal() principal: Principal): Promise<z.infer<typeof AckSchema>> {
    await this.logIns.unlink(principal);
    return { ok: true };
  }

  private send(reply: FastifyReply, location: string, cookies: readonly string[]): void {
    for (const cookie of cookies) void reply.header('set-cookie', cookie);
    void reply.header('cache-control', 'no-store').header('location', location);
  }
}
