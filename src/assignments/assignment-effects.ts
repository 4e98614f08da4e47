import { Inject, Injectable } from '@nestjs/common';
import { EventChanges, type RaisedEvent } from '../events/index.js';
import { Inbox } from '../people/index.js';
import type { InboxKind } from '../contracts/people.js';
import type { Tx } from '../platform/database/transactions.js';
import { AssignmentsRepository, type Stepped } from './assignments.repository.js';
import {
  expiredLetter,
  offerLetter,
  reminderLetter,
  restoredLetter,
  withdrawnLetter,
  type Occasion,
} from './domain/letters.js';
import { metricChange } from './domain/transitions.js';

/** Whom a letter about which place goes to. */
export type Addressed = Pick<Stepped, 'id' | 'event_id' | 'shift_id' | 'person_id'>;

/** What follows from steps of assignments, in the same transaction: the counts and the letters. */
@Injectable()
export class AssignmentEffects {
  constructor(
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(Inbox) private readonly inbox: Inbox,
    @Inject(AssignmentsRepository) private readonly assignments: AssignmentsRepository,
  ) {}

  async count(tx: Tx, event: RaisedEvent, stepped: readonly Stepped[]): Promise<void> {
    await this.changes.count(
      tx,
      event,
      stepped.flatMap((row) =>
        metricChange(row.from, row.to).map((change) => ({
          siteId: row.site_id,
          orgUnitId: row.org_unit_id,
          ...change,
        })),
      ),
    );
  }

  async tellOffered(tx: Tx, stepped: readonly Stepped[], deadline: Date): Promise<void> {
    await this.tell(tx, 'offer', stepped, (occasion) => offerLetter(occasion, deadline));
  }

  async tellWithdrawn(tx: Tx, stepped: readonly Stepped[]): Promise<void> {
    await this.tell(tx, 'offer_withdrawn', stepped, withdrawnLetter);
  }

  async remind(tx: Tx, places: readonly Addressed[], isAnswered: boolean): Promise<void> {
    await this.tell(tx, 'reminder', places, (occasion) => reminderLetter(occasion, isAnswered));
  }

  async tellRestored(tx: Tx, stepped: readonly Stepped[]): Promise<void> {
    await this.tell(tx, 'note', stepped, restoredLetter);
  }

  async tellExpired(tx: Tx, stepped: readonly Stepped[]): Promise<void> {
    await this.tell(tx, 'offer_expired', stepped, expiredLetter);
  }

  private async tell(
    tx: Tx,
    kind: InboxKind,
    stepped: readonly Addressed[],
    write: (occasion: Occasion) => { vi: string; en: string },
  ): Promise<void> {
    if (stepped.length === 0) return;
    const occasions = await this.assignments.occasions(
      tx.manager,
      stepped.map((row) => row.shift_id),
    );
    const texts = new Map(
      [...occasions].map(([shiftId, row]) => [
        shiftId,
        write({
          eventTitle: row.event_title,
          siteName: row.site_name,
          communeName: row.commune_name,
          startsAt: row.starts_at,
          endsAt: row.ends_at,
        }),
      ]),
    );
    await this.inbox.deliver(
      tx,
      stepped.flatMap((row) => {
        const text = texts.get(row.shift_id);
        return text
          ? [{ personId: row.person_id, kind, eventId: row.event_id, assignmentId: row.id, text }]
          : [];
      }),
    );
  }
}
