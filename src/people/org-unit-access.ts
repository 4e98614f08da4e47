import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { may } from '../platform/policy/policy.js';
import type { Action } from '../platform/policy/policy-table.js';
import type { Principal } from '../platform/policy/principal.js';
import { OrgUnitEntity } from './org-unit.entity.js';
import { OrgUnitsRepository } from './org-units.repository.js';

/** Loads a unit that somebody names in a request: the first two steps of every service that works on one. */
@Injectable()
export class OrgUnitAccess {
  constructor(@Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository) {}

  /** @throws AppError `unknown_org_unit`, also for a unit outside this principal's scope */
  async require(
    manager: EntityManager,
    principal: Principal,
    action: Action,
    id: string,
  ): Promise<OrgUnitEntity> {
    return within(principal, action, await this.orgUnits.get(manager, id));
  }

  /**
   * The same of a unit that the address names and not a body: then it is the address that leads nowhere.
   * @throws AppError `not_found`
   */
  async requireAddressed(
    manager: EntityManager,
    principal: Principal,
    action: Action,
    id: string,
  ): Promise<OrgUnitEntity> {
    const unit = await manager.findOneBy(OrgUnitEntity, { id });
    if (!unit || !may(principal, action, { ancestors: unit.ancestors })) throw new AppError('not_found');
    return unit;
  }

  /**
   * The same of a unit in which something new is about to be made.
   * @throws AppError `unknown_org_unit`, `org_unit_merged`
   */
  async requireStanding(tx: Tx, principal: Principal, action: Action, id: string): Promise<OrgUnitEntity> {
    return within(principal, action, await this.orgUnits.getStanding(tx, id));
  }
}

function within(principal: Principal, action: Action, unit: OrgUnitEntity): OrgUnitEntity {
  if (!may(principal, action, { ancestors: unit.ancestors })) throw new AppError('unknown_org_unit');
  return unit;
}
