import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Replay } from '../contracts/replay.js';
import type { Difference } from './domain/series.js';
import type { Reach } from '../participation/index.js';
import { changes } from './spans.js';

export interface ReplayedEvent {
  title: string;
  provinceId: string;
  simulated: boolean;
  rev: number;
  /** Changes with every revision, and is another one in a database that was put back. */
  version: string;
  startsAt: Date;
  /** Null while the ledger is empty. */
  firstAt: Date | null;
  lastAt: Date | null;
}

@Injectable()
export class ReplayRepository {
  async event(manager: EntityManager, eventId: string): Promise<ReplayedEvent | null> {
    const rows = await manager.query<(ReplayedEvent & { rev: string })[]>(
      `SELECT e.title, e.province_id AS "provinceId", e.simulated, e.rev, e.rev || '-' || e.xmin AS version,
         e.starts_at AS "startsAt", c.first AS "firstAt", greatest(c.last, v.last) AS "lastAt"
       FROM events e
       LEFT JOIN LATERAL (SELECT min(recorded_at) AS first, max(recorded_at) AS last FROM check_ins
         WHERE event_id = e.id) c ON true
       LEFT JOIN LATERAL (SELECT max(recorded_at) AS last FROM check_in_voids WHERE event_id = e.id) v ON true
       WHERE e.id = $1`,
      [eventId],
    );
    return rows[0] ? { ...rows[0], rev: Number(rows[0].rev) } : null;
  }

  /** The communes of the event with their demand. */
  communes(manager: EntityManager, eventId: string): Promise<Replay['communes']> {
    return manager.query<Replay['communes']>(
      `SELECT s.commune_id AS "communeId", count(DISTINCT s.id)::int AS sites,
         coalesce(sum(d.minimum), 0)::int AS minimum, coalesce(sum(d.target), 0)::int AS target
       FROM sites s LEFT JOIN shifts f ON f.site_id = s.id LEFT JOIN demands d ON d.shift_id = f.id
       WHERE s.event_id = $1 GROUP BY s.commune_id ORDER BY s.commune_id`,
      [eventId],
    );
  }

  differences(
    manager: EntityManager,
    eventId: string,
    { from, to, stepSeconds }: { from: Date; to: Date; stepSeconds: number },
    reach: Reach,
  ): Promise<Difference[]> {
    const own = reach === null ? [] : [[...reach.units], [...reach.communes]];
    return manager.query<Difference[]>(changes(reach !== null), [eventId, from, to, stepSeconds, ...own]);
  }
}
