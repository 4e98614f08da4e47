import { Module } from '@nestjs/common';

@Module({})
export class PlacesModule {}

export const placesEntities = [];
