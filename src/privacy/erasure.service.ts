import { Inject, Injectable } from '@nestjs/common';
import { GiveBackService } from '../assignments/index.js';
import { Clock } from '../kernel/clock.js';
import { ForgetPerson } from '../people/index.js';
import type { Tx } from '../platform/database/transactions.js';
import { RequestsRepository } from './requests.repository.js';

/** What the closed requests of an erased person say. */
const ANSWER = 'Dữ liệu đã được xoá. / The data has been erased.';
const NO_REASON = JSON.stringify({ code: 'erased', vi: 'Đã xoá dữ liệu.', en: 'The data was erased.' });

/**
 * Puts a pseudonym in a person's place. The row, the ledger and every count stay as they are: who was
 * there was there. Places in events to come are given back before, so that somebody else is asked.
 */
@Injectable()
export class Erasure {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ForgetPerson) private readonly people: ForgetPerson,
    @Inject(GiveBackService) private readonly places: GiveBackService,
    @Inject(RequestsRepository) private readonly requests: RequestsRepository,
  ) {}

  /** @returns false when it was done before */
  async erase(tx: Tx, personId: string, by: string | null): Promise<boolean> {
    // First: it waits for the rows of events, as publishing does before it looks at people.
    await this.places.giveBack(tx, personId);
    const name = await this.people.forget(tx, personId);
    if (name === null) return false;
    await tx.manager.query(
      `UPDATE registrations SET available = NULL, wish_commune_ids = '{}', excluded_commune_ids = '{}' WHERE person_id = $1`,
      [personId],
    );
    // A reason says how far from home somebody is sent; what was typed may say anything.
    await tx.manager.query(
      'UPDATE assignments SET reason = NULL, decline_reason = NULL WHERE person_id = $1',
      [personId],
    );
    await tx.manager.query('UPDATE plan_proposals SET reason = $2, distance_km = NULL WHERE person_id = $1', [
      personId,
      NO_REASON,
    ]);
    await tx.manager.query('UPDATE consents SET guardian_name = NULL WHERE person_id = $1', [personId]);
    await tx.manager.query(
      `UPDATE sites s SET contact_name = NULL, contact_phone_sealed = NULL FROM registrations r
       WHERE r.person_id = $1 AND r.event_id = s.event_id AND s.contact_name = $2`,
      [personId, name],
    );
    await this.requests.closeAll(tx, personId, ANSWER, by, this.clock.now());
    return true;
  }
}
