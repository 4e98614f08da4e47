import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Shown } from '../contracts/ceremony.js';

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
}
