import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppError } from '../platform/errors/app-error.js';
import { OrgUnitEntity } from './org-unit.entity.js';

@Injectable()
export class OrgUnitsRepository {
  /** @throws AppError `unknown_org_unit` */
  async get(manager: EntityManager, id: string): Promise<OrgUnitEntity> {
    const unit = await manager.findOneBy(OrgUnitEntity, { id });
    if (!unit) throw new AppError('unknown_org_unit');
    return unit;
  }
}
