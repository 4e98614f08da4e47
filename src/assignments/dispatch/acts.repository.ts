import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Skipped, SkipReason } from '../../contracts/dispatch.js';
import { newId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Stepped, StepFilter } from '../assignments.repository.js';
import { STANDING } from '../domain/transitions.js';
import type { ActStep } from '../domain/undo.js';
import { ActEntity } from './act.entity.js';

/** That no other place of the person takes this time. */
const HAS_TIME = `NOT EXISTS (
  SELECT 1 FROM assignments o WHERE o.person_id = a.person_id AND o.id <> a.id AND o.state = ANY($7)
    AND tstzrange(o.starts_at, o.ends_at) && tstzrange(a.starts_at, a.ends_at))`;

@Injectable()
export class ActsRepository {
  /** @returns what to name to undo it; null when nothing was done */
  async keep(tx: Tx, act: Omit<ActEntity, 'id' | 'undone_at'>): Promise<string | null> {
    if (act.steps.length === 0) return null;
    const id = newId();
    await tx.manager.query(
      'INSERT INTO assignment_acts (id, event_id, staff_id, kind, steps, at) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, act.event_id, act.staff_id, act.kind, JSON.stringify(act.steps), act.at],
    );
    return id;
  }

  /** @throws AppError `not_found` */
  async get(manager: EntityManager, eventId: string, id: string): Promise<ActEntity> {
    const act = await manager.findOneBy(ActEntity, { id, event_id: eventId });
    if (!act) throw new AppError('not_found');
    return act;
  }

  /** @returns false when somebody has undone it before */
  async markUndone(tx: Tx, id: string, now: Date): Promise<boolean> {
    const [, count] = await tx.manager.query<[unknown[], number]>(
      'UPDATE assignment_acts SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL',
      [id, now],
    );
    return count > 0;
  }

  /** Offers that the act has made and nobody has answered. */
  unanswered(ids: readonly string[], { at }: ActEntity): StepFilter {
    return { where: `a.id = ANY($5) AND a.changed_at = $6 AND a.state = 'offered'`, values: [ids, at] };
  }

  /** Those that are as the act has left them, and whose people have given the time to nobody else. */
  untouchedAndFree(ids: readonly string[], { at }: ActEntity): StepFilter {
    return {
      where: `a.id = ANY($5) AND a.changed_at = $6 AND ${HAS_TIME}`,
      values: [ids, at, STANDING],
    };
  }

  /** Gives offers that stand again as long as this at least. */
  async prolong(tx: Tx, ids: readonly string[], until: Date): Promise<void> {
    await tx.manager.query(
      'UPDATE assignments SET deadline_at = greatest(deadline_at, $2) WHERE id = ANY($1)',
      [ids, until],
    );
  }

  /** Locks the people of these assignments, in one order. @returns how many they are */
  async lockPeopleOf(tx: Tx, ids: readonly string[]): Promise<number> {
    const rows = await tx.manager.query<unknown[]>(
      `SELECT id FROM people WHERE id IN (SELECT person_id FROM assignments WHERE id = ANY($1))
       ORDER BY id FOR NO KEY UPDATE`,
      [ids],
    );
    return rows.length;
  }

  /** Whether all people of an act are below these units. */
  async isWithin(manager: EntityManager, act: ActEntity, units: readonly string[]): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT FROM assignments a JOIN people p ON p.id = a.person_id JOIN org_units o ON o.id = p.org_unit_id
       WHERE a.id = ANY($1) AND NOT o.ancestors && $2 LIMIT 1`,
      [act.steps.map(({ id }) => id), units],
    );
    return rows.length === 0;
  }

  async skipped(manager: EntityManager, reasons: ReadonlyMap<string, SkipReason>): Promise<Skipped[]> {
    if (reasons.size === 0) return [];
    const rows = await manager.query<{ id: string; full_name: string }[]>(
      'SELECT id, full_name FROM people WHERE id = ANY($1) ORDER BY full_name COLLATE "vi-x-icu", id',
      [[...reasons.keys()]],
    );
    return rows.flatMap(({ id, full_name: fullName }) => {
      const why = reasons.get(id);
      return why ? [{ personId: id, fullName, why }] : [];
    });
  }
}

/** What a step of places that stood did. */
export const stepsOf = (stepped: readonly Stepped[]): ActStep[] =>
  stepped.map(({ id, from, to }) => ({ id, was: from, is: to }));

/** What offers did: of a place given back before, nothing stood. */
export const offersOf = (offered: readonly Stepped[]): ActStep[] =>
  offered.map(({ id, to }) => ({ id, was: null, is: to }));
