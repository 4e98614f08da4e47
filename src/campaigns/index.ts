import { Module } from '@nestjs/common';

@Module({})
export class CampaignsModule {}

export const campaignsEntities = [];
