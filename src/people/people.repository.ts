import { Inject, Injectable } from '@nestjs/common';
import type { PersonSkill } from '../contracts/people.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { fold } from '../kernel/vietnamese.js';
import type { Tx } from '../platform/database/transactions.js';

export interface NewPerson {
  /** Made here when left out. */
  id?: string;
  simulated: boolean;
  fullName: string;
  /** E.164. */
  phone: string | null;
  birthDate: string | null;
  memberNo: string | null;
  orgUnitId: string;
  homeCommuneId: string | null;
  skills: readonly PersonSkill[];
  hasVehicle: boolean;
  maxDistanceKm: number | null;
}

const CHUNK = 2_000;

@Injectable()
export class PeopleRepository {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Inserts people in bulk and returns their ids in the same order. */
  async insertMany(tx: Tx, people: readonly NewPerson[]): Promise<string[]> {
    const now = this.clock.now();
    const ids = people.map((person) => person.id ?? newId(now.getTime()));
    for (let start = 0; start < people.length; start += CHUNK) {
      const part = people.slice(start, start + CHUNK);
      await tx.manager.query(
        `INSERT INTO people (id, simulated, full_name, folded, phone, birth_date, member_no, org_unit_id,
           home_commune_id, skills, has_vehicle, max_distance_km, created_at, updated_at)
         SELECT p.*, $13, $13
         FROM unnest($1::uuid[], $2::boolean[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[],
           $8::uuid[], $9::text[], $10::jsonb[], $11::boolean[], $12::int[]) AS p`,
        [ids.slice(start, start + CHUNK), ...columnsOf(part), now],
      );
    }
    return ids;
  }

  /** Puts right what is given; the rest stays as it is. */
  async correct(tx: Tx, id: string, facts: CorrectedFacts): Promise<void> {
    await tx.manager.query(
      `UPDATE people SET full_name = coalesce($2, full_name), folded = coalesce($3, folded),
         birth_date = coalesce($4::date, birth_date), has_vehicle = coalesce($5::bool, has_vehicle),
         max_distance_km = CASE WHEN $6 THEN $7::int ELSE max_distance_km END, updated_at = $8
       WHERE id = $1`,
      [
        id,
        facts.fullName ?? null,
        facts.fullName === undefined ? null : fold(facts.fullName),
        facts.birthDate ?? null,
        facts.hasVehicle ?? null,
        facts.maxDistanceKm !== undefined,
        facts.maxDistanceKm ?? null,
        this.clock.now(),
      ],
    );
  }
}

export interface CorrectedFacts {
  fullName?: string;
  birthDate?: string;
  hasVehicle?: boolean;
  /** Null: no limit. */
  maxDistanceKm?: number | null;
}

/** The columns of people as arrays for `unnest`, in the order of the INSERT after the id. */
export function columnsOf(people: readonly NewPerson[]): unknown[] {
  return [
    people.map((p) => p.simulated),
    people.map((p) => p.fullName),
    people.map((p) => fold(p.fullName)),
    people.map((p) => p.phone),
    people.map((p) => p.birthDate),
    people.map((p) => p.memberNo),
    people.map((p) => p.orgUnitId),
    people.map((p) => p.homeCommuneId),
    people.map((p) => JSON.stringify(p.skills)),
    people.map((p) => p.hasVehicle),
    people.map((p) => p.maxDistanceKm),
  ];
}
