import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Tx } from '../../platform/database/transactions.js';
import type { KnownPerson, PersonFacts } from './domain/effect.js';
import { fold } from '../../kernel/vietnamese.js';

@Injectable()
export class KnownPeople {
  /** People by phone, within scope or not. With `lock`, nobody else changes them until the end of the transaction. */
  async byPhone(
    manager: EntityManager,
    phones: readonly string[],
    lock = false,
  ): Promise<Map<string, KnownPerson>> {
    const rows = await manager.query<KnownPerson[]>(
      `SELECT p.id, p.phone, p.simulated, p.full_name AS "fullName", p.birth_date::text AS "birthDate",
         p.member_no AS "memberNo", p.org_unit_id AS "orgUnitId", p.home_commune_id AS "homeCommuneId",
         p.skills, p.has_vehicle AS "hasVehicle", p.max_distance_km AS "maxDistanceKm", u.ancestors
       FROM people p JOIN org_units u ON u.id = p.org_unit_id
       WHERE p.phone = ANY ($1::text[]) ${lock ? 'ORDER BY p.id FOR UPDATE OF p' : ''}`,
      [phones],
    );
    return new Map(rows.map((row) => [row.phone, row]));
  }

  async updateMany(tx: Tx, changes: readonly { id: string; facts: PersonFacts }[], now: Date): Promise<void> {
    if (changes.length === 0) return;
    const facts = changes.map((change) => change.facts);
    await tx.manager.query(
      `UPDATE people p SET full_name = c.full_name, folded = c.folded, birth_date = c.birth_date,
         member_no = c.member_no, org_unit_id = c.org_unit_id, home_commune_id = c.home_commune_id,
         skills = c.skills, has_vehicle = c.has_vehicle, max_distance_km = c.max_distance_km, updated_at = $11
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::text[], $6::uuid[], $7::text[],
         $8::jsonb[], $9::boolean[], $10::int[])
         AS c (id, full_name, folded, birth_date, member_no, org_unit_id, home_commune_id, skills,
           has_vehicle, max_distance_km)
       WHERE p.id = c.id`,
      [
        changes.map((change) => change.id),
        facts.map((f) => f.fullName),
        facts.map((f) => fold(f.fullName)),
        facts.map((f) => f.birthDate),
        facts.map((f) => f.memberNo),
        facts.map((f) => f.orgUnitId),
        facts.map((f) => f.homeCommuneId),
        facts.map((f) => JSON.stringify(f.skills)),
        facts.map((f) => f.hasVehicle),
        facts.map((f) => f.maxDistanceKm),
        now,
      ],
    );
  }
}
