import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RegistrationTerms } from '../contracts/events.js';
import { Clock } from '../kernel/clock.js';
import type { Tx } from '../platform/database/transactions.js';
import { EventChanges, type RaisedEvent } from './event-changes.js';
import { RegistrationEntity } from './registration.entity.js';

@Injectable()
export class RegistrationsRepository {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventChanges) private readonly changes: EventChanges,
  ) {}

  /**
   * Registers everyone at or below a unit who is not registered yet, real people for a real event
   * and simulated ones for a simulated event, and counts them by their own unit. The event must
   * have been raised in this transaction. @returns how many were added
   */
  async registerBelow(tx: Tx, event: RaisedEvent, orgUnitId: string): Promise<number> {
    const added = await tx.manager.query<{ org_unit_id: string; people: number }[]>(
      `WITH added AS (
         INSERT INTO registrations (event_id, person_id, simulated, org_unit_id, registered_at)
         SELECT $1, p.id, p.simulated, p.org_unit_id, $4
         FROM people p JOIN org_units o ON o.id = p.org_unit_id
         WHERE o.ancestors @> ARRAY[$3::uuid] AND p.simulated = $2
         ON CONFLICT (event_id, person_id) DO NOTHING
         RETURNING org_unit_id
       )
       SELECT org_unit_id, count(*)::int AS people FROM added GROUP BY org_unit_id`,
      [event.id, event.simulated, orgUnitId, this.clock.now()],
    );
    await this.changes.count(
      tx,
      event,
      added.map((unit) => ({
        siteId: null,
        orgUnitId: unit.org_unit_id,
        metric: 'registered',
        by: unit.people,
      })),
    );
    return added.reduce((sum, unit) => sum + unit.people, 0);
  }

  total(manager: EntityManager, eventId: string): Promise<number> {
    return manager.countBy(RegistrationEntity, { event_id: eventId });
  }

  async terms(manager: EntityManager, eventId: string, personId: string): Promise<RegistrationTerms | null> {
    const row = await manager.findOneBy(RegistrationEntity, { event_id: eventId, person_id: personId });
    return (
      row && {
        available: row.available,
        wishCommuneIds: row.wish_commune_ids,
        excludedCommuneIds: row.excluded_commune_ids,
      }
    );
  }

  /** @returns false when the person is not registered */
  async setTerms(tx: Tx, eventId: string, personId: string, terms: RegistrationTerms): Promise<boolean> {
    const [, count] = await tx.manager.query<[unknown[], number]>(
      `UPDATE registrations SET available = $3, wish_commune_ids = $4, excluded_commune_ids = $5
       WHERE event_id = $1 AND person_id = $2`,
      [
        eventId,
        personId,
        terms.available && JSON.stringify(terms.available),
        terms.wishCommuneIds,
        terms.excludedCommuneIds,
      ],
    );
    return count > 0;
  }

  async personIds(manager: EntityManager, eventId: string): Promise<string[]> {
    const rows = await manager.query<{ person_id: string }[]>(
      'SELECT person_id FROM registrations WHERE event_id = $1 ORDER BY person_id',
      [eventId],
    );
    return rows.map((row) => row.person_id);
  }
}
