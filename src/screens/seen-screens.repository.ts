import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SeenScreen, type Shown, SHOWN_EVERY_MS } from '../contracts/ceremony.js';

/** Who says nothing for so long is not there: two signs of life and a bit. */
const ALIVE_MS = 2 * SHOWN_EVERY_MS + 2_000;

type ScreenRow = Omit<SeenScreen, 'seenAt' | 'offsetMs' | 'uncertaintyMs'> & {
  seenAt: Date | null;
  offsetMs: string | null;
  uncertaintyMs: string | null;
};

@Injectable()
export class SeenScreensRepository {
  /** What a screen says of itself replaces what it said before. */
  async see(manager: EntityManager, sessionId: string, shown: Shown, now: Date): Promise<void> {
    await manager.query(
      `INSERT INTO seen_screens (session_id, event_id, stage_rev, offset_ms, uncertainty_ms, width, height, seen_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (session_id) DO UPDATE SET stage_rev = $3, offset_ms = $4, uncertainty_ms = $5, width = $6,
         height = $7, seen_at = $8`,
      [
        sessionId,
        shown.eventId,
        shown.stageRev,
        shown.clock?.offsetMs ?? null,
        shown.clock?.uncertaintyMs ?? null,
        shown.width,
        shown.height,
        now,
      ],
    );
  }

  /** Whose session is open: those that were let in as devices, heard of or not, and those a link has opened. */
  async list(manager: EntityManager, eventId: string, now: Date): Promise<SeenScreen[]> {
    const rows = await manager.query<ScreenRow[]>(
      `SELECT s.id, d.name, t.name AS "siteName", n.seen_at AS "seenAt", coalesce(n.seen_at > $3, false) AS alive,
         n.stage_rev AS "stageRev", n.offset_ms AS "offsetMs", n.uncertainty_ms AS "uncertaintyMs", n.width, n.height
       FROM (SELECT session_id FROM devices WHERE event_id = $1 UNION
         SELECT session_id FROM seen_screens WHERE event_id = $1) own
       JOIN sessions s ON s.id = own.session_id
       LEFT JOIN seen_screens n ON n.session_id = s.id
       LEFT JOIN devices d ON d.event_id = $1 AND d.session_id = s.id LEFT JOIN sites t ON t.id = d.site_id
       WHERE s.kind = 'screen' AND s.revoked_at IS NULL AND s.expires_at > $2
       ORDER BY d.name IS NULL, d.name COLLATE "vi-x-icu", s.id LIMIT 500`,
      [eventId, now, new Date(now.getTime() - ALIVE_MS)],
    );
    return rows.map((row) => ({
      ...row,
      seenAt: row.seenAt?.toISOString() ?? null,
      offsetMs: row.offsetMs === null ? null : Number(row.offsetMs),
      uncertaintyMs: row.uncertaintyMs === null ? null : Number(row.uncertaintyMs),
    }));
  }
}
