import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Cue } from '../contracts/ceremony.js';
import type { Columns } from '../platform/database/columns.js';
import type { Tx } from '../platform/database/transactions.js';
import { CeremonyEntity, type CeremonyLogoEntity } from './ceremony.entity.js';
import { USUAL_CUES } from './domain/cues.js';

export interface List {
  listRev: number;
  cues: readonly Cue[];
  movedBy: string | null;
  movedAt: Date | null;
}

@Injectable()
export class CeremonyRepository {
  /** The list of an event; of a rehearsal that has none yet, the one of what it rehearses. */
  async list(manager: EntityManager, eventId: string): Promise<List> {
    const rows = await manager.query<(List & { own: boolean })[]>(
      `SELECT c.event_id = e.id AS own, c.list_rev AS "listRev", c.cues, f.full_name AS "movedBy",
         CASE WHEN c.stage_rev > 0 THEN c.moved_at END AS "movedAt"
       FROM events e JOIN ceremonies c ON c.event_id IN (e.id, e.rehearsal_of)
       LEFT JOIN staff f ON f.id = c.moved_by AND c.stage_rev > 0
       WHERE e.id = $1 ORDER BY own DESC LIMIT 1`,
      [eventId],
    );
    const row = rows[0];
    if (row?.own) return row;
    return { listRev: 0, cues: row?.cues ?? USUAL_CUES, movedBy: null, movedAt: null };
  }

  /** The row to change; made first where there is none: a rehearsal's like that of what it rehearses. */
  async take(tx: Tx, eventId: string, staffId: string, now: Date): Promise<CeremonyEntity> {
    await tx.manager.query(
      `INSERT INTO ceremonies (event_id, stage_rev, theme, host, list_rev, cues, moved_by, moved_at)
       SELECT e.id, 0, coalesce(c.theme, 'hall'), coalesce(c.host, ''), 0, coalesce(c.cues, $2), $3, $4
       FROM events e LEFT JOIN ceremonies c ON c.event_id = e.rehearsal_of WHERE e.id = $1
       ON CONFLICT DO NOTHING`,
      [eventId, JSON.stringify(USUAL_CUES), staffId, now],
    );
    return tx.manager.findOneOrFail(CeremonyEntity, {
      where: { event_id: eventId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async save(tx: Tx, row: Columns<CeremonyEntity>): Promise<void> {
    await tx.manager.query(
      `UPDATE ceremonies SET stage_rev = $2, theme = $3, host = $4, list_rev = $5, cues = $6, running = $7,
         frozen = $8, moved_by = $9, moved_at = $10 WHERE event_id = $1`,
      [
        row.event_id,
        row.stage_rev,
        row.theme,
        row.host,
        row.list_rev,
        JSON.stringify(row.cues),
        row.running && JSON.stringify(row.running),
        row.frozen && JSON.stringify(row.frozen),
        row.moved_by,
        row.moved_at,
      ],
    );
  }

  /** Whether each of them has a site in the event. */
  async hasSites(manager: EntityManager, eventId: string, communeIds: readonly string[]): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT FROM unnest($2::text[]) AS wanted (id)
       WHERE NOT EXISTS (SELECT FROM sites WHERE event_id = $1 AND commune_id = wanted.id)`,
      [eventId, communeIds],
    );
    return rows.length === 0;
  }

  async logo(
    manager: EntityManager,
    eventId: string,
  ): Promise<Pick<CeremonyLogoEntity, 'type' | 'picture'> | null> {
    const rows = await manager.query<CeremonyLogoEntity[]>(
      'SELECT type, picture FROM ceremony_logos WHERE event_id = $1',
      [eventId],
    );
    return rows[0] ?? null;
  }

  async keepLogo(tx: Tx, logo: Columns<CeremonyLogoEntity>): Promise<void> {
    await tx.manager.query(
      `INSERT INTO ceremony_logos (event_id, type, picture, picture_tag) VALUES ($1, $2, $3, $4)
       ON CONFLICT (event_id) DO UPDATE SET type = $2, picture = $3, picture_tag = $4`,
      [logo.event_id, logo.type, logo.picture, logo.picture_tag],
    );
  }

  async dropLogo(tx: Tx, eventId: string): Promise<void> {
    await tx.manager.query('DELETE FROM ceremony_logos WHERE event_id = $1', [eventId]);
  }
}
