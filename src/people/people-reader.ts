import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Page } from '../contracts/common.js';
import type { Person } from '../contracts/people.js';
import { fold } from '../kernel/vietnamese.js';
import { plainLike } from '../platform/database/statement.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { maskPhone, normalisePhone } from './domain/phone.js';
import { MEMBER_NO, MEMBER_NO_HASH, PHONE, PHONE_HASH, PHONE_TAIL } from './person.entity.js';

const PERSON = `p.id, p.full_name AS "fullName", p.phone_sealed, p.birth_date::text AS "birthDate",
  p.member_no_sealed, p.org_unit_id AS "orgUnitId", u.name AS "orgUnitName",
  p.home_commune_id AS "homeCommuneId", p.skills, p.has_vehicle AS "hasVehicle",
  p.max_distance_km AS "maxDistanceKm", p.simulated`;
const FROM = 'FROM people p JOIN org_units u ON u.id = p.org_unit_id';

interface PersonRow extends Omit<Person, 'phone' | 'memberNo'> {
  phone_sealed: Buffer | null;
  member_no_sealed: Buffer | null;
}

/** A person with the number nobody but himself or herself and who calls gets to see. */
export interface FoundPerson {
  /** The phone masked. */
  person: Person;
  phone: string | null;
  ancestors: string[];
}

/** People as the faces see them. */
@Injectable()
export class PeopleReader {
  constructor(@Inject(Sealer) private readonly sealer: Sealer) {}

  async find(manager: EntityManager, id: string): Promise<FoundPerson | null> {
    const rows = await manager.query<(PersonRow & { ancestors: string[] })[]>(
      `SELECT ${PERSON}, u.ancestors ${FROM} WHERE p.id = $1`,
      [id],
    );
    if (!rows[0]) return null;
    const { ancestors, ...row } = rows[0];
    const phone = this.sealer.openText(PHONE, id, row.phone_sealed);
    return { person: this.view(row), phone, ancestors };
  }

  /**
   * Real people below `roots`, in Vietnamese order, whose name holds `q` or whose phone, its last four digits
   * or member number it is.
   */
  async page(
    manager: EntityManager,
    roots: readonly string[],
    query: { q: string; orgUnitId?: string | undefined; page: number; pageSize: number },
  ): Promise<Page<Person>> {
    const where = `${FROM} WHERE NOT p.simulated AND p.erased_at IS NULL AND u.ancestors && $1::uuid[]
      AND ($2::uuid IS NULL OR u.ancestors @> ARRAY[$2::uuid])
      AND ($3 = '' OR p.folded LIKE '%' || $4 || '%' OR p.phone_hash = ANY ($5::bytea[])
        OR p.phone_tail_hash = ANY ($6::bytea[]) OR p.member_no_hash = ANY ($7::bytea[]))`;
    const { page, pageSize } = query;
    const q = query.q.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim();
    const phone = normalisePhone(q);
    const values = [
      roots,
      query.orgUnitId ?? null,
      q,
      plainLike(fold(q)),
      phone === null ? [] : this.sealer.hashes(PHONE_HASH, phone),
      /^\d{4}$/.test(q) ? this.sealer.hashes(PHONE_TAIL, q) : [],
      this.sealer.hashes(MEMBER_NO_HASH, q),
    ];
    const counted = await manager.query<{ total: number }[]>(
      `SELECT count(*)::int AS total ${where}`,
      values,
    );
    const rows = await manager.query<PersonRow[]>(
      `SELECT ${PERSON} ${where} ORDER BY p.full_name COLLATE "vi-x-icu", p.id LIMIT $8 OFFSET $9`,
      [...values, pageSize, (page - 1) * pageSize],
    );
    return { items: rows.map((row) => this.view(row)), total: counted[0]?.total ?? 0, page, pageSize };
  }

  private view({ phone_sealed, member_no_sealed, ...person }: PersonRow): Person {
    const phone = this.sealer.openText(PHONE, person.id, phone_sealed);
    return {
      ...person,
      phone: phone === null ? null : maskPhone(phone),
      memberNo: this.sealer.openText(MEMBER_NO, person.id, member_no_sealed),
    };
  }
}
