import { Body, Controller, Delete, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AckSchema } from '../../contracts/common.js';
import {
  AskCodeSchema,
  CodeAskedSchema,
  LinkLogInSchema,
  MeQuerySchema,
  type Session,
  type SessionKind,
  SessionSchema,
  StaffLogInSchema,
  VolunteerLogInSchema,
} from '../../contracts/people.js';
import { newToken } from '../../kernel/ids.js';
import { ENV, type Env } from '../../platform/env.js';
import { Endpoint } from '../../platform/policy/endpoint.js';
import { sessionCookie, tokenFromCookies } from '../../platform/sessions/cookies.js';
import { browserCookie, browserFromCookies } from './browser-cookie.js';
import { LinkLogInService } from './link-log-in.service.js';
import { OneTimeCodesService } from './one-time-codes.service.js';
import type { OpenedSession } from './opened-session.js';
import { StaffLogInService } from './staff-log-in.service.js';
import { WhoAmIService } from './who-am-i.service.js';

@ApiTags('sessions')
@Controller('sessions')
export class SessionsController {
  constructor(
    @Inject(StaffLogInService) private readonly staff: StaffLogInService,
    @Inject(OneTimeCodesService) private readonly codes: OneTimeCodesService,
    @Inject(LinkLogInService) private readonly links: LinkLogInService,
    @Inject(WhoAmIService) private readonly whoAmI: WhoAmIService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('staff')
  @Endpoint({ action: 'public', answer: SessionSchema })
  async logInStaff(
    @Body({ schema: StaffLogInSchema }) body: z.infer<typeof StaffLogInSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.keep(reply, 'staff', await this.staff.logIn(body.login, body.password, request.ip));
  }

  @Post('codes')
  @Endpoint({ action: 'public', answer: CodeAskedSchema })
  async askCode(
    @Body({ schema: AskCodeSchema }) body: z.infer<typeof AskCodeSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof CodeAskedSchema>> {
    const browser = browserFromCookies(request.headers.cookie) ?? newToken();
    const { expiresAt } = await this.codes.ask(body.phone, browser, request.ip);
    void reply.header('set-cookie', browserCookie(browser, this.env.SECURE_COOKIES));
    return { expiresAt: expiresAt.toISOString() };
  }

  @Post('volunteer')
  @Endpoint({ action: 'public', answer: SessionSchema })
  async logInVolunteer(
    @Body({ schema: VolunteerLogInSchema }) body: z.infer<typeof VolunteerLogInSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const browser = browserFromCookies(request.headers.cookie);
    return this.keep(reply, 'volunteer', await this.codes.logIn(body.phone, body.code, browser));
  }

  @Post('link')
  @Endpoint({ action: 'public', answer: SessionSchema })
  async logInByLink(
    @Body({ schema: LinkLogInSchema }) body: z.infer<typeof LinkLogInSchema>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.keep(reply, 'volunteer', await this.links.logIn(body.token));
  }

  @Get('me')
  @Endpoint({ action: 'session.read', answer: SessionSchema })
  me(
    @Query({ schema: MeQuerySchema }) { kind }: z.infer<typeof MeQuerySchema>,
    @Req() request: FastifyRequest,
  ): Promise<Session> {
    return this.whoAmI.describe(tokenFromCookies(request.headers.cookie, kind), kind);
  }

  @Delete('me')
  @Endpoint({ action: 'session.read', answer: AckSchema })
  async logOut(
    @Query({ schema: MeQuerySchema }) { kind }: z.infer<typeof MeQuerySchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof AckSchema>> {
    await this.whoAmI.end(tokenFromCookies(request.headers.cookie, kind), kind);
    void reply.header('set-cookie', sessionCookie(kind, '', new Date(0), this.env.SECURE_COOKIES));
    return { ok: true };
  }

  private async keep(reply: FastifyReply, kind: SessionKind, opened: OpenedSession): Promise<Session> {
    const { token, expiresAt } = opened;
    void reply.header('set-cookie', sessionCookie(kind, token, expiresAt, this.env.SECURE_COOKIES));
    return this.whoAmI.describe(token, kind);
  }
}
