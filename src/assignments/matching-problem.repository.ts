import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AssignmentState } from '../contracts/assignments.js';
import type { Skill } from '../contracts/common.js';
import type { RegistrationTerms } from '../contracts/events.js';
import { groupBy } from '../kernel/group-by.js';
import { mayTakePart } from '../people/index.js';
import type { MatchingProblem, MatchPerson, MatchPlace, MatchShift, Window } from './domain/problem.js';
import { STANDING } from './domain/transitions.js';
import type { PlanOrder } from './plans.repository.js';

interface PersonRow {
  id: string;
  group_id: string | null;
  /** As text: a few hundred different lists serve any number of people. */
  skills: string;
  age: number | null;
  has_vehicle: boolean;
  max_distance_km: number | null;
  commune_id: string | null;
  available: NonNullable<RegistrationTerms['available']> | null;
  /** Null: none. */
  wish_commune_ids: string[] | null;
  excluded_commune_ids: string[] | null;
}
interface ShiftRow {
  id: string;
  site_id: string;
  starts_at: Date;
  ends_at: Date;
  minimum_age: number | null;
  commune_id: string;
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
type Pins = Map<string, NonNullable<MatchPerson['pin']>>;

/** Shared by everybody who has none: a country's people would need a million empty lists. */
const NONE: readonly never[] = [];

/** Reads the engine's question from the tables, in seven statements however many people there are. */
@Injectable()
export class MatchingProblemRepository {
  /** The plan's whole event, or all its shifts with these people only. */
  async load(
    manager: EntityManager,
    plan: PlanOrder,
    personIds: readonly string[] | null = null,
  ): Promise<MatchingProblem> {
    const eventId = plan.event_id;
    const shifts = await this.shifts(manager, eventId);
    const demands = await this.demands(manager, eventId);
    const people = await this.people(manager, eventId, personIds);
    const places = await this.places(manager, [...shifts, ...people]);
    const duties = await this.duties(manager, eventId, personIds);
    const turns = await this.turns(manager, eventId, personIds);
    const pins = await this.pins(manager, eventId, personIds);
    const toPerson = personReader(eventId, places, duties, turns, pins);
    return {
      settings: {
        weights: plan.weights,
        restMinutes: plan.rest_minutes,
        mayMove: plan.may_move,
        seed: seedOf(plan.id),
      },
      shifts: shifts.map((row) => toShift(row, places, demands.get(row.id) ?? [])),
      people: people.map(toPerson),
    };
  }

  private shifts(manager: EntityManager, eventId: string): Promise<ShiftRow[]> {
    return manager.query<ShiftRow[]>(
      `SELECT s.id, s.site_id, s.starts_at, s.ends_at, s.minimum_age, t.commune_id, t.lat, t.lon
       FROM shifts s JOIN sites t ON t.id = s.site_id WHERE s.event_id = $1 ORDER BY s.id`,
      [eventId],
    );
  }

  private async demands(manager: EntityManager, eventId: string): Promise<Map<string, DemandRow[]>> {
    const rows = await manager.query<DemandRow[]>(
      `SELECT d.shift_id, d.skill, d.minimum, d.target, d.maximum
       FROM demands d JOIN shifts s ON s.id = d.shift_id WHERE s.event_id = $1 ORDER BY d.shift_id, d.skill`,
      [eventId],
    );
    return groupBy(rows, (row) => row.shift_id);
  }

