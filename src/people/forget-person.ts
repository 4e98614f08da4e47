import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { fold } from '../kernel/vietnamese.js';
import type { Tx } from '../platform/database/transactions.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { SignalBus } from '../platform/signals.js';
import { PHONE, PHONE_HASH } from './person.entity.js';

/** What stands where the name stood; the digits only tell two of them apart. */
const pseudonymOf = (personId: string): string => `Đã xóa dữ liệu ${personId.slice(-4)}`;

/** Who has just been forgotten, to find what else names this person. */
export interface Forgotten {
  name: string;
  /** E.164. */
  phone: string | null;
}

/** Takes from the roll, the sessions and the letters what says who somebody is. The row stays: others count on it. */
@Injectable()
export class ForgetPerson {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(SignalBus) private readonly signals: SignalBus,
  ) {}

  /** @returns who it was; null when it was done before */
  async forget(tx: Tx, personId: string): Promise<Forgotten | null> {
    const rows = await tx.manager.query<{ full_name: string; phone_sealed: Buffer | null }[]>(
      'SELECT full_name, phone_sealed FROM people WHERE id = $1 AND erased_at IS NULL AND NOT simulated FOR UPDATE',
      [personId],
    );
    const person = rows[0];
    if (!person) return null;
    const phone = this.sealer.openText(PHONE, personId, person.phone_sealed);
    if (phone !== null) {
      const hashes = this.sealer.hashes(PHONE_HASH, phone);
      await tx.manager.query('DELETE FROM one_time_codes WHERE phone_hash = ANY ($1)', [hashes]);
    }
    await tx.manager.query('DELETE FROM developer_texts WHERE person_id = $1', [personId]);
    await tx.manager.query('DELETE FROM personal_links WHERE person_id = $1', [personId]);
    await tx.manager.query('DELETE FROM inbox_items WHERE person_id = $1', [personId]);
    await tx.manager.query(`DELETE FROM sessions WHERE kind = 'volunteer' AND subject_id = $1`, [personId]);
    const name = pseudonymOf(personId);
    await tx.manager.query(
      `UPDATE people SET full_name = $2, folded = $3, phone_sealed = NULL, phone_hash = NULL,
         phone_tail_hash = NULL, birth_date = NULL, member_no_sealed = NULL, member_no_hash = NULL, home_commune_id = NULL, skills = '[]', has_vehicle = false, max_distance_km = NULL,
         erased_at = $4, updated_at = $4
       WHERE id = $1`,
      [personId, name, fold(name), this.clock.now()],
    );
    // What is left of read rosters in the units above and below, which would name the person again.
    await tx.manager.query(
      `UPDATE roster_imports i SET content_sealed = NULL, rows_sealed = NULL, shown_sealed = NULL
       FROM people p JOIN org_units u ON u.id = p.org_unit_id JOIN org_units v ON v.id = ANY (u.ancestors) OR v.ancestors @> ARRAY[u.id]
       WHERE p.id = $1 AND i.org_unit_id = v.id AND i.state IN ('applied', 'failed')`,
      [personId],
    );
    tx.afterCommit(() => this.signals.send('accessChanged', { subjectIds: [personId] }));
    return { name: person.full_name, phone };
  }
}
