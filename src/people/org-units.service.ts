import { Inject, Injectable } from '@nestjs/common';
import type { CreateOrgUnit, OrgUnit } from '../contracts/people.js';
import { tidy } from '../kernel/vietnamese.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { unitsOf } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { PlacesService } from '../places/index.js';
import { mayStandBelow } from './domain/org-unit-rules.js';
import { OrgUnitAccess } from './org-unit-access.js';
import { OrgUnitsRepository } from './org-units.repository.js';

@Injectable()
export class OrgUnitsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitAccess) private readonly access: OrgUnitAccess,
    @Inject(PlacesService) private readonly places: PlacesService,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
  ) {}

  /** The units within scope, parents before children, each with its people and those below it. */
  list(principal: Principal): Promise<OrgUnit[]> {
    return this.orgUnits.list(this.transactions.read, unitsOf(principal, 'org_units.read'));
  }

  /** @throws AppError `unknown_org_unit`, `org_unit_merged`, `wrong_parent`, `foreign_unit`, `unknown_unit`, `already_exists` */
  async create(principal: Principal, wanted: CreateOrgUnit): Promise<OrgUnit> {
    return this.transactions.run(async (tx) => {
      const parent = await this.access.requireStanding(tx, principal, 'org_units.change', wanted.parentId);
      if (!mayStandBelow(wanted.kind, parent.kind)) throw new AppError('wrong_parent');
      const communeId = wanted.communeId ?? parent.commune_id;
      if (wanted.communeId !== undefined) {
        const commune = await this.places.requireCommune(wanted.communeId);
        if (commune.provinceId !== parent.province_id) throw new AppError('foreign_unit');
      }
      const [unit] = await this.orgUnits.insertMany(tx, [
        {
          parent,
          kind: wanted.kind,
          name: tidy(wanted.name),
          provinceId: parent.province_id,
          communeId,
        },
      ]);
      if (!unit) throw new AppError('internal');
      return {
        id: unit.id,
        parentId: unit.parent_id,
        kind: unit.kind,
        name: unit.name,
        provinceId: unit.province_id,
        communeId: unit.commune_id,
        people: 0,
      };
    });
  }
}
