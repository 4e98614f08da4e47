import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Demand } from '../contracts/events.js';
import type { Columns } from '../platform/database/columns.js';
import type { Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { ShiftEntity } from './shift.entity.js';

/** A shift with its demand, a row without a skill first. */
export interface ShiftWithDemand extends Columns<ShiftEntity> {
  demand: Demand[];
}

export type NewShift = Omit<Columns<ShiftEntity>, 'version'>;

@Injectable()
export class ShiftsRepository {
  /** One statement for any number of shifts. */
  async insertMany(tx: Tx, shifts: readonly NewShift[]): Promise<void> {
    if (shifts.length === 0) return;
    await tx.manager.query(
      `INSERT INTO shifts (id, event_id, site_id, title, starts_at, ends_at, minimum_age)
       SELECT id, event_id, site_id, title, starts_at, ends_at, minimum_age
       FROM jsonb_to_recordset($1::jsonb)
         AS s (id uuid, event_id uuid, site_id uuid, title text, starts_at timestamptz, ends_at timestamptz,
               minimum_age integer)`,
      [JSON.stringify(shifts)],
    );
  }

  /** The shifts of an event, earliest first. */
  list(manager: EntityManager, eventId: string): Promise<ShiftWithDemand[]> {
    return this.select(manager, 's.event_id = $1', [eventId]);
  }

  async find(manager: EntityManager, eventId: string, shiftId: string): Promise<ShiftWithDemand | null> {
    const rows = await this.select(manager, 's.event_id = $1 AND s.id = $2', [eventId, shiftId]);
    return rows[0] ?? null;
  }

  /** @throws AppError `shift_in_use` when its time would change and somebody has a place in it */
  async change(tx: Tx, shift: NewShift): Promise<void> {
    const { id, title, starts_at, ends_at, minimum_age } = shift;
    const [, changed] = await tx.manager.query<[unknown[], number]>(
      `UPDATE shifts s SET title = $2, starts_at = $3, ends_at = $4, minimum_age = $5, version = version + 1
       WHERE id = $1 AND (s.starts_at = $3 AND s.ends_at = $4
         OR NOT EXISTS (SELECT FROM assignments a WHERE a.shift_id = s.id))`,
      [id, title, starts_at, ends_at, minimum_age],
    );
    if (changed === 0) throw new AppError('shift_in_use');
  }

  /** Their demand is another now. */
  async raiseVersions(tx: Tx, shiftIds: readonly string[]): Promise<void> {
    await tx.manager.query('UPDATE shifts SET version = version + 1 WHERE id = ANY ($1::uuid[])', [shiftIds]);
  }

  /** @returns false when there was no such shift; throws `shift_in_use` through its named constraints */
  async delete(tx: Tx, eventId: string, shiftId: string): Promise<boolean> {
    const { affected } = await tx.manager.delete(ShiftEntity, { id: shiftId, event_id: eventId });
    return affected === 1;
  }

  /** Moves every shift of an event by the same span. @returns how many */
  async moveAll(tx: Tx, eventId: string, byMs: number): Promise<number> {
    const [, moved] = await tx.manager.query<[unknown[], number]>(
      `UPDATE shifts SET starts_at = starts_at + $2 * interval '1 millisecond',
         ends_at = ends_at + $2 * interval '1 millisecond', version = version + 1
       WHERE event_id = $1`,
      [eventId, byMs],
    );
    return moved;
  }

  private select(manager: EntityManager, where: string, parameters: unknown[]): Promise<ShiftWithDemand[]> {
    return manager.query<ShiftWithDemand[]>(
      `SELECT s.*, coalesce((
         SELECT jsonb_agg(jsonb_build_object('skill', nullif(d.skill, ''), 'minimum', d.minimum,
           'target', d.target, 'maximum', d.maximum) ORDER BY d.skill)
         FROM demands d WHERE d.shift_id = s.id), '[]') AS demand
       FROM shifts s
       WHERE ${where}
       ORDER BY s.starts_at, s.id`,
      parameters,
    );
  }
}
