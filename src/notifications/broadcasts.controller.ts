import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  type Audience,
  type AudienceCount,
  AudienceCountSchema,
  AudienceSchema,
  type Broadcast,
  BroadcastListSchema,
  BroadcastPeopleQuerySchema,
  BroadcastPeopleSchema,
  type BroadcastPerson,
  BroadcastSchema,
  type SendBroadcast,
  SendBroadcastSchema,
} from '../contracts/broadcasts.js';
import { IdSchema, type Page } from '../contracts/common.js';
import { type Call, CallSchema } from '../contracts/people.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { BroadcastsService } from './broadcasts.service.js';

@ApiTags('broadcasts')
@Controller('events/:eventId/broadcasts')
export class BroadcastsController {
  constructor(@Inject(BroadcastsService) private readonly broadcasts: BroadcastsService) {}

  @Get()
  @Endpoint({ action: 'broadcasts.read', answer: BroadcastListSchema })
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<Broadcast[]> {
    return this.broadcasts.list(principal, eventId);
  }

  /** How many a broadcast would reach now. */
  @Post('audience')
  @Endpoint({ action: 'broadcasts.send', answer: AudienceCountSchema })
  count(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: AudienceSchema }) audience: Audience,
  ): Promise<AudienceCount> {
    return this.broadcasts.count(principal, eventId, audience);
  }

  @Post()
  @Endpoint({ action: 'broadcasts.send', answer: BroadcastSchema, status: 201 })
  send(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: SendBroadcastSchema }) wish: SendBroadcast,
  ): Promise<Broadcast> {
    return this.broadcasts.send(principal, eventId, wish);
  }

  @Get(':broadcastId')
  @Endpoint({ action: 'broadcasts.read', answer: BroadcastSchema })
  one(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('broadcastId', { schema: IdSchema }) id: string,
  ): Promise<Broadcast> {
    return this.broadcasts.one(principal, eventId, id);
  }

  @Post(':broadcastId/undo')
  @Endpoint({ action: 'broadcasts.send', answer: BroadcastSchema })
  undo(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('broadcastId', { schema: IdSchema }) id: string,
  ): Promise<Broadcast> {
    return this.broadcasts.undo(principal, eventId, id);
  }

  @Get(':broadcastId/people')
  @Endpoint({ action: 'broadcasts.read', answer: BroadcastPeopleSchema })
  people(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('broadcastId', { schema: IdSchema }) id: string,
    @Query({ schema: BroadcastPeopleQuerySchema }) query: z.infer<typeof BroadcastPeopleQuerySchema>,
  ): Promise<Page<BroadcastPerson>> {
    return this.broadcasts.people(principal, eventId, id, query);
  }

  @Post(':broadcastId/people/:personId/call')
  @Endpoint({ action: 'people.call', answer: CallSchema })
  call(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('broadcastId', { schema: IdSchema }) id: string,
    @Param('personId', { schema: IdSchema }) personId: string,
  ): Promise<Call> {
    return this.broadcasts.call(principal, eventId, id, personId);
  }
}
