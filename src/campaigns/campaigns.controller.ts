import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Campaign,
  CampaignListSchema,
  CampaignSchema,
  type CreateCampaign,
  CreateCampaignSchema,
} from '../contracts/campaigns.js';
import { IdSchema } from '../contracts/common.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { CampaignsService } from './campaigns.service.js';

@ApiTags('campaigns')
@Controller('campaigns')
export class CampaignsController {
  constructor(@Inject(CampaignsService) private readonly campaigns: CampaignsService) {}

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
}
