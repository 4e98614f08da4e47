import { Module } from '@nestjs/common';
import {
  AdministrativeUnitEntity,
  AdministrativeUnitNameEntity,
  AdministrativeUnitSuccessorEntity,
  GazetteerImportEntity,
} from './administrative-unit.entity.js';

@Module({})
export class PlacesModule {}

export const placesEntities = [
  AdministrativeUnitEntity,
  AdministrativeUnitNameEntity,
  AdministrativeUnitSuccessorEntity,
  GazetteerImportEntity,
];
export { importGazetteer } from './gazetteer-import.js';
