import { Inject, Injectable } from '@nestjs/common';
import type { InboxKind } from '../../contracts/people.js';
import { newId } from '../../kernel/ids.js';
import { Sealer } from '../../platform/sealing/sealer.js';
import type { Tx } from '../../platform/database/transactions.js';
import { PUSH_ADDRESS, type PushAddress, readAddress } from './push-subscription.entity.js';

/** A browser that is to be rung, and for which letter. */
export interface Due {
  id: string;
  address: PushAddress;
  lang: 'vi' | 'en';
  seq: number;
  kind: InboxKind;
  failures: number;
}

@Injectable()
export class PushSubscriptionsRepository {
  constructor(@Inject(Sealer) private readonly sealer: Sealer) {}

  /** One row for a browser, whoever had it before; what the person has got already rings it no more. */
  async save(
    tx: Tx,
    of: { personId: string; sessionId: string; lang: 'vi' | 'en'; now: Date },
    address: PushAddress,
  ): Promise<void> {
    await this.end(tx, address.endpoint);
    const id = newId();
    const [sealed, hash] = this.sealer.columnsOf(PUSH_ADDRESS, id, JSON.stringify(address));
    await tx.manager.query(
      `INSERT INTO push_subscriptions (id, person_id, session_id, endpoint_hash, address_sealed, lang, created_at, told_seq)
       SELECT $1, p.id, $3, $4, $5, $6, $7, p.inbox_seq FROM people p WHERE p.id = $2`,
      [id, of.personId, of.sessionId, hash, sealed, of.lang, of.now],
    );
  }

  async end(tx: Tx, endpoint: string): Promise<void> {
    const address = JSON.stringify({ endpoint });
    const hashes = PUSH_ADDRESS.hashes.flatMap((one) => this.sealer.hashes(one, address));
    await tx.manager.query('DELETE FROM push_subscriptions WHERE endpoint_hash = ANY ($1)', [hashes]);
  }

  /** The browsers one person has: more than a few are left over from somewhere. */
  async keepNewest(tx: Tx, personId: string, atMost: number): Promise<void> {
    await tx.manager.query(
      `DELETE FROM push_subscriptions WHERE id IN (
         SELECT id FROM push_subscriptions WHERE person_id = $1 ORDER BY created_at DESC, id DESC OFFSET $2)`,
      [personId, atMost],
    );
  }

  /** Those whose session is over have nobody to tell. */
  async removeEnded(tx: Tx, now: Date): Promise<void> {
    await tx.manager.query(
      `DELETE FROM push_subscriptions s USING sessions o WHERE o.id = s.session_id
         AND (o.revoked_at IS NOT NULL OR o.expires_at <= $1)`,
      [now],
    );
  }

  /** Takes some of those with a letter that nobody has seen, for so long that nobody else rings them. */
  async take(tx: Tx, now: Date, until: Date, atMost: number): Promise<Due[]> {
    const rows = await tx.manager.query<(Omit<Due, 'address'> & { sealed: Buffer })[]>(
      `WITH due AS (
         SELECT s.id, i.seq, i.kind FROM push_subscriptions s
         JOIN people p ON p.id = s.person_id AND p.inbox_seq > s.told_seq
         JOIN LATERAL (SELECT seq, kind FROM inbox_items
           WHERE person_id = s.person_id AND seq > s.told_seq AND seen_at IS NULL ORDER BY seq DESC LIMIT 1) i ON true
         WHERE s.not_before IS NULL OR s.not_before <= $1
         ORDER BY s.id LIMIT $3 FOR UPDATE OF s SKIP LOCKED
       ), taken AS (
         UPDATE push_subscriptions s SET not_before = $2 FROM due WHERE due.id = s.id
         RETURNING s.id, s.address_sealed AS sealed, s.lang, s.failures, due.seq, due.kind
       )
       SELECT * FROM taken`,
      [now, until, atMost],
    );
    return rows.map(({ sealed, ...row }) => ({
      ...row,
      address: readAddress(this.sealer.open(PUSH_ADDRESS, row.id, sealed).toString('utf8')),
    }));
  }

  async told(tx: Tx, id: string, seq: number): Promise<void> {
    await tx.manager.query(
      `UPDATE push_subscriptions SET told_seq = greatest(told_seq, $2), failures = 0, not_before = NULL WHERE id = $1`,
      [id, seq],
    );
  }

  async failed(tx: Tx, id: string, notBefore: Date): Promise<void> {
    await tx.manager.query(
      'UPDATE push_subscriptions SET failures = failures + 1, not_before = $2 WHERE id = $1',
      [id, notBefore],
    );
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.manager.query('DELETE FROM push_subscriptions WHERE id = $1', [id]);
  }
}
