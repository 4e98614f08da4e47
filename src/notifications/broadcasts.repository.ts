import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import {
  BROADCAST_WAIT_MS,
  type BroadcastPeopleQuerySchema,
  type BroadcastPerson,
} from '../contracts/broadcasts.js';
import type { Page } from '../contracts/common.js';
import { maskPhone, PHONE } from '../people/index.js';
import type { Columns } from '../platform/database/columns.js';
import type { Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { BroadcastEntity } from './broadcast.entity.js';

/** A broadcast with what became of it. */
export interface BroadcastRow extends Columns<BroadcastEntity> {
  by: string;
  seen: number;
  answered: number;
  chosen: number[];
}
interface PersonRow extends Omit<BroadcastPerson, 'phone' | 'seenAt' | 'answeredAt'> {
  phone_sealed: Buffer | null;
  seen_at: Date | null;
  answered_at: Date | null;
}

const MOST_LISTED = 100;

/**
 * Its time has come. One that would have to wait for longer than any does was written before a clock was set back: it
 * would go out hours late.
 */
const dueBy = (now: string): string =>
  `due_at NOT BETWEEN ${now}::timestamptz AND ${now}::timestamptz + interval '${2 * BROADCAST_WAIT_MS} milliseconds'`;

@Injectable()
export class BroadcastsRepository {
  constructor(@Inject(Sealer) private readonly sealer: Sealer) {}

  async insert(tx: Tx, broadcast: Columns<BroadcastEntity>): Promise<void> {
    await tx.manager.insert(BroadcastEntity, broadcast);
  }

  /** Whether the same text went to the same people since then; who asks at the same moment is waited for. */
  async isRepeated(tx: Tx, one: Columns<BroadcastEntity>, since: Date): Promise<boolean> {
    await tx.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [one.event_id]);
    const rows = await tx.manager.query<unknown[]>(
      `SELECT 1 FROM broadcasts WHERE event_id = $1 AND text = $2 AND commune_ids = $3 AND states = $4
         AND skills = $5 AND within_units IS NOT DISTINCT FROM $6 AND state <> 'undone' AND created_at > $7 LIMIT 1`,
      [one.event_id, one.text, one.commune_ids, one.states, one.skills, one.within_units, since],
    );
    return rows.length > 0;
  }

  /** From waiting to sent, once, when its time has come. @returns null when it is not to be sent (any more) */
  async begin(tx: Tx, id: string, now: Date): Promise<BroadcastEntity | null> {
    const [rows] = await tx.manager.query<[BroadcastEntity[], number]>(
      `UPDATE broadcasts SET state = 'sent', sent_at = $2
       WHERE id = $1 AND state = 'waiting' AND ${dueBy('$2')} RETURNING *`,
      [id, now],
    );
    return rows[0] ?? null;
  }

  async setPeople(tx: Tx, id: string, people: number): Promise<void> {
    await tx.manager.update(BroadcastEntity, { id }, { people });
  }

  /** @returns false when it was not waiting any more */
  async undo(tx: Tx, id: string): Promise<boolean> {
    const { affected } = await tx.manager.update(
      BroadcastEntity,
      { id, state: 'waiting' },
      { state: 'undone' },
    );
    return affected === 1;
  }

  /** Of those that should have gone out by then. */
  async overdue(manager: EntityManager, before: Date): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM broadcasts WHERE state = 'waiting' AND ${dueBy('$1')} ORDER BY due_at LIMIT 100`,
      [before],
    );
    return rows.map((row) => row.id);
  }

  /**
   * The newest first; or one of them.
   * @param units only what went to people below these alone; null: all
   */
  list(
    manager: EntityManager,
    eventId: string,
    units: readonly string[] | null,
    id: string | null = null,
  ): Promise<BroadcastRow[]> {
    return manager.query<BroadcastRow[]>(
      `SELECT b.*, s.full_name AS by, l.seen, l.answered, l.chosen
       FROM broadcasts b JOIN staff s ON s.id = b.staff_id
       CROSS JOIN LATERAL (
         SELECT count(i.seen_at)::int AS seen, count(i.answer)::int AS answered,
           ARRAY[count(*) FILTER (WHERE i.answer = 0), count(*) FILTER (WHERE i.answer = 1),
             count(*) FILTER (WHERE i.answer = 2), count(*) FILTER (WHERE i.answer = 3)]::int[] AS chosen
         FROM inbox_items i WHERE i.broadcast_id = b.id
       ) l
       WHERE b.event_id = $1 AND ($3::uuid IS NULL OR b.id = $3)
         AND ($2::uuid[] IS NULL OR b.within_units IS NOT NULL AND NOT EXISTS (
           SELECT FROM org_units o WHERE o.id = ANY (b.within_units) AND NOT o.ancestors && $2))
       ORDER BY b.created_at DESC, b.id LIMIT ${MOST_LISTED}`,
      [eventId, units, id],
    );
  }

  /** Who got it, by name; where somebody is sent is the earliest place. */
  async people(
    manager: EntityManager,
    { id, event_id }: Pick<BroadcastEntity, 'id' | 'event_id'>,
    units: readonly string[] | null,
    { page, pageSize, show, answer }: z.infer<typeof BroadcastPeopleQuerySchema>,
  ): Promise<Page<BroadcastPerson>> {
    const where = `FROM inbox_items i JOIN people p ON p.id = i.person_id JOIN org_units o ON o.id = p.org_unit_id
      WHERE i.broadcast_id = $1 AND ($2::uuid[] IS NULL OR o.ancestors && $2)
        AND ($3::int IS NULL OR i.answer = $3) AND ${SHOWN[show]}`;
    const values = [id, units, answer ?? null];
    const counted = await manager.query<{ n: number }[]>(`SELECT count(*)::int AS n ${where}`, values);
    const rows = await manager.query<PersonRow[]>(
      `SELECT x.*, coalesce(n.full_name, a.commune_id) AS "communeName"
       FROM (
         SELECT i.person_id AS "personId", p.full_name AS "fullName", o.name AS "orgUnitName", p.phone_sealed,
           i.seen_at, i.answer, i.answered_at ${where}
         ORDER BY p.full_name COLLATE "vi-x-icu", p.id LIMIT $4 OFFSET $5
       ) x
       LEFT JOIN LATERAL (
         SELECT t.commune_id FROM assignments a JOIN sites t ON t.id = a.site_id
         WHERE a.event_id = $6 AND a.person_id = x."personId" AND a.state <> 'planned' ORDER BY a.starts_at, a.id LIMIT 1
       ) a ON true
       LEFT JOIN LATERAL (SELECT full_name FROM administrative_unit_names WHERE unit_id = a.commune_id
                          ORDER BY valid_from DESC LIMIT 1) n ON true
       ORDER BY x."fullName" COLLATE "vi-x-icu", x."personId"`,
      [...values, pageSize, (page - 1) * pageSize, event_id],
    );
    return { items: rows.map((row) => this.toPerson(row)), total: counted[0]?.n ?? 0, page, pageSize };
  }

  /** The number of somebody who got it. @throws AppError `not_found` */
  async phoneOf(
    manager: EntityManager,
    id: string,
    personId: string,
    units: readonly string[] | null,
  ): Promise<string | null> {
    const [row] = await manager.query<{ phone_sealed: Buffer | null }[]>(
      `SELECT p.phone_sealed
       FROM inbox_items i JOIN people p ON p.id = i.person_id JOIN org_units o ON o.id = p.org_unit_id
       WHERE i.broadcast_id = $1 AND i.person_id = $2 AND ($3::uuid[] IS NULL OR o.ancestors && $3)`,
      [id, personId, units],
    );
    if (!row) throw new AppError('not_found');
    return this.sealer.openText(PHONE, personId, row.phone_sealed);
  }

  private toPerson({ phone_sealed, seen_at, answered_at, ...row }: PersonRow): BroadcastPerson {
    const phone = this.sealer.openText(PHONE, row.personId, phone_sealed);
    return {
      ...row,
      phone: phone === null ? null : maskPhone(phone),
      seenAt: seen_at?.toISOString() ?? null,
      answeredAt: answered_at?.toISOString() ?? null,
    };
  }
}

const SHOWN: Record<z.infer<typeof BroadcastPeopleQuerySchema>['show'], string> = {
  all: 'true',
  unseen: 'i.seen_at IS NULL',
  unanswered: 'i.answer IS NULL',
  answered: 'i.answer IS NOT NULL',
};
