import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Tx } from '../../platform/database/transactions.js';
import type { KnownPerson, PersonFacts } from './domain/effect.js';
import { fold } from '../../kernel/vietnamese.js';
import { Sealer } from '../../platform/sealing/sealer.js';
import { MEMBER_NO, PHONE_HASH } from '../person.entity.js';

interface KnownRow extends Omit<KnownPerson, 'phone' | 'memberNo'> {
  phone_hash: Buffer;
  member_no_sealed: Buffer | null;
}

@Injectable()
export class KnownPeople {
  constructor(@Inject(Sealer) private readonly sealer: Sealer) {}

  /** People by phone, within scope or not. With `lock`, nobody else changes them until the end of the transaction. */
  async byPhone(
    manager: EntityManager,
    phones: readonly string[],
    lock = false,
  ): Promise<Map<string, KnownPerson>> {
    const asked = new Map<string, string>();
    for (const phone of phones) {
      for (const hash of this.sealer.hashes(PHONE_HASH, phone)) asked.set(hash.toString('hex'), phone);
    }
    const rows = await manager.query<KnownRow[]>(
      `SELECT p.id, p.phone_hash, p.simulated, p.full_name AS "fullName", p.birth_date::text AS "birthDate",
         p.member_no_sealed, p.org_unit_id AS "orgUnitId", p.home_commune_id AS "homeCommuneId",
         p.skills, p.has_vehicle AS "hasVehicle", p.max_distance_km AS "maxDistanceKm", u.ancestors
       FROM people p JOIN org_units u ON u.id = p.org_unit_id
       WHERE p.phone_hash = ANY ($1::bytea[]) ${lock ? 'ORDER BY p.id FOR UPDATE OF p' : ''}`,
      [Array.from(asked.keys(), (hash) => Buffer.from(hash, 'hex'))],
    );
    return new Map(
      rows.map(({ phone_hash, member_no_sealed, ...row }) => {
        const phone = asked.get(phone_hash.toString('hex')) ?? '';
        const memberNo = this.sealer.openText(MEMBER_NO, row.id, member_no_sealed);
        return [phone, { ...row, phone, memberNo }];
      }),
    );
  }

  async updateMany(tx: Tx, changes: readonly { id: string; facts: PersonFacts }[], now: Date): Promise<void> {
    if (changes.length === 0) return;
    const facts = changes.map((change) => change.facts);
    const memberNos = changes.map(({ id, facts: { memberNo } }) =>
      this.sealer.columnsOf(MEMBER_NO, id, memberNo),
    );
    await tx.manager.query(
      `UPDATE people p SET full_name = c.full_name, folded = c.folded, birth_date = c.birth_date,
         member_no_sealed = c.member_no_sealed, member_no_hash = c.member_no_hash, org_unit_id = c.org_unit_id, home_commune_id = c.home_commune_id,
         skills = c.skills, has_vehicle = c.has_vehicle, max_distance_km = c.max_distance_km, updated_at = $12
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::bytea[], $6::bytea[], $7::uuid[],
         $8::text[], $9::jsonb[], $10::boolean[], $11::int[])
         AS c (id, full_name, folded, birth_date, member_no_sealed, member_no_hash, org_unit_id, home_commune_id, skills,
           has_vehicle, max_distance_km)
       WHERE p.id = c.id`,
      [
        changes.map((change) => change.id),
        facts.map((f) => f.fullName),
        facts.map((f) => fold(f.fullName)),
        facts.map((f) => f.birthDate),
        memberNos.map(([sealed]) => sealed),
        memberNos.map(([, hash]) => hash),
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
