import { Body, Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { IdSchema } from '../contracts/common.js';
import {
  type DemandApplied,
  DemandAppliedSchema,
  type DemandRule,
  DemandRuleSchema,
} from '../contracts/events.js';
import { uploadedFile } from '../platform/files/uploaded-file.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { DemandService } from './demand.service.js';

@ApiTags('events')
@Controller('events/:eventId/demand')
export class DemandController {
  constructor(@Inject(DemandService) private readonly demand: DemandService) {}

  @Post('rule')
  @Endpoint({ action: 'events.change', answer: DemandAppliedSchema })
  applyRule(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: DemandRuleSchema }) rule: DemandRule,
  ): Promise<DemandApplied> {
    return this.demand.applyRule(principal, eventId, rule);
  }

  @Post('import')
  @Endpoint({ action: 'events.change', answer: DemandAppliedSchema, takesFile: true })
  async applyFile(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Req() request: FastifyRequest,
  ): Promise<DemandApplied> {
    const { content } = await uploadedFile(request);
    return this.demand.applyFile(principal, eventId, content);
  }
}
