import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AssignmentState } from '../contracts/assignments.js';
import type { Skill } from '../contracts/common.js';
import { groupBy } from '../kernel/group-by.js';
import type { MatchingProblem, MatchPerson, MatchPlace, MatchShift } from './domain/problem.js';
import { STANDING } from './domain/transitions.js';

interface PersonRow {
  id: string;
  skills: { skill: Skill; level: number }[];
  has_vehicle: boolean;
  max_distance_km: number | null;
  commune_id: string | null;
  commune_name: string | null;
  lat: number | null;
  lon: number | null;
}
interface ShiftRow {
  id: string;
  site_id: string;
  starts_at: Date;
  ends_at: Date;
  commune_id: string;
  commune_name: string | null;
  lat: number | null;
  lon: number | null;
}
interface DemandRow {
  shift_id: string;
  skill: Skill | '';
  minimum: number;
  target: number;
  maximum: number;
}
interface DutyRow {
  person_id: string;
  event_id: string;
  shift_id: string;
  state: AssignmentState;
  skill: Skill | null;
  starts_at: Date;
  ends_at: Date;
}

/** Reads the engine's question from the tables, in five statements however many people there are. */
@Injectable()
export class MatchingProblemRepository {
  /** The whole event, or all its shifts with one person only. */
  async load(
    manager: EntityManager,
    eventId: string,
    personId: string | null = null,
  ): Promise<MatchingProblem> {
    const shifts = await this.shifts(manager, eventId);
    const people = await manager.query<PersonRow[]>(
      `SELECT p.id, p.skills, p.has_vehicle, p.max_distance_km,
              u.id AS commune_id, n.full_name AS commune_name, u.lat, u.lon
       FROM registrations r
       JOIN people p ON p.id = r.person_id
       JOIN org_units o ON o.id = p.org_unit_id
       LEFT JOIN administrative_units u ON u.id = coalesce(p.home_commune_id, o.commune_id)
       LEFT JOIN LATERAL (SELECT full_name FROM administrative_unit_names WHERE unit_id = u.id
                          ORDER BY valid_from DESC LIMIT 1) n ON true
       WHERE r.event_id = $1 AND ($2::uuid IS NULL OR p.id = $2)
       ORDER BY p.id`,
      [eventId, personId],
    );
    const duties = await this.duties(manager, eventId, personId);
    const pins = await this.pins(manager, eventId);
    return {
      shifts,
      people: people.map((row) => {
        const pin = pins.get(row.id);
        return { ...toPerson(row, eventId, duties.get(row.id) ?? []), ...(pin ? { pin } : {}) };
      }),
    };
  }

  private async shifts(manager: EntityManager, eventId: string): Promise<MatchShift[]> {
    const rows = await manager.query<ShiftRow[]>(
      `SELECT s.id, s.site_id, s.starts_at, s.ends_at, u.id AS commune_id, n.full_name AS commune_name,
              coalesce(t.lat, u.lat) AS lat, coalesce(t.lon, u.lon) AS lon
       FROM shifts s
       JOIN sites t ON t.id = s.site_id
       JOIN administrative_units u ON u.id = t.commune_id
       LEFT JOIN LATERAL (SELECT full_name FROM administrative_unit_names WHERE unit_id = u.id
                          ORDER BY valid_from DESC LIMIT 1) n ON true
       WHERE s.event_id = $1
       ORDER BY s.id`,
      [eventId],
    );
    const demands = await manager.query<DemandRow[]>(
      `SELECT d.shift_id, d.skill, d.minimum, d.target, d.maximum
       FROM demands d JOIN shifts s ON s.id = d.shift_id WHERE s.event_id = $1 ORDER BY d.shift_id, d.skill`,
      [eventId],
    );
    const byShift = groupBy(demands, (row) => row.shift_id);
    return rows.map((row) => ({
      id: row.id,
      siteId: row.site_id,
      place: placeOf(row.commune_id, row),
      startsAt: row.starts_at.getTime(),
      endsAt: row.ends_at.getTime(),
      demand: (byShift.get(row.id) ?? []).map(({ skill, minimum, target, maximum }) => ({
        skill: skill === '' ? null : skill,
        minimum,
        target,
        maximum,
      })),
    }));
  }

  /** What the registered already do, or would not do, here and in other events. */
  private async duties(
    manager: EntityManager,
    eventId: string,
    personId: string | null,
  ): Promise<Map<string, DutyRow[]>> {
    const rows = await manager.query<DutyRow[]>(
      `SELECT a.person_id, a.event_id, a.shift_id, a.state, a.skill, a.starts_at, a.ends_at
       FROM assignments a JOIN registrations r ON r.person_id = a.person_id AND r.event_id = $1
       WHERE (a.state = ANY($2) OR (a.event_id = $1 AND a.state IN ('declined', 'expired')))
         AND ($3::uuid IS NULL OR a.person_id = $3)
       ORDER BY a.person_id, a.starts_at, a.id`,
      [eventId, STANDING, personId],
    );
    return groupBy(rows, (row) => row.person_id);
  }

  /** The choices of the newest draft; and who was left out of the newest published plan stays out. */
  private async pins(manager: EntityManager, eventId: string): Promise<Map<string, MatchPerson['pin']>> {
    const rows = await manager.query<{ person_id: string; shift_id: string | null }[]>(
      `SELECT pp.person_id, pp.shift_id
       FROM plan_proposals pp
       JOIN (SELECT id, state FROM plans WHERE event_id = $1 AND state IN ('draft', 'published')
             ORDER BY created_at DESC, id DESC LIMIT 1) latest ON latest.id = pp.plan_id
       WHERE pp.pinned AND (latest.state = 'draft' OR pp.shift_id IS NULL)`,
      [eventId],
    );
    return new Map(rows.map((row) => [row.person_id, { shiftId: row.shift_id }]));
  }
}

function placeOf(
  communeId: string,
  row: { commune_name: string | null; lat: number | null; lon: number | null },
): MatchPlace {
  return { communeId, communeName: row.commune_name ?? communeId, lat: row.lat, lon: row.lon };
}

function toPerson(row: PersonRow, eventId: string, duties: readonly DutyRow[]): MatchPerson {
  const here = duties.filter((duty) => duty.event_id === eventId);
  const isStanding = (duty: DutyRow) => STANDING.some((state) => state === duty.state);
  const windowOf = (duty: DutyRow) => ({
    startsAt: duty.starts_at.getTime(),
    endsAt: duty.ends_at.getTime(),
  });
  const standing = here.find(isStanding);
  return {
    id: row.id,
    home: row.commune_id === null ? null : placeOf(row.commune_id, row),
    skills: row.skills,
    maxDistanceKm: row.max_distance_km,
    hasVehicle: row.has_vehicle,
    standing: standing
      ? {
          shiftId: standing.shift_id,
          skill: standing.skill,
          present: standing.state === 'checked_in' || standing.state === 'completed',
        }
      : null,
    busy: duties.filter((duty) => duty.event_id !== eventId && isStanding(duty)).map(windowOf),
    declined: here.filter((duty) => duty.state === 'declined').map(windowOf),
    expiredShiftIds: here.filter((duty) => duty.state === 'expired').map((duty) => duty.shift_id),
  };
}
