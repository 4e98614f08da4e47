import { Body, Controller, Delete, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AckSchema } from '../../contracts/common.js';
import {
  AskCodeSchema,
  CodeAskedSchema,
  PersonalLinkLogInSchema,
  MeQuerySchema,
  type Session,
  type SessionKind,
  SessionSchema,
  VolunteerLogInSchema,
} from '../../contracts/people.js';
import {
  BeginEnrolmentSchema,
  ConfirmEnrolmentSchema,
  type Enrolled,
  EnrolledSchema,
  type Enrolment,
  EnrolmentSchema,
  StaffLogInSchema,
} from '../../contracts/staff-account.js';
import { Clock } from '../../kernel/clock.js';
import { newToken } from '../../kernel/ids.js';
import { ENV, type Env } from '../../platform/env.js';
import { Endpoint } from '../../platform/policy/endpoint.js';
import {
  deviceCookie,
  deviceFromCookies,
  sessionCookie,
  tokenFromCookies,
} from '../../platform/sessions/cookies.js';
import { browserCookie, browserFromCookies } from './browser-cookie.js';
import { LinkLogInService } from './link-log-in.service.js';
import { OneTimeCodesService } from './one-time-codes.service.js';
import type { OpenedSession } from './opened-session.js';
import { StaffLogInService } from './staff-log-in.service.js';
import type { LogInPlace, OpenedStaffSession } from './staff-sessions.js';
import { WhoAmIService } from './who-am-i.service.js';

@ApiTags('sessions')
@Controller('sessions')
export class SessionsController {
  constructor(
    @Inject(StaffLogInService) private readonly staff: StaffLogInService,
    @Inject(OneTimeCodesService) private readonly codes: OneTimeCodesService,
    @Inject(LinkLogInService) private readonly links: LinkLogInService,
    @Inject(WhoAmIService) private readonly whoAmI: WhoAmIService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('staff')
  @Endpoint({ action: 'public', answer: SessionSchema })
  async logInStaff(
    @Body({ schema: StaffLogInSchema }) body: z.infer<typeof StaffLogInSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.keepStaff(reply, await this.staff.logIn(body, this.placeOf(request)));
  }

  @Post('staff/enrolment')
  @Endpoint({ action: 'public', answer: EnrolmentSchema })
  beginEnrolment(
    @Body({ schema: BeginEnrolmentSchema }) body: z.infer<typeof BeginEnrolmentSchema>,
    @Req() request: FastifyRequest,
  ): Promise<Enrolment> {
    return this.staff.beginEnrolment(body, this.placeOf(request));
  }

  @Post('staff/enrolment/confirm')
  @Endpoint({ action: 'public', answer: EnrolledSchema })
  async confirmEnrolment(
    @Body({ schema: ConfirmEnrolmentSchema }) body: z.infer<typeof ConfirmEnrolmentSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Enrolled> {
    const opened = await this.staff.confirmEnrolment(body, this.placeOf(request));
    return { session: await this.keepStaff(reply, opened), recoveryCodes: opened.recoveryCodes };
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
    return this.keep(reply, 'volunteer', await this.codes.logIn(body, browser, request.ip));
  }

  @Post('link')
  @Endpoint({ action: 'public', answer: SessionSchema })
  async logInByLink(
    @Body({ schema: PersonalLinkLogInSchema }) body: z.infer<typeof PersonalLinkLogInSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const known = body.browser ?? browserFromCookies(request.headers.cookie);
    const browser = known ?? newToken();
    const opened = await this.links.logIn(body.token, browser);
    if (known === null) void reply.header('set-cookie', browserCookie(browser, this.env.SECURE_COOKIES));
    return this.keep(reply, 'volunteer', opened);
  }

  @Get('me')
  @Endpoint({ action: 'session.read', answer: SessionSchema })
  me(
    @Query({ schema: MeQuerySchema }) { kind }: z.infer<typeof MeQuerySchema>,
    @Req() request: FastifyRequest,
  ): Promise<Session> {
    return this.whoAmI.describe(
      tokenFromCookies(request.headers.cookie, kind, this.env.SECURE_COOKIES),
      kind,
    );
  }

  @Delete('me')
  @Endpoint({ action: 'session.read', answer: AckSchema })
  async logOut(
    @Query({ schema: MeQuerySchema }) { kind }: z.infer<typeof MeQuerySchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof AckSchema>> {
    await this.whoAmI.end(tokenFromCookies(request.headers.cookie, kind, this.env.SECURE_COOKIES), kind);
    void reply.header('set-cookie', sessionCookie(kind, '', new Date(0), this.env.SECURE_COOKIES));
    return { ok: true };
  }

  private placeOf(request: FastifyRequest): LogInPlace {
    return {
      address: request.ip,
      agent: request.headers['user-agent'] ?? null,
      device: deviceFromCookies(request.headers.cookie, this.env.SECURE_COOKIES),
    };
  }

  private keepStaff(reply: FastifyReply, opened: OpenedStaffSession): Promise<Session> {
    void reply.header('set-cookie', deviceCookie(opened.device, this.clock.now(), this.env.SECURE_COOKIES));
    return this.keep(reply, 'staff', opened);
  }

  private async keep(reply: FastifyReply, kind: SessionKind, opened: OpenedSession): Promise<Session> {
    const { token, expiresAt } = opened;
    void reply.header('set-cookie', sessionCookie(kind, token, expiresAt, this.env.SECURE_COOKIES));
    return this.whoAmI.describe(token, kind);
  }
}
