import { Body, Controller, Delete, Get, Inject, Param, Post, Put } from '@nestjs/common';
import { AckSchema, IdSchema } from '../contracts/common.js';
import {
  type CreateRehearsal,
  CreateRehearsalSchema,
  RehearsalListSchema,
  RehearsalSchema,
  type ReportRehearsalBody,
  ReportRehearsalSchema,
  SimulatedLinksSchema,
} from '../contracts/rehearsal.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { RehearsalService } from './rehearsal.service.js';

@Controller()
export class RehearsalController {
  constructor(@Inject(RehearsalService) private readonly rehearsals: RehearsalService) {}

  @Post('events/:eventId/rehearsals')
  @Endpoint({ action: 'rehearsals.run', answer: RehearsalSchema, status: 201 })
  create(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: CreateRehearsalSchema }) body: CreateRehearsal,
  ) {
    return this.rehearsals.create(principal, eventId, body);
  }

  @Get('events/:eventId/rehearsals')
  @Endpoint({ action: 'rehearsals.run', answer: RehearsalListSchema })
  list(@CurrentPrincipal() principal: Principal, @Param('eventId', { schema: IdSchema }) eventId: string) {
    return this.rehearsals.list(principal, eventId);
  }

  @Get('rehearsals/:rehearsalId')
  @Endpoint({ action: 'rehearsals.run', answer: RehearsalSchema })
  get(@CurrentPrincipal() principal: Principal, @Param('rehearsalId', { schema: IdSchema }) id: string) {
    return this.rehearsals.get(principal, id);
  }

  @Get('rehearsals/:rehearsalId/links')
  @Endpoint({ action: 'rehearsals.run', answer: SimulatedLinksSchema })
  links(@CurrentPrincipal() principal: Principal, @Param('rehearsalId', { schema: IdSchema }) id: string) {
    return this.rehearsals.simulatedLinks(principal, id);
  }

  @Post('rehearsals/:rehearsalId/start')
  @Endpoint({ action: 'rehearsals.run', answer: RehearsalSchema, status: 202 })
  start(@CurrentPrincipal() principal: Principal, @Param('rehearsalId', { schema: IdSchema }) id: string) {
    return this.rehearsals.start(principal, id);
  }

  @Put('rehearsals/:rehearsalId/report')
  @Endpoint({ action: 'rehearsals.run', answer: RehearsalSchema })
  report(
    @CurrentPrincipal() principal: Principal,
    @Param('rehearsalId', { schema: IdSchema }) id: string,
    @Body({ schema: ReportRehearsalSchema }) body: ReportRehearsalBody,
  ) {
    return this.rehearsals.report(principal, id, body);
  }

  @Delete('rehearsals/:rehearsalId')
  @Endpoint({ action: 'rehearsals.run', answer: AckSchema })
  async wipe(
    @CurrentPrincipal() principal: Principal,
    @Param('rehearsalId', { schema: IdSchema }) id: string,
  ) {
    await this.rehearsals.wipe(principal, id);
    return { ok: true as const };
  }
}
