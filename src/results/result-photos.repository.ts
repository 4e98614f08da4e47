import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ResultPhoto,
  ResultPhotoPage,
  ResultPhotoQuery,
  SendResultPhoto,
} from '../contracts/results.js';
import type { Reach } from '../participation/index.js';
import type { Tx } from '../platform/database/transactions.js';
import type { CleanJpeg } from './domain/clean-jpeg.js';
import { within } from './standing.js';

/** Of one place, so that nobody fills the disk. */
export const PHOTOS_OF_A_PLACE = 20;

/** Whether and why not a picture is taken: of the person's own place, present there, of an indicator that asks for it. */
const PLACE = `
  SELECT a.person_id = $3 AS own, a.state IN ('checked_in', 'completed') AS present, e.state = 'live' AS live,
    EXISTS (SELECT FROM indicators i WHERE i.id = $4 AND i.campaign_id = e.campaign_id AND i.active AND i.needs_photo) AS asked,
    (SELECT count(*)::int FROM result_photos p WHERE p.assignment_id = a.id) AS already
  FROM assignments a JOIN events e ON e.id = a.event_id WHERE a.id = $2 AND a.event_id = $1`;

interface PlaceOfPhoto {
  own: boolean;
  present: boolean;
  live: boolean;
  asked: boolean;
  already: number;
}
type Row = Omit<ResultPhoto, 'at'> & { at: Date };

/** Photos of the event $1 that are within reach. */
const seen = (reach: Reach): string => `
  FROM result_photos f JOIN sites s ON s.id = f.site_id JOIN org_units o ON o.id = f.org_unit_id
  JOIN people p ON p.id = f.person_id
  WHERE f.event_id = $1 AND ${within(reach).sql}`;

@Injectable()
export class ResultPhotosRepository {
  /** Locked until the transaction ends: whoever sends two at once has them counted one after the other. */
  async place(
    tx: Tx,
    eventId: string,
    personId: string,
    wish: SendResultPhoto,
  ): Promise<PlaceOfPhoto | null> {
    // By an earlier statement: one sees what was committed when it began, also after it has waited.
    await tx.manager.query('SELECT FROM assignments WHERE id = $1 FOR UPDATE', [wish.assignmentId]);
    const rows = await tx.manager.query<PlaceOfPhoto[]>(PLACE, [
      eventId,
      wish.assignmentId,
      personId,
      wish.indicatorId,
    ]);
    return rows[0] ?? null;
  }

  async ownerOf(manager: EntityManager, id: string): Promise<{ personId: string; at: Date } | null> {
    const rows = await manager.query<{ personId: string; at: Date }[]>(
      'SELECT person_id AS "personId", recorded_at AS at FROM result_photos WHERE id = $1',
      [id],
    );
    return rows[0] ?? null;
  }

  async insert(tx: Tx, wish: SendResultPhoto, { jpeg, width, height }: CleanJpeg, now: Date): Promise<void> {
    await tx.manager.query(
      `INSERT INTO result_photos (id, event_id, person_id, assignment_id, shift_id, site_id, org_unit_id, simulated,
         indicator_id, width, height, jpeg, device_time, recorded_at)
       SELECT $1, event_id, person_id, id, shift_id, site_id, org_unit_id, simulated, $3, $4, $5, $6, $7, $8
       FROM assignments WHERE id = $2`,
      [wish.id, wish.assignmentId, wish.indicatorId, width, height, jpeg, wish.deviceTime, now],
    );
  }

  async countAt(
    manager: EntityManager,
    { assignmentId, indicatorId }: Pick<SendResultPhoto, 'assignmentId' | 'indicatorId'>,
  ): Promise<number> {
    const [row] = await manager.query<{ n: number }[]>(
      'SELECT count(*)::int AS n FROM result_photos WHERE assignment_id = $1 AND indicator_id = $2',
      [assignmentId, indicatorId],
    );
    return row?.n ?? 0;
  }

  /** Newest first, without the pictures themselves. */
  async page(
    manager: EntityManager,
    eventId: string,
    query: ResultPhotoQuery,
    reach: Reach,
  ): Promise<ResultPhotoPage> {
    const rows = await manager.query<Row[]>(
      `SELECT f.id, f.indicator_id AS "indicatorId", f.width, f.height, f.site_id AS "siteId", s.name AS "siteName",
         (SELECT full_name FROM administrative_unit_names WHERE unit_id = s.commune_id ORDER BY valid_from DESC LIMIT 1)
           AS "communeName",
         f.person_id AS "personId", p.full_name AS "fullName", f.recorded_at AS at
       ${seen(reach)}
       ORDER BY f.recorded_at DESC, f.id DESC LIMIT ${query.pageSize} OFFSET ${(query.page - 1) * query.pageSize}`,
      [eventId, ...within(reach).values],
    );
    const items = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    const total = await this.count(manager, eventId, reach);
    return { items, total, page: query.page, pageSize: query.pageSize };
  }

  async count(manager: EntityManager, eventId: string, reach: Reach): Promise<number> {
    const rows = await manager.query<{ n: number }[]>(`SELECT count(*)::int AS n ${seen(reach)}`, [
      eventId,
      ...within(reach).values,
    ]);
    return rows[0]?.n ?? 0;
  }

  async jpeg(manager: EntityManager, eventId: string, id: string, reach: Reach): Promise<Buffer | null> {
    const { values } = within(reach);
    const rows = await manager.query<{ jpeg: Buffer }[]>(
      `SELECT f.jpeg ${seen(reach)} AND f.id = $${values.length + 2}`,
      [eventId, ...values, id],
    );
    return rows[0]?.jpeg ?? null;
  }

  /** Of who is erased: what was reported stays counted, what was photographed goes. */
  async forget(tx: Tx, personId: string): Promise<void> {
    await tx.manager.query('DELETE FROM result_photos WHERE person_id = $1', [personId]);
  }

  /** @returns whether there was one */
  async delete(tx: Tx, eventId: string, id: string): Promise<boolean> {
    const [, count] = await tx.manager.query<[unknown[], number]>(
      'DELETE FROM result_photos WHERE event_id = $1 AND id = $2',
      [eventId, id],
    );
    return count > 0;
  }
}
