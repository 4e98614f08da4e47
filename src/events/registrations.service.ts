import { Inject, Injectable } from '@nestjs/common';
import { OrgUnitsRepository } from '../people/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { EventAccess } from './event-access.js';
import { EventChanges } from './event-changes.js';
import type { EventEntity } from './event.entity.js';
import { RegistrationsRepository } from './registrations.repository.js';

@Injectable()
export class RegistrationsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(RegistrationsRepository) private readonly registrations: RegistrationsRepository,
  ) {}

  /** Registers everybody at or below a unit of the event's own tree; again, only who is new. */
  async register(
    principal: Principal,
    eventId: string,
    orgUnitId: string | null,
  ): Promise<{ added: number; registered: number }> {
    const event = await this.access.require(principal, 'events.change', eventId);
    const unitId = orgUnitId ?? event.org_unit_id;
    await this.requireUnitOf(event, unitId);
    return this.transactions.run(async (tx) => {
      const raised = await this.changes.raiseUnlessClosed(tx, eventId);
      const added = await this.registrations.registerBelow(tx, raised, unitId);
      if (added > 0) await this.changes.record(tx, raised, [{ kind: 'registered', count: added }]);
      return { added, registered: await this.registrations.total(tx.manager, eventId) };
    });
  }

  private async requireUnitOf(event: EventEntity, unitId: string): Promise<void> {
    const unit = await this.orgUnits.get(this.transactions.read, unitId);
    if (unit.province_id !== event.province_id) throw new AppError('foreign_unit');
    if (!unit.ancestors.includes(event.org_unit_id)) throw new AppError('unknown_org_unit');
  }
}
