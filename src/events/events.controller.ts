import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IdSchema } from '../contracts/common.js';
import {
  type ChangeEvent,
  ChangeEventSchema,
  ChangeEventStateSchema,
  type CreateEvent,
  CreateEventSchema,
  type Event,
  EventListSchema,
  EventMovedSchema,
  EventQuerySchema,
  EventSchema,
  type MoveEvent,
  MoveEventSchema,
} from '../contracts/events.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { EventsService } from './events.service.js';
import { type MovedEvent, MoveEventService } from './move-event.service.js';

@ApiTags('events')
@Controller('events')
export class EventsController {
  constructor(
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(MoveEventService) private readonly moves: MoveEventService,
  ) {}

  @Get()
  @Endpoint({ action: 'events.read', answer: EventListSchema })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: EventQuerySchema }) query: z.infer<typeof EventQuerySchema>,
  ): Promise<Event[]> {
    return this.events.list(principal, query.campaignId);
  }

  @Post()
  @Endpoint({ action: 'events.change', answer: EventSchema, status: 201 })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateEventSchema }) wish: CreateEvent,
  ): Promise<Event> {
    return this.events.create(principal, wish);
  }

  @Get(':eventId')
  @Endpoint({ action: 'events.read', answer: EventSchema })
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) id: string,
  ): Promise<Event> {
    return this.events.get(principal, id);
  }

  @Patch(':eventId')
  @Endpoint({ action: 'events.change', answer: EventSchema })
  change(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) id: string,
    @Body({ schema: ChangeEventSchema }) wish: ChangeEvent,
  ): Promise<Event> {
    return this.events.rename(principal, id, wish);
  }

  @Post(':eventId/state')
  @Endpoint({ action: 'events.change', answer: EventSchema })
  changeState(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) id: string,
    @Body({ schema: ChangeEventStateSchema }) wish: z.infer<typeof ChangeEventStateSchema>,
  ): Promise<Event> {
    return this.events.changeState(principal, id, wish.to);
  }

  @Post(':eventId/move')
  @Endpoint({ action: 'events.change', answer: EventMovedSchema })
  move(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) id: string,
    @Body({ schema: MoveEventSchema }) wish: MoveEvent,
  ): Promise<MovedEvent> {
    return this.moves.move(principal, id, wish);
  }
}
