import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditOccasion, CountAudit, CountDifference } from '../contracts/closing.js';
import { newId } from '../kernel/ids.js';
import { CountAuditEntity } from './count-audit.entity.js';
import type { LeafDifference } from './recount.repository.js';

export interface Audit {
  eventId: string;
  rev: number;
  at: Date;
  occasion: AuditOccasion;
  differences: LeafDifference[];
}

@Injectable()
export class AuditsRepository {
  async insert(manager: EntityManager, audit: Audit): Promise<void> {
    const { eventId, rev, at, occasion, differences } = audit;
    const row = { id: newId(), event_id: eventId, rev: String(rev), at, occasion, differences };
    await manager.insert(CountAuditEntity, row);
  }

  /** Events that are live, and closed ones that were amended since they were audited. */
  async due(manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT e.id FROM events e
       WHERE e.state = 'live' OR e.state = 'closed' AND e.rev >
         coalesce((SELECT max(a.rev) FROM count_audits a WHERE a.event_id = e.id), -1)`,
    );
    return rows.map(({ id }) => id);
  }

  /** The newest audit, its places named. */
  async latest(manager: EntityManager, eventId: string): Promise<CountAudit | null> {
    const rows = await manager.query<
      { at: Date; rev: string; occasion: AuditOccasion; differences: CountDifference[] }[]
    >(
      `SELECT a.at, a.rev, a.occasion,
         (SELECT coalesce(json_agg(json_build_object('siteId', s.id, 'siteName', s.name, 'orgUnitId', d."orgUnitId",
             'unitName', coalesce(o.name, ''), 'metric', d.metric, 'counted', d.counted, 'recounted', d.recounted)
             ORDER BY s.name, o.name, d.metric), '[]')
          FROM jsonb_to_recordset(a.differences)
            AS d ("siteId" uuid, "orgUnitId" uuid, metric text, counted int, recounted int)
          LEFT JOIN sites s ON s.id = d."siteId" LEFT JOIN org_units o ON o.id = d."orgUnitId") AS differences
       FROM count_audits a WHERE a.event_id = $1 ORDER BY a.at DESC, a.id DESC LIMIT 1`,
      [eventId],
    );
    const row = rows[0];
    return row ? { ...row, at: row.at.toISOString(), rev: Number(row.rev) } : null;
  }
}
