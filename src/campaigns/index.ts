import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/index.js';
import { CampaignEntity } from './campaign.entity.js';
import { CampaignsRepository } from './campaigns.repository.js';

@Module({
  imports: [PeopleModule],
  providers: [CampaignsRepository],
  exports: [CampaignsRepository],
})
export class CampaignsModule {}

export const campaignsEntities = [CampaignEntity];
export { CampaignEntity } from './campaign.entity.js';
export { CampaignsRepository } from './campaigns.repository.js';
