import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdSchema } from '../contracts/common.js';
import {
  type EventResults,
  EventResultsSchema,
  type MyResults,
  MyResultsSchema,
  type ResultBatch,
  ResultBatchSchema,
  type ResultReceipts,
  ResultReceiptsSchema,
  type ResultRowPage,
  ResultRowPageSchema,
  type ResultRowQuery,
  ResultRowQuerySchema,
  type ResultVoided,
  ResultVoidedSchema,
  type VoidResult,
  VoidResultSchema,
} from '../contracts/results.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { EventResultsService } from './event-results.service.js';
import { ResultRowsService } from './result-rows.service.js';
import { ResultVoidsService } from './result-voids.service.js';
import { ResultsService } from './results.service.js';

@ApiTags('results')
@Controller()
export class ResultsController {
  constructor(
    @Inject(ResultsService) private readonly results: ResultsService,
    @Inject(EventResultsService) private readonly ofEvent: EventResultsService,
    @Inject(ResultRowsService) private readonly rowsOf: ResultRowsService,
    @Inject(ResultVoidsService) private readonly voids: ResultVoidsService,
  ) {}

  @Get('me/results')
  @Endpoint({ action: 'self.read', answer: MyResultsSchema })
  mine(@CurrentPrincipal() principal: Principal): Promise<MyResults> {
    return this.results.own(principal);
  }

  @Post('events/:eventId/results')
  @Endpoint({ action: 'results.send', answer: ResultReceiptsSchema })
  send(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: ResultBatchSchema }) batch: ResultBatch,
  ): Promise<ResultReceipts> {
    return this.results.send(principal, eventId, batch);
  }

  @Get('events/:eventId/results')
  @Endpoint({ action: 'results.read', answer: EventResultsSchema })
  show(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<EventResults> {
    return this.ofEvent.show(principal, eventId);
  }

  @Get('events/:eventId/results/rows')
  @Endpoint({ action: 'results.read', answer: ResultRowPageSchema })
  rows(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: ResultRowQuerySchema }) query: ResultRowQuery,
  ): Promise<ResultRowPage> {
    return this.rowsOf.page(principal, eventId, query);
  }

  @Post('events/:eventId/results/:resultId/void')
  @Endpoint({ action: 'results.correct', answer: ResultVoidedSchema })
  void(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('resultId', { schema: IdSchema }) resultId: string,
    @Body({ schema: VoidResultSchema }) why: VoidResult,
  ): Promise<ResultVoided> {
    return this.voids.void(principal, eventId, resultId, why);
  }
}
