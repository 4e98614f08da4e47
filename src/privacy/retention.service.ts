import { Inject, Injectable } from '@nestjs/common';
import type { Retention as RetentionAnswer } from '../contracts/privacy.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { RETENTION, type RetentionRuleId } from './domain/retention-rules.js';
import { Erasure } from './erasure.service.js';
import { RetentionRunEntity } from './retention-run.entity.js';

type Sweep = (tx: Tx, before: Date) => Promise<number>;

const RUNS_SHOWN = 10;
/** People in one transaction, and at most in one run: it comes every day. */
const PEOPLE_AT_ONCE = 50;
const MOST_PEOPLE = 5_000;

/** Removes what has been kept long enough, and writes down how much that was. */
@Injectable()
export class RetentionService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Erasure) private readonly erasure: Erasure,
  ) {}

  /** Any number of runs do no harm: what is gone is gone. @returns how much each rule removed */
  async run(): Promise<Record<string, number>> {
    const now = this.clock.now();
    const removed: Record<string, number> = {};
    for (const { id, days } of RETENTION) {
      const before = new Date(now.getTime() - days * 86_400_000);
      if (id === 'idle_people' || id === 'idle_people_kept') {
        removed[id] = await this.forgetIdle(before, id === 'idle_people_kept');
      } else {
        removed[id] = await this.transactions.run((tx) => SWEEPS[id](tx, before));
      }
    }
    await this.transactions.run((tx) =>
      tx.manager.insert(RetentionRunEntity, { id: newId(now.getTime()), at: now, removed }),
    );
    return removed;
  }

  async show(): Promise<RetentionAnswer> {
    const runs = await this.transactions.read.find(RetentionRunEntity, {
      order: { at: 'DESC', id: 'DESC' },
      take: RUNS_SHOWN,
    });
    return {
      rules: RETENTION.map((rule) => ({ ...rule })),
      runs: runs.map(({ at, removed }) => ({ at: at.toISOString(), removed })),
    };
  }

  private async forgetIdle(before: Date, agreed: boolean): Promise<number> {
    let forgotten = 0;
    while (forgotten < MOST_PEOPLE) {
      const people = await this.transactions.read.query<{ id: string }[]>(IDLE, [
        before,
        agreed,
        PEOPLE_AT_ONCE,
      ]);
      for (const { id } of people) {
        if (await this.transactions.run((tx) => this.erasure.erase(tx, id, null))) forgotten++;
      }
      if (people.length < PEOPLE_AT_ONCE) break;
    }
    return forgotten;
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

const sweep =
  (...statements: string[]): Sweep =>
  async (tx, before) => {
    let removed = 0;
    for (const statement of statements) {
      const [, count] = await tx.manager.query<[unknown[], number]>(statement, [before]);
      removed += count;
    }
    return removed;
  };

const SWEEPS: Record<Exclude<RetentionRuleId, 'idle_people' | 'idle_people_kept'>, Sweep> = {
  codes: sweep(
    'DELETE FROM one_time_codes WHERE created_at < $1',
    'DELETE FROM developer_texts WHERE created_at < $1',
  ),
  roster_rows: sweep(
    `UPDATE roster_imports SET content_sealed = NULL, rows_sealed = NULL, shown_sealed = NULL
     WHERE updated_at < $1 AND state IN ('ready', 'applied', 'failed') AND (content_sealed IS NOT NULL OR rows_sealed IS NOT NULL)`,
  ),
  letters: sweep('DELETE FROM inbox_items WHERE created_at < $1'),
  links: sweep('DELETE FROM personal_links WHERE revoked_at < $1'),
  sessions: sweep('DELETE FROM sessions WHERE coalesce(revoked_at, least(expires_at, idle_until)) < $1'),
  wishes: sweep(
    `UPDATE registrations r SET available = NULL, wish_commune_ids = '{}', excluded_commune_ids = '{}'
     FROM events e WHERE e.id = r.event_id AND e.ends_at < $1
       AND (r.available IS NOT NULL OR r.wish_commune_ids <> '{}' OR r.excluded_commune_ids <> '{}')`,
    `UPDATE assignments SET decline_reason = NULL WHERE ends_at < $1 AND decline_reason IS NOT NULL`,
    `DELETE FROM plan_proofs f USING plans p JOIN events e ON e.id = p.event_id
     WHERE p.id = f.plan_id AND e.ends_at < $1`,
  ),
  photos: sweep('DELETE FROM result_photos p USING events e WHERE e.id = p.event_id AND e.ends_at < $1'),
  requests: sweep('DELETE FROM privacy_requests WHERE decided_at < $1'),
  runs: sweep('DELETE FROM retention_runs WHERE at < $1'),
};
