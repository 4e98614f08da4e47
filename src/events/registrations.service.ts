import { Inject, Injectable } from '@nestjs/common';
import type { RegistrationTerms } from '../contracts/events.js';
import { OrgUnitsRepository } from '../people/index.js';
import { PlacesService } from '../places/index.js';
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
    @Inject(PlacesService) private readonly places: PlacesService,
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

  /** On which terms a person takes part. @throws AppError `not_found` who is not registered */
  async terms(principal: Principal, eventId: string, personId: string): Promise<RegistrationTerms> {
    await this.access.require(principal, 'people.read', eventId);
    const terms = await this.registrations.terms(this.transactions.read, eventId, personId);
    if (!terms) throw new AppError('not_found');
    return terms;
  }

  /**
   * These are all the person's terms from now on; plans that are there already do not change.
   * @throws AppError `unknown_unit`, `foreign_unit`; `not_found` who is not registered
   */
  async setTerms(
    principal: Principal,
    eventId: string,
    personId: string,
    wish: RegistrationTerms,
  ): Promise<RegistrationTerms> {
    const event = await this.access.require(principal, 'events.change', eventId);
    const terms = {
      available:
        wish.available?.map(({ startsAt, endsAt }) => ({
          startsAt: new Date(startsAt).toISOString(),
          endsAt: new Date(endsAt).toISOString(),
        })) ?? null,
      wishCommuneIds: [...new Set(wish.wishCommuneIds)],
      excludedCommuneIds: [...new Set(wish.excludedCommuneIds)],
    };
    await this.requireCommunesOf(event, [...terms.wishCommuneIds, ...terms.excludedCommuneIds]);
    await this.transactions.run(async (tx) => {
      await this.changes.raiseUnlessClosed(tx, eventId);
      if (!(await this.registrations.setTerms(tx, eventId, personId, terms))) throw new AppError('not_found');
    });
    return terms;
  }

  private async requireCommunesOf(event: EventEntity, communeIds: readonly string[]): Promise<void> {
    const communes = await this.places.communesOf(event.province_id);
    const own = new Set(communes.map((commune) => commune.id));
    for (const id of communeIds) {
      if (own.has(id)) continue;
      await this.places.requireCommune(id);
      throw new AppError('foreign_unit');
    }
  }

  private async requireUnitOf(event: EventEntity, unitId: string): Promise<void> {
    const unit = await this.orgUnits.get(this.transactions.read, unitId);
    if (unit.province_id !== event.province_id) throw new AppError('foreign_unit');
    if (!unit.ancestors.includes(event.org_unit_id)) throw new AppError('unknown_org_unit');
  }
}
