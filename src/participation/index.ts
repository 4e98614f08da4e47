import { Module } from '@nestjs/common';

@Module({})
export class ParticipationModule {}

export const participationEntities = [];
