import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { longRead } from '../platform/database/long-read.js';
import type { CheckInMethod } from '../contracts/participation.js';

export interface PresentPerson {
  full_name: string;
  unit_name: string;
  site_name: string;
  recorded_at: Date;
  method: CheckInMethod;
}

const STANDS = 'NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id)';

/** What reports read beside the counts. */
@Injectable()
export class ReportsRepository {
  async ledgerRows(manager: EntityManager, eventId: string): Promise<number> {
    const rows = await manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM check_ins c WHERE c.event_id = $1 AND ${STANDS}`,
      [eventId],
    );
    return rows[0]?.n ?? 0;
  }

  /** The full names of the event's communes, in Vietnamese order. */
  async communeNames(manager: EntityManager, eventId: string): Promise<Map<string, string>> {
    const rows = await manager.query<{ id: string; full_name: string }[]>(
      `SELECT c.id, n.full_name
       FROM (SELECT DISTINCT commune_id AS id FROM sites WHERE event_id = $1) c
       JOIN LATERAL (
         SELECT name, full_name FROM administrative_unit_names WHERE unit_id = c.id
         ORDER BY valid_from DESC LIMIT 1
       ) n ON true
       ORDER BY n.name COLLATE "vi-x-icu", n.full_name COLLATE "vi-x-icu", c.id`,
      [eventId],
    );
    return new Map(rows.map((row) => [row.id, row.full_name]));
  }

  /** Everybody in the ledger, site by site in the order they came. */
  present(manager: EntityManager, eventId: string): Promise<PresentPerson[]> {
    return longRead<PresentPerson>(
      manager,
      `SELECT p.full_name, o.name AS unit_name, s.name AS site_name, c.recorded_at, c.method
       FROM check_ins c
       JOIN people p ON p.id = c.person_id
       JOIN org_units o ON o.id = c.org_unit_id
       JOIN sites s ON s.id = c.site_id
       WHERE c.event_id = $1 AND ${STANDS}
       ORDER BY s.name COLLATE "vi-x-icu", s.id, c.recorded_at, c.id`,
      [eventId],
    );
  }
}
