import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FigureFilter, FigureRow } from '../contracts/figures.js';
import { longRead } from '../platform/database/long-read.js';
import { spread } from '../platform/spread.js';
import type { Group } from './domain/breakdown.js';
import type { FilterNames } from './domain/figure-sentence.js';
import type { Statement } from './figure-sql.js';

/** Runs the statements that a figure is. */
@Injectable()
export class FiguresRepository {
  /** The number, and of how many rows it is made. */
  async number(manager: EntityManager, { text, values }: Statement): Promise<{ n: number; rows: number }> {
    const [row] = await manager.query<{ n: number; rows?: number }[]>(text, values);
    const n = row?.n ?? 0;
    return { n, rows: row?.rows ?? n };
  }

  async rows(manager: EntityManager, { text, values }: Statement): Promise<FigureRow[]> {
    const rows = await longRead<Omit<FigureRow, 'at'> & { at: Date }>(manager, text, values);
    const told: FigureRow[] = [];
    await spread(rows, (row) => told.push({ ...row, at: row.at.toISOString() }));
    return told;
  }

  breakdown(manager: EntityManager, { text, values }: Statement): Promise<Group[]> {
    return manager.query<Group[]>(text, values);
  }

  /** The event's revision and what the filter's ids are called; null where the id is nothing of the event. */
  async names(
    manager: EntityManager,
    eventId: string,
    filter: Pick<FigureFilter, 'siteId' | 'communeId' | 'orgUnitId' | 'activityId'>,
  ): Promise<(FilterNames & { rev: number }) | null> {
    const rows = await manager.query<(FilterNames & { rev: string })[]>(
      `SELECT e.rev, e.title AS event, (SELECT name FROM sites WHERE id = $2 AND event_id = e.id) AS site,
         (SELECT n.full_name FROM administrative_unit_names n JOIN sites s ON s.commune_id = n.unit_id
          WHERE s.event_id = e.id AND n.unit_id = $3 ORDER BY n.valid_from DESC LIMIT 1) AS commune,
         (SELECT u.name FROM org_units u JOIN org_units o ON o.id = e.org_unit_id
          WHERE u.id = $4 AND (u.ancestors @> ARRAY[o.id] OR o.ancestors @> ARRAY[u.id])) AS unit,
         (SELECT at FROM activities WHERE id = $5 AND event_id = e.id) AS line
       FROM events e WHERE e.id = $1`,
      [
        eventId,
        filter.siteId ?? null,
        filter.communeId ?? null,
        filter.orgUnitId ?? null,
        filter.activityId ?? null,
      ],
    );
    return rows[0] ? { ...rows[0], rev: Number(rows[0].rev) } : null;
  }
}
