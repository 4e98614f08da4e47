import { Body, Controller, Get, Inject, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Campaign,
  CampaignListSchema,
  CampaignSchema,
  type ChangeCampaign,
  ChangeCampaignSchema,
  type CreateCampaign,
  CreateCampaignSchema,
} from '../contracts/campaigns.js';
import { IdSchema } from '../contracts/common.js';
import {
  type ChangeIndicators,
  ChangeIndicatorsSchema,
  type Indicators,
  IndicatorsSchema,
} from '../contracts/results.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { CampaignsService } from './campaigns.service.js';
import { IndicatorsService } from './indicators.service.js';

@ApiTags('campaigns')
@Controller('campaigns')
export class CampaignsController {
  constructor(
    @Inject(CampaignsService) private readonly campaigns: CampaignsService,
    @Inject(IndicatorsService) private readonly indicators: IndicatorsService,
  ) {}

  @Get()
  @Endpoint({ action: 'campaigns.read', answer: CampaignListSchema })
  list(@CurrentPrincipal() principal: Principal): Promise<Campaign[]> {
    return this.campaigns.list(principal);
  }

  @Post()
  @Endpoint({ action: 'campaigns.change', answer: CampaignSchema, status: 201 })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateCampaignSchema }) wish: CreateCampaign,
  ): Promise<Campaign> {
    return this.campaigns.create(principal, wish);
  }

  @Get(':campaignId')
  @Endpoint({ action: 'campaigns.read', answer: CampaignSchema })
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('campaignId', { schema: IdSchema }) id: string,
  ): Promise<Campaign> {
    return this.campaigns.get(principal, id);
  }

  @Get(':campaignId/indicators')
  @Endpoint({ action: 'campaigns.read', answer: IndicatorsSchema })
  listIndicators(
    @CurrentPrincipal() principal: Principal,
    @Param('campaignId', { schema: IdSchema }) id: string,
  ): Promise<Indicators> {
    return this.indicators.list(principal, id);
  }

  @Put(':campaignId/indicators')
  @Endpoint({ action: 'indicators.change', answer: IndicatorsSchema })
  changeIndicators(
    @CurrentPrincipal() principal: Principal,
    @Param('campaignId', { schema: IdSchema }) id: string,
    @Body({ schema: ChangeIndicatorsSchema }) wish: ChangeIndicators,
  ): Promise<Indicators> {
    return this.indicators.change(principal, id, wish);
  }

  @Patch(':campaignId')
  @Endpoint({ action: 'campaigns.change', answer: CampaignSchema })
  change(
    @CurrentPrincipal() principal: Principal,
    @Param('campaignId', { schema: IdSchema }) id: string,
    @Body({ schema: ChangeCampaignSchema }) wish: ChangeCampaign,
  ): Promise<Campaign> {
    return this.campaigns.change(principal, id, wish);
  }
}
