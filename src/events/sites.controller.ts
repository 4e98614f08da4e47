import { Body, Controller, Delete, Get, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AckSchema, IdSchema } from '../contracts/common.js';
import {
  type ChangeSite,
  ChangeSiteSchema,
  type CreateSite,
  CreateSiteSchema,
  type Site,
  SiteListSchema,
  SiteSchema,
} from '../contracts/events.js';
import { type Call, CallSchema } from '../contracts/people.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { SitesService } from './sites.service.js';

@ApiTags('events')
@Controller('events/:eventId/sites')
export class SitesController {
  constructor(@Inject(SitesService) private readonly sites: SitesService) {}

  @Get()
  @Endpoint({ action: 'events.read', answer: SiteListSchema })
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<Site[]> {
    return this.sites.list(principal, eventId);
  }

  @Post()
  @Endpoint({ action: 'events.change', answer: SiteSchema, status: 201 })
  create(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: CreateSiteSchema }) wish: CreateSite,
  ): Promise<Site> {
    return this.sites.create(principal, eventId, wish);
  }

  @Patch(':siteId')
  @Endpoint({ action: 'events.change', answer: SiteSchema })
  change(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('siteId', { schema: IdSchema }) siteId: string,
    @Body({ schema: ChangeSiteSchema }) wish: ChangeSite,
  ): Promise<Site> {
    return this.sites.change(principal, eventId, siteId, wish);
  }

  @Post(':siteId/call')
  @Endpoint({ action: 'people.call', answer: CallSchema })
  call(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('siteId', { schema: IdSchema }) siteId: string,
  ): Promise<Call> {
    return this.sites.call(principal, eventId, siteId);
  }

  @Delete(':siteId')
  @Endpoint({ action: 'events.change', answer: AckSchema })
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('siteId', { schema: IdSchema }) siteId: string,
  ): Promise<{ ok: true }> {
    await this.sites.remove(principal, eventId, siteId);
    return { ok: true };
  }
}
