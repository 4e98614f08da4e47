import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Skill } from '../../contracts/common.js';
import type { Seated } from '../domain/nearest.js';
import { STANDING } from '../domain/transitions.js';

/** After a shift has begun, who was asked or said yes so lately may still come. */
const LATELY = `interval '1 hour'`;

/**
 * Whether somebody with the place `a` is coming to the shift `s`: is there, is on the way, or may still be
 * believed. @param now the parameter with the time
 */
const isComing = (now: string): string => `(
  a.state IN ('checked_in', 'completed')
  OR a.state IN ('offered', 'accepted') AND (
    s.starts_at > ${now} OR a.on_the_way_at IS NOT NULL OR a.changed_at > ${now}::timestamptz - ${LATELY}))`;

/** How many a shift wants, and how many of them are coming. */
export interface Expected {
  shiftId: string;
  target: number;
  coming: number;
}

export interface NamedPerson {
  id: string;
  full_name: string;
  org_unit_name: string;
  home_commune_id: string | null;
}

@Injectable()
export class CandidatesRepository {
  /** All shifts of an event. */
  expected(manager: EntityManager, eventId: string, now: Date): Promise<Expected[]> {
    return manager.query<Expected[]>(
      `WITH coming AS (
         SELECT a.shift_id, count(*)::int AS n FROM assignments a JOIN shifts s ON s.id = a.shift_id
         WHERE a.event_id = $1 AND ${isComing('$2')} GROUP BY a.shift_id
       )
       SELECT s.id AS "shiftId", coalesce(sum(d.target), 0)::int AS target, coalesce(max(coming.n), 0)::int AS coming
       FROM shifts s LEFT JOIN demands d ON d.shift_id = s.id LEFT JOIN coming ON coming.shift_id = s.id
       WHERE s.event_id = $1 GROUP BY s.id`,
      [eventId, now],
    );
  }

  /** Who is coming to a shift, by the row of its demand. */
  async seated(manager: EntityManager, shiftId: string, now: Date): Promise<Map<Skill | null, number>> {
    const rows = await manager.query<{ skill: Skill | null; n: number }[]>(
      `SELECT a.skill, count(*)::int AS n FROM assignments a JOIN shifts s ON s.id = a.shift_id
       WHERE a.shift_id = $1 AND ${isComing('$2')} GROUP BY a.skill`,
      [shiftId, now],
    );
    return new Map(rows.map((row) => [row.skill, row.n])) satisfies Seated;
  }

  /** The rows of a shift's demand; null: anybody. */
  async wantedSkills(manager: EntityManager, eventId: string, shiftId: string): Promise<(Skill | null)[]> {
    const rows = await manager.query<{ skill: Skill | null }[]>(
      `SELECT nullif(d.skill, '') AS skill FROM demands d JOIN shifts s ON s.id = d.shift_id
       WHERE d.shift_id = $2 AND s.event_id = $1`,
      [eventId, shiftId],
    );
    return rows.map((row) => row.skill);
  }

  /**
   * The nearest of the event's people who are free at that time, or have a place where it is not missed and
   * have not set out for it: enough of them that the rules find the best among them.
   */
  async nearby(
    manager: EntityManager,
    eventId: string,
    shiftId: string,
    skill: Skill | null,
    spareShiftIds: readonly string[],
    most: number,
  ): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      // Sorted first and looked at one after another: whether somebody is free is the dear question, and is
      // asked only until enough are found.
      `SELECT near.id
       FROM (
         SELECT p.id, s.starts_at, s.ends_at, (h.lat - coalesce(t.lat, c.lat)) ^ 2
           + ((h.lon - coalesce(t.lon, c.lon)) * cos(radians(coalesce(t.lat, c.lat)))) ^ 2 AS away
         FROM registrations r
         JOIN people p ON p.id = r.person_id
         JOIN org_units o ON o.id = p.org_unit_id
         JOIN shifts s ON s.id = $2
         JOIN sites t ON t.id = s.site_id
         JOIN administrative_units c ON c.id = t.commune_id
         LEFT JOIN administrative_units h ON h.id = coalesce(p.home_commune_id, o.commune_id)
         WHERE r.event_id = $1
           AND ($3::text IS NULL OR p.skills @> jsonb_build_array(jsonb_build_object('skill', $3::text)))
         ORDER BY away NULLS LAST, p.id
         OFFSET 0
       ) near
       WHERE NOT EXISTS (
         SELECT FROM assignments a WHERE a.person_id = near.id AND (
           a.shift_id = $2 AND a.state NOT IN ('withdrawn', 'replaced')
           OR a.state = ANY($5)
             AND (a.event_id = $1 OR tstzrange(a.starts_at, a.ends_at) && tstzrange(near.starts_at, near.ends_at))
             AND NOT (a.shift_id = ANY($4) AND a.state IN ('offered', 'accepted') AND a.on_the_way_at IS NULL)))
       ORDER BY near.away NULLS LAST, near.id
       LIMIT $6`,
      [eventId, shiftId, skill, spareShiftIds, STANDING, most],
    );
    return rows.map((row) => row.id);
  }

  async names(manager: EntityManager, personIds: readonly string[]): Promise<Map<string, NamedPerson>> {
    const rows = await manager.query<NamedPerson[]>(
      `SELECT p.id, p.full_name, o.name AS org_unit_name, p.home_commune_id
       FROM people p JOIN org_units o ON o.id = p.org_unit_id WHERE p.id = ANY($1)`,
      [personIds],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
