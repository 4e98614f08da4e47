import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/index.js';
import { CampaignEntity } from './campaign.entity.js';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CampaignsService } from './campaigns.service.js';
import { IndicatorEntity } from './indicator.entity.js';
import { IndicatorsRepository } from './indicators.repository.js';
import { IndicatorsService } from './indicators.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [CampaignsController],
  providers: [CampaignsRepository, CampaignsService, IndicatorsRepository, IndicatorsService],
  exports: [CampaignsRepository, IndicatorsRepository],
})
export class CampaignsModule {}

export const campaignsEntities = [CampaignEntity, IndicatorEntity];
export { type CampaignRow, CampaignsRepository } from './campaigns.repository.js';
export { IndicatorsRepository } from './indicators.repository.js';
