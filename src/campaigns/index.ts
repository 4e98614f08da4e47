import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/index.js';
import { CampaignEntity } from './campaign.entity.js';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CampaignsService } from './campaigns.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [CampaignsController],
  providers: [CampaignsRepository, CampaignsService],
  exports: [CampaignsRepository],
})
export class CampaignsModule {}

export const campaignsEntities = [CampaignEntity];
export { type CampaignRow, CampaignsRepository } from './campaigns.repository.js';
