import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Closing, ClosingState, SiteFigure } from '../contracts/closing.js';
import { ClosingEntity } from './closing.entity.js';

export interface Figures {
  turns: number;
  people: number;
  sites: SiteFigure[];
}
export type Standing = Pick<ClosingState, 'now' | 'closing' | 'amendments'>;
export interface Sealed {
  entries: number;
  sha256: string;
}

/**
 * The ledger of event $1 up to revision $2 as text: one JSON array a line, check-ins and voids by
 * revision, then check-ins before voids, then id; times in UTC to the microsecond. Its SHA-256 is what is signed:
 * entries are never edited, so anybody can make it again.
 */
const SEAL = `
  WITH entries AS (
    SELECT rev, 1 AS kind, id, json_build_array('check_in', id, rev, event_id, site_id, shift_id, person_id,
      attempt, assignment_id, org_unit_id, method, device_id, entry_id,
      to_char(device_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      recorded_by, decided_by)::text AS line
    FROM check_ins WHERE event_id = $1 AND rev <= $2
    UNION ALL
    SELECT rev, 2, id, json_build_array('void', id, rev, check_in_id, reason, note, voided_by,
      to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text
    FROM check_in_voids WHERE event_id = $1 AND rev <= $2
  )
  SELECT count(*)::int AS entries,
    encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' ORDER BY rev, kind, id), ''), 'UTF8')), 'hex') AS sha256
  FROM entries`;

@Injectable()
export class ClosingsRepository {
  find(manager: EntityManager, eventId: string): Promise<ClosingEntity | null> {
    return manager.findOneBy(ClosingEntity, { event_id: eventId });
  }

  async insert(manager: EntityManager, closing: ClosingEntity): Promise<void> {
    await manager.insert(ClosingEntity, closing);
  }

  /** The name of who signs. */
  async signer(manager: EntityManager, staffId: string): Promise<string> {
    const [staff] = await manager.query<{ full_name: string }[]>(
      'SELECT full_name FROM staff WHERE id = $1',
      [staffId],
    );
    return staff?.full_name ?? '';
  }

  /** What counts now: the event's, and of each site where somebody is. */
  async figures(manager: EntityManager, eventId: string): Promise<Figures> {
    const sites = await manager.query<SiteFigure[]>(
      `SELECT site_id AS "siteId",
         coalesce(sum(value) FILTER (WHERE metric = 'turns'), 0)::int AS turns,
         coalesce(sum(value) FILTER (WHERE metric = 'people'), 0)::int AS people
       FROM event_counts WHERE event_id = $1 AND metric IN ('turns', 'people') AND value <> 0
       GROUP BY site_id ORDER BY site_id`,
      [eventId],
    );
    const sum = (of: 'turns' | 'people') => sites.reduce((total, site) => total + site[of], 0);
    return { turns: sum('turns'), people: sum('people'), sites };
  }

  async seal(manager: EntityManager, eventId: string, rev: number): Promise<Sealed> {
    const rows = await manager.query<Sealed[]>(SEAL, [eventId, rev]);
    return rows[0]!;
  }

  /** Figure + amendments = what counts now. Read it in one snapshot. */
  async standing(manager: EntityManager, eventId: string): Promise<Standing> {
    const { turns, people } = await this.figures(manager, eventId);
    const now = { turns, people };
    const row = await this.find(manager, eventId);
    if (!row) return { now, closing: null, amendments: { entries: 0, by: { turns: 0, people: 0 } } };
    const entries = await this.entriesAfter(manager, eventId, Number(row.rev));
    const by = { turns: turns - row.turns, people: people - row.people };
    return { now, closing: viewOf(row), amendments: { entries, by } };
  }

  /** Check-ins and voids after revision `rev`. */
  private async entriesAfter(manager: EntityManager, eventId: string, rev: number): Promise<number> {
    const rows = await manager.query<{ n: number }[]>(
      `SELECT ((SELECT count(*) FROM check_ins WHERE event_id = $1 AND rev > $2)
         + (SELECT count(*) FROM check_in_voids WHERE event_id = $1 AND rev > $2))::int AS n`,
      [eventId, rev],
    );
    return rows[0]?.n ?? 0;
  }
}

function viewOf(row: ClosingEntity): Closing {
  const { turns, people, sites, entries, signer } = row;
  return {
    turns,
    people,
    sites,
    entries,
    signer,
    rev: Number(row.rev),
    closedAt: row.closed_at.toISOString(),
    ledgerSha256: row.ledger_sha256,
  };
}
