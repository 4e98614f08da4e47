import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  AuditAnswerSchema,
  type ClosingState,
  ClosingStateSchema,
  type Decide,
  type Decided,
  DecidedSchema,
  DecideSchema,
  KeptPageSchema,
  type KeptQuery,
  KeptQuerySchema,
  type KeptScan,
  type KeptSummary,
  KeptSummarySchema,
  type Restored,
  RestoredSchema,
  UndoDecisionsSchema,
  type Voided,
  VoidedSchema,
  type VoidCheckIn,
  VoidCheckInSchema,
} from '../contracts/closing.js';
import { IdSchema, type Page } from '../contracts/common.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { ClosingService } from './closing.service.js';
import { ReconciliationService } from './reconciliation.service.js';
import { VoidService } from './void.service.js';

@ApiTags('closing')
@Controller('events/:eventId')
export class ClosingController {
  constructor(
    @Inject(VoidService) private readonly voids: VoidService,
    @Inject(ReconciliationService) private readonly reconciliation: ReconciliationService,
    @Inject(ClosingService) private readonly closing: ClosingService,
  ) {}

  @Post('check-ins/:checkInId/void')
  @Endpoint({ action: 'ledger.correct', answer: VoidedSchema })
  void(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('checkInId', { schema: IdSchema }) checkInId: string,
    @Body({ schema: VoidCheckInSchema }) why: VoidCheckIn,
  ): Promise<Voided> {
    return this.voids.void(principal, eventId, checkInId, why);
  }

  @Post('check-ins/:checkInId/restore')
  @Endpoint({ action: 'ledger.correct', answer: RestoredSchema })
  restore(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('checkInId', { schema: IdSchema }) checkInId: string,
  ): Promise<Restored> {
    return this.voids.restore(principal, eventId, checkInId);
  }

  @Get('kept-scans')
  @Endpoint({ action: 'check_ins.read', answer: KeptPageSchema })
  keptScans(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: KeptQuerySchema }) query: KeptQuery,
  ): Promise<Page<KeptScan>> {
    return this.reconciliation.page(principal, eventId, query);
  }

  @Get('kept-scans/summary')
  @Endpoint({ action: 'check_ins.read', answer: KeptSummarySchema })
  keptSummary(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<KeptSummary> {
    return this.reconciliation.summary(principal, eventId);
  }

  @Post('kept-scans/decisions')
  @Endpoint({ action: 'ledger.correct', answer: DecidedSchema })
  decide(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: DecideSchema }) given: Decide,
  ): Promise<Decided> {
    return this.reconciliation.decide(principal, eventId, given);
  }

  @Post('kept-scans/decisions/undo')
  @Endpoint({ action: 'ledger.correct', answer: DecidedSchema })
  undo(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: UndoDecisionsSchema }) { decisionIds }: z.infer<typeof UndoDecisionsSchema>,
  ): Promise<Decided> {
    return this.reconciliation.undo(principal, eventId, decisionIds);
  }

  @Get('closing')
  @Endpoint({ action: 'live.board', answer: ClosingStateSchema })
  state(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<ClosingState> {
    return this.closing.state(principal, eventId);
  }

  @Get('count-audit')
  @Endpoint({ action: 'live.board', answer: AuditAnswerSchema })
  audit(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<z.infer<typeof AuditAnswerSchema>> {
    return this.closing.audit(principal, eventId);
  }
}
