import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Headcount, HeadcountList, SendHeadcount } from '../contracts/gate.js';
import type { Tx } from '../platform/database/transactions.js';

type Row<T> = Omit<T, 'deviceTime' | 'recordedAt'> & { deviceTime: Date; recordedAt: Date };

const COLUMNS = `h.site_id AS "siteId", h.reason, h.people, h.device_time AS "deviceTime", h.recorded_at AS "recordedAt"`;

@Injectable()
export class HeadcountsRepository {
  /** Sent again, it is what was written the first time. */
  async add(
    tx: Tx,
    where: { eventId: string; siteId: string },
    sent: SendHeadcount,
    by: { id: string; now: Date },
  ): Promise<Headcount> {
    await tx.manager.query(
      `INSERT INTO headcounts (event_id, site_id, reason, people, device_id, entry_id, device_time, recorded_at, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT ON CONSTRAINT headcounts_entry_key DO NOTHING`,
      [
        where.eventId,
        where.siteId,
        sent.reason,
        sent.people,
        sent.deviceId,
        sent.id,
        // PostgreSQL takes no offset beyond ±15:59.
        new Date(sent.deviceTime),
        by.now,
        by.id,
      ],
    );
    const rows = await tx.manager.query<Row<Headcount>[]>(
      `SELECT ${COLUMNS} FROM headcounts h WHERE h.event_id = $1 AND h.device_id = $2 AND h.entry_id = $3`,
      [where.eventId, sent.deviceId, sent.id],
    );
    return told(rows[0]!);
  }

  /** Those that stand at one site. */
  async ofSite(manager: EntityManager, eventId: string, siteId: string): Promise<Headcount[]> {
    const rows = await manager.query<Row<Headcount>[]>(
      `SELECT DISTINCT ON (h.reason) ${COLUMNS} FROM headcounts h
       WHERE h.event_id = $1 AND h.site_id = $2 ORDER BY h.reason, h.seq DESC`,
      [eventId, siteId],
    );
    return rows.map(told);
  }

  /** Those that stand and are not 0, with who wrote them. */
  async ofEvent(manager: EntityManager, eventId: string): Promise<HeadcountList> {
    const rows = await manager.query<Row<HeadcountList[number]>[]>(
      `SELECT ${COLUMNS}, t.name AS "siteName", coalesce(d.name, f.full_name, '') AS by
       FROM (SELECT DISTINCT ON (site_id, reason) * FROM headcounts
         WHERE event_id = $1 ORDER BY site_id, reason, seq DESC) h
       JOIN sites t ON t.id = h.site_id
       LEFT JOIN devices d ON d.id = h.recorded_by
       LEFT JOIN staff f ON f.id = h.recorded_by
       WHERE h.people > 0 ORDER BY t.name COLLATE "vi-x-icu", t.id, h.reason`,
      [eventId],
    );
    return rows.map(told);
  }
}

function told<T>(row: Row<T>): T & { deviceTime: string; recordedAt: string } {
  const { deviceTime, recordedAt, ...rest } = row;
  return { ...(rest as T), deviceTime: deviceTime.toISOString(), recordedAt: recordedAt.toISOString() };
}
