import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdSchema } from '../contracts/common.js';
import {
  type Headcount,
  type HeadcountList,
  HeadcountListSchema,
  HeadcountSchema,
  type SendHeadcount,
  SendHeadcountSchema,
} from '../contracts/gate.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { HeadcountsService } from './headcounts.service.js';

@ApiTags('participation')
@Controller('events/:eventId')
export class HeadcountsController {
  constructor(@Inject(HeadcountsService) private readonly headcounts: HeadcountsService) {}

  @Post('sites/:siteId/headcounts')
  @Endpoint({ action: 'headcounts.send', answer: HeadcountSchema, status: 201 })
  send(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('siteId', { schema: IdSchema }) siteId: string,
    @Body({ schema: SendHeadcountSchema }) headcount: SendHeadcount,
  ): Promise<Headcount> {
    return this.headcounts.send(principal, eventId, siteId, headcount);
  }

  @Get('headcounts')
  @Endpoint({ action: 'headcounts.read', answer: HeadcountListSchema })
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<HeadcountList> {
    return this.headcounts.list(principal, eventId);
  }
}
