import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RefusedAttempt, RefusedAttempts, RefusedQuery } from '../contracts/participation.js';

type Row = Omit<RefusedAttempt, 'deviceTime' | 'recordedAt'> & { deviceTime: Date; recordedAt: Date };

/** Who was only scanned again is no attempt; asked for by name it is shown all the same. */
const WANTED = `k.event_id = $1 AND ($2::uuid IS NULL OR k.site_id = $2)
  AND CASE WHEN $3::text IS NULL THEN k.refusal <> 'already_checked_in' ELSE k.refusal = $3 END`;

/** Scans that the gates refused, as they were kept. */
@Injectable()
export class RefusedAttemptsRepository {
  /** Newest first, with all that was refused by reason and by site. */
  async page(manager: EntityManager, eventId: string, query: RefusedQuery): Promise<RefusedAttempts> {
    const { page, pageSize } = query;
    const wanted = [eventId, query.siteId ?? null, query.refusal ?? null];
    const [total] = await manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM check_in_conflicts k WHERE ${WANTED}`,
      wanted,
    );
    const rows = await manager.query<Row[]>(
      `SELECT k.id, k.refusal, k.method, t.name AS "siteName", p.full_name AS "fullName",
         json_build_object(
           'kind', CASE WHEN d.id IS NOT NULL THEN 'device' WHEN f.id IS NOT NULL THEN 'staff'
             WHEN v.id IS NOT NULL THEN 'volunteer' ELSE 'gone' END,
           'name', coalesce(d.name, f.full_name, v.full_name, '')) AS by,
         k.device_time AS "deviceTime", k.recorded_at AS "recordedAt"
       FROM (SELECT * FROM check_in_conflicts k WHERE ${WANTED}
         ORDER BY k.recorded_at DESC, k.id DESC LIMIT $4 OFFSET $5) k
       LEFT JOIN sites t ON t.id = k.site_id
       LEFT JOIN people p ON p.id = k.person_id
       LEFT JOIN devices d ON d.id = k.recorded_by
       LEFT JOIN staff f ON f.id = k.recorded_by
       LEFT JOIN people v ON v.id = k.recorded_by
       ORDER BY k.recorded_at DESC, k.id DESC`,
      [...wanted, pageSize, (page - 1) * pageSize],
    );
    const reasons = await manager.query<RefusedAttempts['reasons']>(
      `SELECT refusal, count(*)::int AS n FROM check_in_conflicts WHERE event_id = $1
       GROUP BY refusal ORDER BY n DESC, refusal`,
      [eventId],
    );
    const sites = await manager.query<RefusedAttempts['sites']>(
      `SELECT t.id AS "siteId", t.name AS "siteName", count(*)::int AS n
       FROM check_in_conflicts k JOIN sites t ON t.id = k.site_id
       WHERE k.event_id = $1 AND k.refusal <> 'already_checked_in'
       GROUP BY t.id ORDER BY n DESC, t.name LIMIT 200`,
      [eventId],
    );
    return { items: rows.map(toAttempt), total: total?.n ?? 0, page, pageSize, reasons, sites };
  }
}

function toAttempt(row: Row): RefusedAttempt {
  return { ...row, deviceTime: row.deviceTime.toISOString(), recordedAt: row.recordedAt.toISOString() };
}
