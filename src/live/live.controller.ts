import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { IdSchema } from '../contracts/common.js';
import {
  type BoardSnapshot,
  BoardSnapshotSchema,
  type ScreenSnapshot,
  ScreenSnapshotSchema,
} from '../contracts/live.js';
import { EventFactsReader } from '../events/index.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { screenOf } from './domain/difference.js';
import { LiveFeeds } from './live-feeds.js';

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
  ): Promise<BoardSnapshot | undefined> {
    await this.events.require(principal, 'live.board', eventId);
    return unlessKnown(await this.feeds.newest(eventId), known, reply);
  }

  @Get('screen')
  @Endpoint({ action: 'live.screen', answer: ScreenSnapshotSchema })
  async screen(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScreenSnapshot | undefined> {
    await this.events.require(principal, 'live.screen', eventId);
    return unlessKnown(screenOf(await this.feeds.newest(eventId)), known, reply);
  }
}

function unlessKnown<S extends { epoch: string; rev: number }>(
  snapshot: S,
  known: string | undefined,
  reply: FastifyReply,
): S | undefined {
  const tag = `"${snapshot.epoch}-${snapshot.rev}"`;
  void reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (known !== tag) return snapshot;
  void reply.status(304);
  return undefined;
}
