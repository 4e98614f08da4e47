import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MergedUnit, OrgUnitMerge } from '../contracts/people.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireStaff, unitsOf } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { SignalBus } from '../platform/signals.js';
import { mergeFault, namesAfterMerge } from './domain/org-unit-rules.js';
import { OrgUnitAccess } from './org-unit-access.js';
import { OrgUnitDependants } from './org-unit-dependants.js';
import type { OrgUnitEntity } from './org-unit.entity.js';
import { inTurnWithRosters } from './roster/in-turn.js';
import { UnitMergesRepository } from './unit-merges.repository.js';

interface Meant {
  from: OrgUnitEntity;
  into: OrgUnitEntity;
  /** New names of units below. */
  names: Map<string, string>;
  view: OrgUnitMerge;
}

/**
 * One Youth Union unit becomes part of another: its people, the units below it, its roles, and what other
 * rooms hold for it. What was counted stays with the unit of its day.
 */
@Injectable()
export class UnitMergesService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitAccess) private readonly access: OrgUnitAccess,
    @Inject(UnitMergesRepository) private readonly merges: UnitMergesRepository,
    @Inject(OrgUnitDependants) private readonly dependants: OrgUnitDependants,
    @Inject(SignalBus) private readonly signals: SignalBus,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Units within scope that are history. */
  history(principal: Principal): Promise<MergedUnit[]> {
    return this.merges.history(this.transactions.read, unitsOf(principal, 'org_units.read'));
  }

  /** What would go over. @throws AppError as `merge` does */
  async preview(principal: Principal, id: string, intoId: string): Promise<OrgUnitMerge> {
    return (await this.weigh(this.transactions.read, principal, id, intoId)).view;
  }

  /**
   * @returns what went over
   * @throws AppError `not_found`, `unknown_org_unit`, `merge_into_itself`, `org_unit_merged`, `merge_into_descendant`,
   * `foreign_unit`, `not_sister_units`
   */
  async merge(principal: Principal, id: string, intoId: string): Promise<OrgUnitMerge> {
    return this.transactions.run(async (tx) => {
      // Rosters name units and people: one that is being applied is waited for.
      await inTurnWithRosters(tx);
      await this.merges.lock(tx, [id, intoId]);
      const { from, into, names, view } = await this.weigh(tx.manager, principal, id, intoId);
      // First: they wait for the rows of events, as check-ins and closings do.
      await this.dependants.merge(tx, id, intoId);
      const merged = { at: this.clock.now(), by: requireStaff(principal).id };
      await this.merges.move(tx, from, into, names, merged);
      const subjectIds = await this.merges.moveRoles(tx, id, intoId, merged);
      tx.afterCommit(() => this.signals.send('accessChanged', { subjectIds }));
      return view;
    });
  }

  private async weigh(
    manager: EntityManager,
    principal: Principal,
    id: string,
    intoId: string,
  ): Promise<Meant> {
    const from = await this.access.requireAddressed(manager, principal, 'org_units.change', id);
    const into = await this.access.require(manager, principal, 'org_units.change', intoId);
    const fault = mergeFault(from, into);
    if (fault) throw new AppError(fault);
    const moving = await this.merges.children(manager, id);
    const taken = (await this.merges.children(manager, intoId)).map((child) => child.name);
    const names = namesAfterMerge(moving, taken, from.name);
    const view = {
      id,
      name: from.name,
      intoId,
      intoName: into.name,
      ...(await this.merges.weigh(manager, id, this.clock.now())),
      renamed: moving.flatMap((child) => {
        const to = names.get(child.id);
        return to === undefined ? [] : [{ from: child.name, to }];
      }),
    };
    return { from, into, names, view };
  }
}
