import { Inject, Injectable } from '@nestjs/common';
import type { InboxKind } from '../contracts/people.js';
import { Clock } from '../kernel/clock.js';
import { plainArray } from '../platform/database/statement.js';
import type { Tx } from '../platform/database/transactions.js';
import { SignalBus } from '../platform/signals.js';

export interface InboxLetter {
  personId: string;
  kind: InboxKind;
  eventId: string | null;
  assignmentId: string | null;
  text: { vi: string; en: string };
}

/** A letter that many people get; it may ask something. */
export interface CommonLetter {
  kind: InboxKind;
  eventId: string;
  text: { vi: string; en: string };
  answers: readonly string[];
  broadcastId: string;
}

/** Puts letters into people's durable inboxes. The socket that rings after the commit is only the bell. */
@Injectable()
export class Inbox {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SignalBus) private readonly signals: SignalBus,
  ) {}

  /** One statement for all letters, those of one person in the order given: two places may be taken back at once. */
  async deliver(tx: Tx, letters: readonly InboxLetter[]): Promise<void> {
    if (letters.length === 0) return;
    await tx.manager.query(
      `WITH letters AS (
         SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY place DESC) - 1 AS later
         FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::jsonb[]) WITH ORDINALITY
           AS l (person_id, kind, event_id, assignment_id, text, place)
       ), locked AS (
         -- In one order always: two publications that meet cannot deadlock.
         SELECT id FROM people WHERE id IN (SELECT person_id FROM letters) ORDER BY id FOR UPDATE
       ), numbered AS (
         UPDATE people p SET inbox_seq = p.inbox_seq + each.letters
         FROM (SELECT person_id, count(*) AS letters FROM letters GROUP BY person_id) each
           JOIN locked ON locked.id = each.person_id
         WHERE p.id = each.person_id
         RETURNING p.id, p.inbox_seq
       )
       INSERT INTO inbox_items (person_id, seq, kind, event_id, assignment_id, text, created_at)
       SELECT l.person_id, n.inbox_seq - l.later, l.kind, l.event_id, l.assignment_id, l.text, $6
       FROM letters l JOIN numbered n ON n.id = l.person_id`,
      [
        letters.map((l) => l.personId),
        letters.map((l) => l.kind),
        letters.map((l) => l.eventId),
        letters.map((l) => l.assignmentId),
        letters.map((l) => JSON.stringify(l.text)),
        this.clock.now(),
      ],
    );
    const personIds = [...new Set(letters.map((l) => l.personId))];
    tx.afterCommit(() => this.signals.send('inboxChanged', { personIds }));
  }

  /** The same letter to each of these people, in one statement. @returns how many got it */
  async deliverToAll(tx: Tx, personIds: readonly string[], letter: CommonLetter): Promise<number> {
    const rows = await tx.manager.query<{ person_id: string }[]>(
      `WITH locked AS (
         SELECT id FROM people WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE
       ), numbered AS (
         UPDATE people p SET inbox_seq = p.inbox_seq + 1 FROM locked WHERE p.id = locked.id
         RETURNING p.id, p.inbox_seq
       )
       INSERT INTO inbox_items (person_id, seq, kind, event_id, text, answers, broadcast_id, created_at)
       SELECT n.id, n.inbox_seq, $2, $3, $4, $5, $6, $7 FROM numbered n
       RETURNING person_id`,
      [
        plainArray(personIds),
        letter.kind,
        letter.eventId,
        JSON.stringify(letter.text),
        letter.answers.length > 0 ? letter.answers : null,
        letter.broadcastId,
        this.clock.now(),
      ],
    );
    const told = rows.map((row) => row.person_id);
    tx.afterCommit(() => this.signals.send('inboxChanged', { personIds: told }));
    return told.length;
  }
}
