import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IdSchema, type Page } from '../contracts/common.js';
import { type GateRoster, GateRosterQuerySchema, GateRosterSchema } from '../contracts/gate.js';
import {
  type CheckIn,
  type CheckInBatch,
  CheckInBatchSchema,
  CheckInPageSchema,
  CheckInQuerySchema,
  type Conflict,
  ConflictPageSchema,
  ConflictQuerySchema,
  type GateCode,
  GateCodeSchema,
  type Receipts,
  ReceiptsSchema,
  type RefusedAttempts,
  RefusedAttemptsSchema,
  type RefusedQuery,
  RefusedQuerySchema,
} from '../contracts/participation.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { CheckInService } from './check-in.service.js';
import { GateService } from './gate.service.js';
import { LedgerReader } from './ledger-reader.js';
import { RefusedAttemptsService } from './refused-attempts.service.js';

@ApiTags('participation')
@Controller('events/:eventId')
export class ParticipationController {
  constructor(
    @Inject(CheckInService) private readonly checkInService: CheckInService,
    @Inject(LedgerReader) private readonly ledger: LedgerReader,
    @Inject(GateService) private readonly gate: GateService,
    @Inject(RefusedAttemptsService) private readonly refused: RefusedAttemptsService,
  ) {}

  @Post('check-ins')
  @Endpoint({ action: 'check_ins.send', answer: ReceiptsSchema })
  async send(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: CheckInBatchSchema }) batch: CheckInBatch,
  ): Promise<Receipts> {
    return { receipts: await this.checkInService.send(principal, eventId, batch) };
  }

  @Get('check-ins')
  @Endpoint({ action: 'check_ins.read', answer: CheckInPageSchema })
  checkIns(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: CheckInQuerySchema }) query: z.infer<typeof CheckInQuerySchema>,
  ): Promise<Page<CheckIn>> {
    return this.ledger.checkIns(principal, eventId, query);
  }

  @Get('conflicts')
  @Endpoint({ action: 'check_ins.read', answer: ConflictPageSchema })
  conflicts(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: ConflictQuerySchema }) query: z.infer<typeof ConflictQuerySchema>,
  ): Promise<Page<Conflict>> {
    return this.ledger.conflicts(principal, eventId, query);
  }

  @Get('refused-attempts')
  @Endpoint({ action: 'check_ins.read', answer: RefusedAttemptsSchema })
  refusedAttempts(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: RefusedQuerySchema }) query: RefusedQuery,
  ): Promise<RefusedAttempts> {
    return this.refused.page(principal, eventId, query);
  }

  @Get('sites/:siteId/gate-code')
  @Endpoint({ action: 'gate.read', answer: GateCodeSchema })
  gateCode(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('siteId', { schema: IdSchema }) siteId: string,
  ): Promise<GateCode> {
    return this.gate.code(principal, eventId, siteId);
  }

  @Get('sites/:siteId/roster')
  @Endpoint({ action: 'gate.read', answer: GateRosterSchema })
  roster(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('siteId', { schema: IdSchema }) siteId: string,
    @Query({ schema: GateRosterQuerySchema }) { have }: z.infer<typeof GateRosterQuerySchema>,
  ): Promise<GateRoster> {
    return this.gate.roster(principal, eventId, siteId, have);
  }
}
