import { Module } from '@nestjs/common';

@Module({})
export class RehearsalModule {}

export const rehearsalEntities = [];