  private people(
    manager: EntityManager,
    eventId: string,
    personIds: readonly string[] | null,
  ): Promise<PersonRow[]> {
    return manager.query<PersonRow[]>(
      `SELECT p.id, CASE o.kind WHEN 'branch' THEN o.id END AS group_id, p.skills::text AS skills,
              extract(year FROM age((e.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, p.birth_date))::int AS age,
              p.has_vehicle, p.max_distance_km, coalesce(p.home_commune_id, o.commune_id) AS commune_id,
              r.available, nullif(r.wish_commune_ids, '{}') AS wish_commune_ids,
              nullif(r.excluded_commune_ids, '{}') AS excluded_commune_ids
       FROM registrations r
       JOIN events e ON e.id = r.event_id
       JOIN people p ON p.id = r.person_id
       JOIN org_units o ON o.id = p.org_unit_id
       WHERE r.event_id = $1 AND ($2::uuid[] IS NULL OR r.person_id = ANY($2))
         AND ${mayTakePart('p', `e.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh'`)}
       ORDER BY r.person_id`,
      [eventId, personIds],
    );
  }

  /** The communes of these rows, under their newest names. */
  private async places(
    manager: EntityManager,
    rows: readonly { commune_id: string | null }[],
  ): Promise<Map<string, MatchPlace>> {
    const ids = new Set<string | null>();
    for (const { commune_id } of rows) ids.add(commune_id);
    ids.delete(null);
    const places = await manager.query<MatchPlace[]>(
      `SELECT DISTINCT ON (u.id) u.id AS "communeId", coalesce(n.full_name, u.id) AS "communeName", u.lat, u.lon
       FROM administrative_units u LEFT JOIN administrative_unit_names n ON n.unit_id = u.id
       WHERE u.id = ANY($1) ORDER BY u.id, n.valid_from DESC`,
      [[...ids]],
    );
    return new Map(places.map((place) => [place.communeId, place]));
  }

  /**
   * What the registered already do, or would not do, here and in other events. Of those, only what is
   * near enough to matter: a rest is a day at most.
   */
  private async duties(
    manager: EntityManager,
    eventId: string,
    personIds: readonly string[] | null,
  ): Promise<Map<string, DutyRow[]>> {
    const rows = await manager.query<DutyRow[]>(
      `SELECT a.person_id, a.event_id, a.shift_id, a.state, a.skill, a.starts_at, a.ends_at
       FROM registrations r
       JOIN events e ON e.id = r.event_id
       JOIN assignments a ON a.person_id = r.person_id
       WHERE r.event_id = $1 AND ($3::uuid[] IS NULL OR r.person_id = ANY($3))
         AND CASE WHEN a.event_id = $1 THEN a.state = ANY($2) OR a.state IN ('declined', 'expired')
                  ELSE a.state = ANY($2) AND a.starts_at < e.ends_at + interval '1 day'
                       AND a.ends_at > e.starts_at - interval '1 day' END
       ORDER BY a.person_id, a.starts_at, a.id`,
      [eventId, STANDING, personIds],
    );
    return groupBy(rows, (row) => row.person_id);
  }

  /** Turns served in other events of the year before this one; who is not there has served none. */
  private async turns(
    manager: EntityManager,
    eventId: string,
    personIds: readonly string[] | null,
  ): Promise<Map<string, number>> {
    const rows = await manager.query<{ person_id: string; turns: number }[]>(
      `SELECT a.person_id, count(*)::int AS turns
       FROM registrations r
       JOIN events e ON e.id = r.event_id
       JOIN assignments a ON a.person_id = r.person_id
       WHERE r.event_id = $1 AND ($2::uuid[] IS NULL OR r.person_id = ANY($2))
         AND a.event_id <> $1 AND a.simulated = e.simulated AND a.state IN ('checked_in', 'completed')
         AND a.starts_at >= e.starts_at - interval '365 days' AND a.starts_at < e.starts_at
       GROUP BY a.person_id`,
      [eventId, personIds],
    );
    return new Map(rows.map((row) => [row.person_id, row.turns]));
  }

  /** The choices of the newest draft; and who was left out of the newest published plan stays out. */
  private async pins(
    manager: EntityManager,
    eventId: string,
    personIds: readonly string[] | null,
  ): Promise<Pins> {
    const rows = await manager.query<{ person_id: string; shift_id: string | null }[]>(
      `SELECT pp.person_id, pp.shift_id
       FROM plan_proposals pp
       JOIN (SELECT id, state FROM plans WHERE event_id = $1 AND state IN ('draft', 'published')
             ORDER BY created_at DESC, id DESC LIMIT 1) latest ON latest.id = pp.plan_id
       WHERE pp.pinned AND (latest.state = 'draft' OR pp.shift_id IS NULL)
         AND ($2::uuid[] IS NULL OR pp.person_id = ANY($2))`,
      [eventId, personIds],
    );
    return new Map(rows.map((row) => [row.person_id, { shiftId: row.shift_id }]));
  }
}

/** The last random digits of the plan's id: two plans of one question may break its ties differently. */
const seedOf = (planId: string): number => Number.parseInt(planId.slice(-12, -4), 16);

function toShift(
  row: ShiftRow,
  places: ReadonlyMap<string, MatchPlace>,
  demand: readonly DemandRow[],
): MatchShift {
  const commune = places.get(row.commune_id);
  return {
    id: row.id,
    siteId: row.site_id,
    place: {
      communeId: row.commune_id,
      communeName: commune?.communeName ?? row.commune_id,
      lat: row.lat ?? commune?.lat ?? null,
      lon: row.lon ?? commune?.lon ?? null,
    },
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at.getTime(),
    minimumAge: row.minimum_age,
    demand: demand.map(({ skill, minimum, target, maximum }) => ({
      skill: skill === '' ? null : skill,
      minimum,
      target,
      maximum,
    })),
  };
}

/** Makes people of rows; those who are alike share what they have. */
function personReader(
  eventId: string,
  places: ReadonlyMap<string, MatchPlace>,
  duties: ReadonlyMap<string, readonly DutyRow[]>,
  turns: ReadonlyMap<string, number>,
  pins: Pins,
): (row: PersonRow) => MatchPerson {
  const skillsOf = new Map<string, MatchPerson['skills']>();
  return (row) => {
    let skills = skillsOf.get(row.skills);
    if (!skills) {
      // Written by this server alone, from contracts that say what a skill is.
      skills = JSON.parse(row.skills) as MatchPerson['skills'];
      skillsOf.set(row.skills, skills);
    }
    const pin = pins.get(row.id);
    return {
      id: row.id,
      home: row.commune_id === null ? null : (places.get(row.commune_id) ?? null),
      groupId: row.group_id,
      skills,
      age: row.age,
      maxDistanceKm: row.max_distance_km,
      hasVehicle: row.has_vehicle,
      available: row.available?.map(windowOfTerms) ?? null,
      wishCommuneIds: row.wish_commune_ids ?? NONE,
      excludedCommuneIds: row.excluded_commune_ids ?? NONE,
      turns: turns.get(row.id) ?? 0,
      ...(pin ? { pin } : {}),
      ...committed(eventId, duties.get(row.id) ?? NONE),
    };
  };
}

type Committed = Pick<MatchPerson, 'standing' | 'busy' | 'declined' | 'expiredShiftIds'>;
const FREE: Committed = { standing: null, busy: NONE, declined: NONE, expiredShiftIds: NONE };

/** What a person's duties leave free. */
function committed(eventId: string, duties: readonly DutyRow[]): Committed {
  if (duties.length === 0) return FREE;
  const here = duties.filter((duty) => duty.event_id === eventId);
  const isStanding = (duty: DutyRow) => STANDING.some((state) => state === duty.state);
  const standing = here.find(isStanding);
  return {
    standing: standing
      ? {
          shiftId: standing.shift_id,
          skill: standing.skill,
          present: standing.state === 'checked_in' || standing.state === 'completed',
        }
      : null,
    busy: duties.filter((duty) => duty.event_id !== eventId).map(windowOf),
    declined: here.filter((duty) => duty.state === 'declined').map(windowOf),
    expiredShiftIds: here.filter((duty) => duty.state === 'expired').map((duty) => duty.shift_id),
  };
}

const windowOf = (duty: DutyRow): Window => ({
  startsAt: duty.starts_at.getTime(),
  endsAt: duty.ends_at.getTime(),
});

const windowOfTerms = (window: { startsAt: string; endsAt: string }): Window => ({
  startsAt: Date.parse(window.startsAt),
  endsAt: Date.parse(window.endsAt),
});
