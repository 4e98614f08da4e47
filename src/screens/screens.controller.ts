import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { IdSchema } from '../contracts/common.js';
import { LinkLogInSchema, type Session, SessionSchema } from '../contracts/people.js';
import { type ScreenLink, ScreenLinkSchema } from '../contracts/screens.js';
import { ENV, type Env } from '../platform/env.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { sessionCookie } from '../platform/sessions/cookies.js';
import { ScreensService } from './screens.service.js';

@ApiTags('screens')
@Controller()
export class ScreensController {
  constructor(
    @Inject(ScreensService) private readonly screens: ScreensService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('events/:eventId/screen-links')
  @Endpoint({ action: 'screens.link', answer: ScreenLinkSchema, status: 201 })
  link(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<ScreenLink> {
    return this.screens.link(principal, eventId);
  }

  @Post('sessions/screen')
  @Endpoint({ action: 'public', answer: SessionSchema })
  async open(
    @Body({ schema: LinkLogInSchema }) { token }: z.infer<typeof LinkLogInSchema>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const session = await this.screens.open(token);
    const cookie = sessionCookie('screen', token, new Date(session.expiresAt), this.env.SECURE_COOKIES);
    void reply.header('set-cookie', cookie);
    return session;
  }
}
