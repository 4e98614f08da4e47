import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { fold } from '../kernel/vietnamese.js';
import type { Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { OrgUnitEntity } from './org-unit.entity.js';

export interface NewOrgUnit {
  /** Made here when left out. */
  id?: string;
  parent: Pick<OrgUnitEntity, 'id' | 'ancestors'> | null;
  kind: OrgUnitEntity['kind'];
  name: string;
  provinceId: string;
  communeId: string | null;
}

@Injectable()
export class OrgUnitsRepository {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** @throws AppError `unknown_org_unit` */
  async get(manager: EntityManager, id: string): Promise<OrgUnitEntity> {
    const unit = await manager.findOneBy(OrgUnitEntity, { id });
    if (!unit) throw new AppError('unknown_org_unit');
    return unit;
  }

  /** Inserts units below parents that are there already (or stand earlier in the list); returns them. */
  async insertMany(tx: Tx, units: readonly NewOrgUnit[]): Promise<OrgUnitEntity[]> {
    const created_at = this.clock.now();
    const rows = units.map((unit) => {
      const id = unit.id ?? newId(created_at.getTime());
      return tx.manager.create(OrgUnitEntity, {
        id,
        parent_id: unit.parent?.id ?? null,
        ancestors: [...(unit.parent?.ancestors ?? []), id],
        kind: unit.kind,
        name: unit.name,
        folded: fold(unit.name),
        province_id: unit.provinceId,
        commune_id: unit.communeId,
        created_at,
      });
    });
    for (let start = 0; start < rows.length; start += 500) {
      await tx.manager.insert(OrgUnitEntity, rows.slice(start, start + 500));
    }
    return rows;
  }
}
