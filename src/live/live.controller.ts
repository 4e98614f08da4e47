import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { IdSchema } from '../contracts/common.js';
import { BoardSnapshotSchema, ScreenSnapshotSchema, type Topic } from '../contracts/live.js';
import { EventFactsReader } from '../events/index.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { LiveFeeds } from './live-feeds.js';
import type { Snapshot } from './snapshot.js';

/** The same snapshots as over the socket, for who has none. */
@ApiTags('live')
@Controller('events/:eventId/live')
export class LiveController {
  constructor(
    @Inject(LiveFeeds) private readonly feeds: LiveFeeds,
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
  ) {}

  @Get('board')
  @Endpoint({ action: 'live.board', answer: BoardSnapshotSchema })
  async board(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    await this.events.require(principal, 'live.board', eventId);
    return answer(await this.feeds.newest(eventId), 'board', known, reply);
  }

  @Get('screen')
  @Endpoint({ action: 'live.screen', answer: ScreenSnapshotSchema })
  async screen(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    await this.events.require(principal, 'live.screen', eventId);
    return answer(await this.feeds.newest(eventId), 'screen', known, reply);
  }
}

/** The bytes that a joining socket gets too, unless the client has them already. */
function answer(
  snapshot: Snapshot,
  topic: Topic['topic'],
  known: string | undefined,
  reply: FastifyReply,
): string | undefined {
  void reply.header('etag', snapshot.tag).header('cache-control', 'private, no-cache');
  if (known !== snapshot.tag) {
    void reply.type('application/json; charset=utf-8');
    return snapshot.json(topic);
  }
  void reply.status(304);
  return undefined;
}
