import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CHAINED, type ChainedEntry, GENESIS } from './chain.js';

export interface Head {
  seq: number;
  hash: Buffer;
}

/** No transaction lives longer: who looks an hour back before the last seal misses no late commit. */
const LATEST_COMMIT = `interval '1 hour'`;

const SEALING_LOCK = 726_781_002;

@Injectable()
export class SealsRepository {
  /** One process at a time makes links. @returns whether it is this one, until its transaction ends */
  async lock(manager: EntityManager): Promise<boolean> {
    const [row] = await manager.query<{ mine: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
      SEALING_LOCK,
    ]);
    return row?.mine === true;
  }

  async head(manager: EntityManager): Promise<Head> {
    const [row] = await manager.query<{ seq: string; hash: Buffer }[]>(
      'SELECT seq, hash FROM audit_seals ORDER BY seq DESC LIMIT 1',
    );
    return row ? { seq: Number(row.seq), hash: row.hash } : { seq: 0, hash: GENESIS };
  }

  /** Committed entries that stand in no chain yet, in the order of their ids; late ones come when they are there. */
  async unsealed(manager: EntityManager, atMost: number): Promise<ChainedEntry[]> {
    return manager.query<ChainedEntry[]>(
      `SELECT ${CHAINED} FROM audit_entries e
       WHERE e.at > coalesce((SELECT last.at FROM audit_seals s JOIN audit_entries last ON last.id = s.entry_id
           ORDER BY s.seq DESC LIMIT 1) - ${LATEST_COMMIT}, '-infinity')
         AND NOT EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = e.id)
       ORDER BY e.id LIMIT $1`,
      [atMost],
    );
  }

  async insert(
    manager: EntityManager,
    seals: readonly { seq: number; entryId: string; hash: Buffer }[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO audit_seals (seq, entry_id, hash) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])`,
      [seals.map((s) => s.seq), seals.map((s) => s.entryId), seals.map((s) => s.hash)],
    );
  }

  /** When a head was last signed, and which. */
  async lastSigned(manager: EntityManager): Promise<{ seq: number; signedAt: Date } | null> {
    const [row] = await manager.query<{ seq: string; signed_at: Date }[]>(
      'SELECT seq, signed_at FROM audit_heads ORDER BY seq DESC LIMIT 1',
    );
    return row ? { seq: Number(row.seq), signedAt: row.signed_at } : null;
  }
}
