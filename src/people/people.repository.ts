import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { PersonSkill } from '../contracts/people.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { fold } from '../kernel/vietnamese.js';
import type { Tx } from '../platform/database/transactions.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { MEMBER_NO, PHONE } from './person.entity.js';

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

/** While one part is written the next is sealed, and whoever else waits has a turn. */
const PART = 250;

@Injectable()
export class PeopleRepository {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Sealer) private readonly sealer: Sealer,
  ) {}

  /** Inserts people in bulk and returns their ids in the same order. */
  async insertMany(tx: Tx, people: readonly NewPerson[]): Promise<string[]> {
    const now = this.clock.now();
    const ids = people.map((person) => person.id ?? newId(now.getTime()));
    const writing: Promise<unknown>[] = [];
    for (let start = 0; start < people.length; start += PART) {
      const end = start + PART;
      const part = { ids: ids.slice(start, end), people: people.slice(start, end) };
      const written = tx.manager.query(
        `INSERT INTO people (id, simulated, full_name, folded, birth_date, org_unit_id, home_commune_id, skills,
           has_vehicle, max_distance_km, phone_sealed, phone_hash, phone_tail_hash, member_no_sealed,
           member_no_hash, created_at, updated_at)
         SELECT p.*, $16, $16
         FROM unnest($1::uuid[], $2::boolean[], $3::text[], $4::text[], $5::date[], $6::uuid[], $7::text[],
           $8::jsonb[], $9::boolean[], $10::int[], $11::bytea[], $12::bytea[], $13::bytea[], $14::bytea[],
           $15::bytea[]) AS p`,
        [part.ids, ...columnsOf(part.people), ...this.sealed(part.ids, part.people), now],
      );
      writing.push(written);
      await Promise.race([nextTurn(), written]);
    }
    await Promise.all(writing);
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
    if (facts.phone === undefined) return;
    await tx.manager.query(
      'UPDATE people SET phone_sealed = $2, phone_hash = $3, phone_tail_hash = $4 WHERE id = $1',
      [id, ...this.sealer.columnsOf(PHONE, id, facts.phone)],
    );
  }

  /** @returns false when the roll knows it already */
  async tellBirthDate(tx: Tx, id: string, birthDate: string): Promise<boolean> {
    const [, told] = await tx.manager.query<[unknown, number]>(
      'UPDATE people SET birth_date = $2, updated_at = $3 WHERE id = $1 AND birth_date IS NULL AND erased_at IS NULL',
      [id, birthDate, this.clock.now()],
    );
    return told === 1;
  }

  private sealed(ids: readonly string[], people: readonly NewPerson[]): (Buffer | null)[][] {
    const rows = people.map((person, i) => {
      const id = ids[i] ?? '';
      return [
        ...this.sealer.columnsOf(PHONE, id, person.phone),
        ...this.sealer.columnsOf(MEMBER_NO, id, person.memberNo),
      ];
    });
    return [0, 1, 2, 3, 4].map((column) => rows.map((row) => row[column] ?? null));
  }
}

export interface CorrectedFacts {
  /** E.164. */
  phone?: string;
  fullName?: string;
  birthDate?: string;
  hasVehicle?: boolean;
  /** Null: no limit. */
  maxDistanceKm?: number | null;
}

/** The columns in the clear as arrays for `unnest`, in the order of the INSERT after the id. */
function columnsOf(people: readonly NewPerson[]): unknown[] {
  return [
    people.map((p) => p.simulated),
    people.map((p) => p.fullName),
    people.map((p) => fold(p.fullName)),
    people.map((p) => p.birthDate),
    people.map((p) => p.orgUnitId),
    people.map((p) => p.homeCommuneId),
    people.map((p) => JSON.stringify(p.skills)),
    people.map((p) => p.hasVehicle),
    people.map((p) => p.maxDistanceKm),
  ];
}
