import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Page } from '../contracts/common.js';
import type { Person } from '../contracts/people.js';
import { fold } from '../kernel/vietnamese.js';

const PERSON = `p.id, p.full_name AS "fullName", p.phone, p.birth_date::text AS "birthDate",
  p.member_no AS "memberNo", p.org_unit_id AS "orgUnitId", u.name AS "orgUnitName",
  p.home_commune_id AS "homeCommuneId", p.skills, p.has_vehicle AS "hasVehicle",
  p.max_distance_km AS "maxDistanceKm", p.simulated`;
const FROM = 'FROM people p JOIN org_units u ON u.id = p.org_unit_id';

/** People as the faces see them. */
@Injectable()
export class PeopleReader {
  async find(manager: EntityManager, id: string): Promise<{ person: Person; ancestors: string[] } | null> {
    const rows = await manager.query<(Person & { ancestors: string[] })[]>(
      `SELECT ${PERSON}, u.ancestors ${FROM} WHERE p.id = $1`,
      [id],
    );
    if (!rows[0]) return null;
    const { ancestors, ...person } = rows[0];
    return { person, ancestors };
  }

  /** Real people below `roots`, in Vietnamese order, whose name, phone or member number holds `q`. */
  async page(
    manager: EntityManager,
    roots: readonly string[],
    query: { q: string; orgUnitId?: string | undefined; page: number; pageSize: number },
  ): Promise<Page<Person>> {
    const where = `${FROM} WHERE NOT p.simulated AND p.erased_at IS NULL AND u.ancestors && $1::uuid[]
      AND ($2::uuid IS NULL OR u.ancestors @> ARRAY[$2::uuid])
      AND ($3 = '' OR p.folded LIKE $4 OR ($5 <> '' AND p.phone LIKE '%' || $5 || '%') OR p.member_no = $3)`;
    const { page, pageSize } = query;
    const q = query.q.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim();
    const values = [roots, query.orgUnitId ?? null, q, containing(fold(q)), phonePart(q)];
    const counted = await manager.query<{ total: number }[]>(
      `SELECT count(*)::int AS total ${where}`,
      values,
    );
    const items = await manager.query<Person[]>(
      `SELECT ${PERSON} ${where} ORDER BY p.full_name COLLATE "vi-x-icu", p.id LIMIT $6 OFFSET $7`,
      [...values, pageSize, (page - 1) * pageSize],
    );
    return { items, total: counted[0]?.total ?? 0, page, pageSize };
  }
}

const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** The digits of something that looks like (a part of) a phone number, without the zero or 84 before it. */
function phonePart(q: string): string {
  if (!/^[+\d][\d .-]{2,}$/.test(q)) return '';
  return q.replace(/[^\d+]/g, '').replace(/^(\+84|0+)/, '');
}
