import { Module } from '@nestjs/common';
import {
  AdministrativeUnitEntity,
  AdministrativeUnitNameEntity,
  AdministrativeUnitSuccessorEntity,
  GazetteerImportEntity,
} from './administrative-unit.entity.js';
import { Outlines } from './outlines.js';
import { PlacesController } from './places.controller.js';
import { PlacesRepository } from './places.repository.js';
import { PlacesService } from './places.service.js';
import { UnitsService } from './units.service.js';

@Module({
  controllers: [PlacesController],
  providers: [UnitsService, PlacesService, PlacesRepository, Outlines],
  exports: [PlacesService],
})
export class PlacesModule {}

export const placesEntities = [
  AdministrativeUnitEntity,
  AdministrativeUnitNameEntity,
  AdministrativeUnitSuccessorEntity,
  GazetteerImportEntity,
];
export { importGazetteer } from './gazetteer-import.js';
export { PlacesService } from './places.service.js';
