import { Inject, Injectable } from '@nestjs/common';
import type { Forgotten } from '../people/index.js';
import type { Tx } from '../platform/database/transactions.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { CONTACT_PHONE } from './site.entity.js';

/** Takes from events what says who somebody was: wishes, and the contact of a site. */
@Injectable()
export class ForgetInEvents {
  constructor(@Inject(Sealer) private readonly sealer: Sealer) {}

  async forget(tx: Tx, personId: string, { name, phone }: Forgotten): Promise<void> {
    await tx.manager.query(
      `UPDATE registrations SET available = NULL, wish_commune_ids = '{}', excluded_commune_ids = '{}' WHERE person_id = $1`,
      [personId],
    );
    const namesakes = await tx.manager.query<{ id: string; contact_phone_sealed: Buffer | null }[]>(
      `SELECT s.id, s.contact_phone_sealed FROM sites s JOIN registrations r ON r.event_id = s.event_id
       WHERE r.person_id = $1 AND s.contact_name = $2 ORDER BY s.id FOR UPDATE OF s`,
      [personId, name],
    );
    // A contact with another number is somebody else of the same name.
    const own = namesakes.filter(({ id, contact_phone_sealed }) => {
      const told = this.sealer.openText(CONTACT_PHONE, id, contact_phone_sealed);
      return told === null || phone === null || told === phone;
    });
    await tx.manager.query(
      'UPDATE sites SET contact_name = NULL, contact_phone_sealed = NULL WHERE id = ANY ($1)',
      [own.map(({ id }) => id)],
    );
  }
}
