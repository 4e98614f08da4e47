import { Inject, Injectable } from '@nestjs/common';
import type { Inbox as InboxAnswer, InboxItem } from '../contracts/people.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireVolunteer } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';

/** The most letters in one answer: the newest ones. */
const LIMIT = 200;

/** A volunteer's own inbox, read and marked. */
@Injectable()
export class InboxService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async read(principal: Principal, after: number): Promise<InboxAnswer> {
    const { id } = requireVolunteer(principal);
    // One statement, so that the letters, the last number and the unseen ones are of one moment.
    const rows = await this.transactions.read.query<InboxAnswer[]>(
      `SELECT p.inbox_seq AS "lastSeq",
         (SELECT count(*)::int FROM inbox_items i WHERE i.person_id = p.id AND i.seen_at IS NULL) AS unseen,
         coalesce((SELECT jsonb_agg(l.letter ORDER BY l.seq) FROM (
           SELECT i.seq, jsonb_build_object('seq', i.seq, 'kind', i.kind, 'eventId', i.event_id,
             'assignmentId', i.assignment_id, 'text', i.text, 'at', i.created_at, 'seenAt', i.seen_at,
             'question', CASE WHEN i.answers IS NOT NULL
               THEN jsonb_build_object('answers', i.answers, 'chosen', i.answer) END) AS letter
           FROM inbox_items i WHERE i.person_id = p.id AND i.seq > $2 ORDER BY i.seq DESC LIMIT ${LIMIT}
         ) l), '[]') AS items
       FROM people p WHERE p.id = $1`,
      [id, after],
    );
    if (!rows[0]) throw new AppError('not_found');
    return { ...rows[0], items: rows[0].items.map(inIsoTime) };
  }

  /** The last answer stands; who answers has seen it. @throws AppError `not_found` when it asks nothing of the kind */
  async answer(principal: Principal, seq: number, answer: number): Promise<InboxAnswer> {
    const { id } = requireVolunteer(principal);
    await this.transactions.run(async ({ manager }) => {
      const [, answered] = await manager.query<[unknown[], number]>(
        `UPDATE inbox_items SET answer = $3, answered_at = $4, seen_at = coalesce(seen_at, $4)
         WHERE person_id = $1 AND seq = $2 AND $3 < cardinality(answers)`,
        [id, seq, answer, this.clock.now()],
      );
      if (answered === 0) throw new AppError('not_found');
    });
    return this.read(principal, 0);
  }

  /** Marks everything up to `seq` as seen, once: the first time stands. */
  async markSeen(principal: Principal, seq: number): Promise<InboxAnswer> {
    const { id } = requireVolunteer(principal);
    await this.transactions.read.query(
      `UPDATE inbox_items SET seen_at = $3 WHERE person_id = $1 AND seq <= $2 AND seen_at IS NULL`,
      [id, seq, this.clock.now()],
    );
    return this.read(principal, 0);
  }
}

/** PostgreSQL writes times in JSON with its own zone; the contract's are UTC. */
function inIsoTime(item: InboxItem): InboxItem {
  return {
    ...item,
    at: new Date(item.at).toISOString(),
    seenAt: item.seenAt === null ? null : new Date(item.seenAt).toISOString(),
  };
}
