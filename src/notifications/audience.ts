import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Audience, AudienceCount } from '../contracts/broadcasts.js';

/** Whom a broadcast is for. */
export interface AudienceOf {
  eventId: string;
  audience: Audience;
  /** Only people below these; null: everybody of the event. */
  units: readonly string[] | null;
}

/**
 * Each person once, with the state of the earliest of the places that fit. Parameters: $1 event, $2 states,
 * $3 communes, $4 skills, $5 units.
 */
const AUDIENCE = `
  SELECT DISTINCT ON (x.person_id) x.person_id, x.state
  FROM (
    SELECT a.person_id, a.state, t.commune_id, a.starts_at, a.id
    FROM assignments a JOIN sites t ON t.id = a.site_id
    WHERE a.event_id = $1 AND a.state <> 'planned'
    UNION ALL
    SELECT r.person_id, 'unassigned', p.home_commune_id, NULL, NULL
    FROM registrations r JOIN people p ON p.id = r.person_id
    WHERE r.event_id = $1 AND NOT EXISTS (
      SELECT FROM assignments a WHERE a.event_id = $1 AND a.person_id = r.person_id AND a.state <> 'planned')
  ) x
  JOIN people p ON p.id = x.person_id
  JOIN org_units o ON o.id = p.org_unit_id
  WHERE p.erased_at IS NULL AND x.state = ANY ($2::text[])
    AND ($3::text[] = '{}' OR x.commune_id = ANY ($3))
    AND ($4::text[] = '{}' OR EXISTS (SELECT FROM jsonb_array_elements(p.skills) k WHERE k ->> 'skill' = ANY ($4)))
    AND ($5::uuid[] IS NULL OR o.ancestors && $5)
  ORDER BY x.person_id, x.starts_at, x.id`;

/** Finds the people a broadcast is for, as they are now. */
@Injectable()
export class AudienceReader {
  async count(manager: EntityManager, wish: AudienceOf): Promise<AudienceCount> {
    const states = await manager.query<AudienceCount['states']>(
      `SELECT state, count(*)::int AS people FROM (${AUDIENCE}) x GROUP BY state ORDER BY state`,
      parametersOf(wish),
    );
    return { people: states.reduce((sum, one) => sum + one.people, 0), states };
  }

  async personIds(manager: EntityManager, wish: AudienceOf): Promise<string[]> {
    const rows = await manager.query<{ person_id: string }[]>(AUDIENCE, parametersOf(wish));
    return rows.map((row) => row.person_id);
  }
}

const parametersOf = ({ eventId, audience, units }: AudienceOf): unknown[] => [
  eventId,
  audience.states,
  audience.communeIds,
  audience.skills,
  units,
];
