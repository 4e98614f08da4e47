import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Tx } from '../platform/database/transactions.js';
import type { RetentionRuleId } from './domain/retention-rules.js';
import { RetentionRunEntity } from './retention-run.entity.js';

/** What is removed by rows; people are erased one by one, and not here. */
type Swept = Exclude<RetentionRuleId, 'idle_people' | 'idle_people_kept'>;

/** The statements of the rules of retention, and what their runs removed. */
@Injectable()
export class RetentionRepository {
  /** @returns how many rows were removed or emptied */
  async sweep(tx: Tx, rule: Swept, before: Date): Promise<number> {
    let removed = 0;
    for (const statement of SWEEPS[rule]) {
      const [, count] = await tx.manager.query<[unknown[], number]>(statement, [before]);
      removed += count;
    }
    return removed;
  }

  /** @param agreed those who agreed to be kept for later campaigns, or else the others */
  async idle(manager: EntityManager, before: Date, agreed: boolean, atMost: number): Promise<string[]> {
    const people = await manager.query<{ id: string }[]>(IDLE, [before, agreed, atMost]);
    return people.map(({ id }) => id);
  }

  async addRun(tx: Tx, run: RetentionRunEntity): Promise<void> {
    await tx.manager.insert(RetentionRunEntity, run);
  }

  latestRuns(manager: EntityManager, atMost: number): Promise<RetentionRunEntity[]> {
    return manager.find(RetentionRunEntity, { order: { at: 'DESC', id: 'DESC' }, take: atMost });
  }
}

/** People who were neither written into the roll nor took part since then, and have nothing before them. */
const IDLE = `
  SELECT p.id FROM people p
  WHERE NOT p.simulated AND p.erased_at IS NULL AND p.updated_at < $1
    AND NOT EXISTS (SELECT FROM registrations r JOIN events e ON e.id = r.event_id
                    WHERE r.person_id = p.id AND e.ends_at >= $1)
    AND coalesce((SELECT c.given FROM consents c
                  WHERE c.person_id = p.id AND c.purpose = 'next_campaigns' AND c.given_by = 'self'
                  ORDER BY c.seq DESC LIMIT 1), false) = $2
  ORDER BY p.id LIMIT $3`;

const SWEEPS: Readonly<Record<Swept, readonly string[]>> = {
  codes: [
    'DELETE FROM one_time_codes WHERE created_at < $1',
    'DELETE FROM developer_texts WHERE created_at < $1',
  ],
  roster_rows: [
    `UPDATE roster_imports SET content_sealed = NULL, rows_sealed = NULL, shown_sealed = NULL
     WHERE updated_at < $1 AND state IN ('ready', 'applied', 'failed') AND (content_sealed IS NOT NULL OR rows_sealed IS NOT NULL)`,
  ],
  letters: ['DELETE FROM inbox_items WHERE created_at < $1'],
  links: ['DELETE FROM personal_links WHERE revoked_at < $1'],
  sessions: ['DELETE FROM sessions WHERE coalesce(revoked_at, least(expires_at, idle_until)) < $1'],
  wishes: [
    `UPDATE registrations r SET available = NULL, wish_commune_ids = '{}', excluded_commune_ids = '{}'
     FROM events e WHERE e.id = r.event_id AND e.ends_at < $1
       AND (r.available IS NOT NULL OR r.wish_commune_ids <> '{}' OR r.excluded_commune_ids <> '{}')`,
    `UPDATE assignments SET decline_reason = NULL WHERE ends_at < $1 AND decline_reason IS NOT NULL`,
    `DELETE FROM plan_proofs f USING plans p JOIN events e ON e.id = p.event_id
     WHERE p.id = f.plan_id AND e.ends_at < $1`,
  ],
  photos: ['DELETE FROM result_photos p USING events e WHERE e.id = p.event_id AND e.ends_at < $1'],
  requests: ['DELETE FROM privacy_requests WHERE decided_at < $1'],
  runs: ['DELETE FROM retention_runs WHERE at < $1'],
};
