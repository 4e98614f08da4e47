import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AssignmentState } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';
import type { SkipReason } from '../../contracts/dispatch.js';

/** A place that was ticked on the board. */
export interface ChosenPlace {
  id: string;
  event_id: string;
  shift_id: string;
  site_id: string;
  person_id: string;
  plan_id: string | null;
  skill: Skill | null;
  state: AssignmentState;
  starts_at: Date;
  ends_at: Date;
}

@Injectable()
export class ChosenRepository {
  /** Those of these places that are the event's and, where units are given, of people below these. */
  find(
    manager: EntityManager,
    eventId: string,
    ids: readonly string[],
    units: readonly string[] | null,
  ): Promise<ChosenPlace[]> {
    return manager.query<ChosenPlace[]>(
      `SELECT a.id, a.event_id, a.shift_id, a.site_id, a.person_id, a.plan_id, a.skill, a.state, a.starts_at, a.ends_at
       FROM assignments a JOIN people p ON p.id = a.person_id JOIN org_units o ON o.id = p.org_unit_id
       WHERE a.event_id = $1 AND a.id = ANY($2) AND ($3::uuid[] IS NULL OR o.ancestors && $3)
       ORDER BY a.id`,
      [eventId, ids, units],
    );
  }

  /** Who of these people has had a reminder since then. */
  async remindedSince(
    manager: EntityManager,
    personIds: readonly string[],
    since: Date,
  ): Promise<Set<string>> {
    const rows = await manager.query<{ person_id: string }[]>(
      `SELECT DISTINCT person_id FROM inbox_items
       WHERE person_id = ANY($1) AND kind = 'reminder' AND created_at > $2`,
      [personIds, since],
    );
    return new Set(rows.map((row) => row.person_id));
  }
}

/** Of places with which nothing was done: why. @param whyNot null: something was */
export function leftOut(
  places: readonly ChosenPlace[],
  whyNot: (place: ChosenPlace) => SkipReason | null,
): Map<string, SkipReason> {
  const reasons = new Map<string, SkipReason>();
  for (const place of places) {
    const why = whyNot(place);
    if (why !== null) reasons.set(place.person_id, why);
  }
  return reasons;
}
