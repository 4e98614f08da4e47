import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MyResults } from '../contracts/results.js';
import { STANDS } from './standing.js';

/**
 * Places of the person that stand, until a day after their end; with the phone's indicators in their order. Also
 * of a place nobody has come to yet: a phone that goes without a network must know what to count.
 */
const MINE = `
  SELECT a.id AS "assignmentId", a.event_id AS "eventId",
    (SELECT coalesce(json_agg(json_build_object('id', i.id, 'name', json_build_object('vi', i.name_vi, 'en', i.name_en),
        'unit', json_build_object('vi', i.unit_vi, 'en', i.unit_en), 'counts', i.counts, 'needsPhoto', i.needs_photo,
        'most', i.most, 'amount', coalesce(s.amount, 0), 'people', coalesce(s.people, 0), 'photos',
        (SELECT count(*) FROM result_photos p WHERE p.assignment_id = a.id AND p.indicator_id = i.id))
        ORDER BY i.position, i.id), '[]')
     FROM indicators i LEFT JOIN LATERAL (
       SELECT sum(r.amount)::int AS amount, sum(r.people)::int AS people FROM results r
       WHERE r.assignment_id = a.id AND r.indicator_id = i.id AND ${STANDS}) s ON true
     WHERE i.campaign_id = e.campaign_id AND i.active AND i.on_phone) AS indicators
  FROM assignments a JOIN events e ON e.id = a.event_id
  WHERE a.person_id = $1 AND a.state IN ('accepted', 'checked_in', 'completed')
    AND e.state IN ('open', 'live', 'closed') AND a.ends_at > $2::timestamptz - interval '2 days'
  ORDER BY a.starts_at, a.id`;

@Injectable()
export class MyResultsReader {
  read(manager: EntityManager, personId: string, now: Date): Promise<MyResults> {
    return manager.query<MyResults>(MINE, [personId, now]);
  }

  /** Does this person have, or had, a place in the event? */
  async concerns(manager: EntityManager, eventId: string, personId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM assignments WHERE event_id = $1 AND person_id = $2 LIMIT 1',
      [eventId, personId],
    );
    return rows.length > 0;
  }
}
