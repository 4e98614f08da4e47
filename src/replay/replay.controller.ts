import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { IdSchema } from '../contracts/common.js';
import { type Replay, type ReplayQuery, ReplayQuerySchema, ReplaySchema } from '../contracts/replay.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { ReplayService } from './replay.service.js';

/** The time machine: counts and places, no person. */
@ApiTags('replay')
@Controller('events/:eventId/replay')
export class ReplayController {
  constructor(@Inject(ReplayService) private readonly replays: ReplayService) {}

  @Get()
  @Endpoint({ action: 'replay.read', answer: ReplaySchema })
  async replay(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: ReplayQuerySchema }) query: ReplayQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Replay | undefined> {
    const { tag, replay } = await this.replays.tell(principal, eventId, query);
    void reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (known !== tag) return replay;
    void reply.status(304);
    return undefined;
  }
}
