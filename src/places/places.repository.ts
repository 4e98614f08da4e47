import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AdministrativeUnit, UnitDetail, UnitLevel } from '../contracts/places.js';

export interface UnitFilter {
  level?: UnitLevel | undefined;
  /** The two digits of a province, of whichever set the date picks. */
  province?: string | undefined;
}

export interface UnitName {
  id: string;
  level: UnitLevel;
  name: string;
  type: string;
}

export interface OldCommuneName {
  name: string;
  type: string;
  district: string | null;
  successors: string[];
}

const COLUMNS = `
  u.id, u.code, u.level, u.parent_id AS "parentId", u.province_id AS "provinceId",
  n.name, n.full_name AS "fullName", n.type,
  u.valid_from::text AS "validFrom", u.valid_to::text AS "validTo",
  u.lat, u.lon, u.area_km2 AS "areaKm2", u.population`;

/** Units that stood on the date $1, under the names they had on it. */
const ON_DATE = `
  administrative_units u JOIN administrative_unit_names n
    ON n.unit_id = u.id AND n.valid_from <= $1 AND (n.valid_to IS NULL OR n.valid_to >= $1)
  WHERE u.valid_from <= $1 AND (u.valid_to IS NULL OR u.valid_to >= $1)`;

/** Vietnamese order needs ICU: the database's own collation is by code point. */
const ORDER = `ORDER BY n.name COLLATE "vi-x-icu", n.full_name COLLATE "vi-x-icu", u.id`;

@Injectable()
export class PlacesRepository {
  list(manager: EntityManager, on: string, filter: UnitFilter, limit: number | null) {
    return manager.query<AdministrativeUnit[]>(
      `SELECT ${COLUMNS} FROM ${ON_DATE}
         AND ($2::text IS NULL OR u.level = $2)
         AND ($3::text IS NULL OR u.province_id IN ($3, $3 || '~202506'))
       ${ORDER} LIMIT $4`,
      [on, filter.level ?? null, filter.province ?? null, limit],
    );
  }

  /** Names that contain a folded text, in Vietnamese order; `typed` is a text without the type before it. */
  matching(
    manager: EntityManager,
    on: string,
    filter: UnitFilter,
    folded: string,
    typed: { type: string; folded: string } | null,
  ) {
    return manager.query<UnitName[]>(
      `SELECT u.id, u.level, n.name, n.type FROM ${ON_DATE}
         AND ($2::text IS NULL OR u.level = $2)
         AND ($3::text IS NULL OR u.province_id IN ($3, $3 || '~202506'))
         AND (strpos(n.folded, $4) > 0 OR (n.type = $5 AND strpos(n.folded, $6) > 0))
       ${ORDER}`,
      [on, filter.level ?? null, filter.province ?? null, folded, typed?.type ?? null, typed?.folded ?? null],
    );
  }

  byIds(manager: EntityManager, on: string, ids: readonly string[]) {
    return manager.query<AdministrativeUnit[]>(
      `SELECT ${COLUMNS} FROM ${ON_DATE} AND u.id = ANY($2::text[])
       ORDER BY array_position($2::text[], u.id)`,
      [on, ids],
    );
  }

  async byCode(manager: EntityManager, on: string, code: string): Promise<AdministrativeUnit | null> {
    const rows = await manager.query<AdministrativeUnit[]>(
      `SELECT ${COLUMNS} FROM ${ON_DATE} AND u.code = $2`,
      [on, code],
    );
    return rows[0] ?? null;
  }

  /** The last day on which the unit stood; null when it still does, undefined when there is none. */
  async validTo(manager: EntityManager, id: string): Promise<string | null | undefined> {
    const rows = await manager.query<{ validTo: string | null }[]>(
      'SELECT valid_to::text AS "validTo" FROM administrative_units WHERE id = $1',
      [id],
    );
    return rows[0]?.validTo;
  }

  names(manager: EntityManager, id: string) {
    return manager.query<UnitDetail['names']>(
      `SELECT name, full_name AS "fullName", type, valid_from::text AS "validFrom", valid_to::text AS "validTo"
       FROM administrative_unit_names WHERE unit_id = $1 ORDER BY valid_from`,
      [id],
    );
  }

  predecessors(manager: EntityManager, id: string) {
    return manager.query<UnitDetail['predecessors']>(
      `SELECT s.old_id AS id, n.full_name AS "fullName", s.relation
       FROM administrative_unit_successors s
       CROSS JOIN LATERAL (SELECT * FROM administrative_unit_names WHERE unit_id = s.old_id
                           ORDER BY valid_from DESC LIMIT 1) n
       WHERE s.new_id = $1
       ORDER BY n.name COLLATE "vi-x-icu", s.old_id`,
      [id],
    );
  }

  /** What a unit became, under the names of 1 July 2025 and later: the names on the date `on`. */
  successors(manager: EntityManager, on: string, id: string) {
    return manager.query<UnitDetail['successors']>(
      `SELECT s.new_id AS id, n.full_name AS "fullName", s.relation, s.is_default AS "isDefault"
       FROM administrative_unit_successors s
       JOIN administrative_unit_names n
         ON n.unit_id = s.new_id AND n.valid_from <= $1 AND (n.valid_to IS NULL OR n.valid_to >= $1)
       WHERE s.old_id = $2
       ORDER BY s.is_default DESC, n.name COLLATE "vi-x-icu", s.new_id`,
      [on, id],
    );
  }

  /** Communes of before 1 July 2025 that became communes of this province, with what each became. */
  oldCommuneNames(manager: EntityManager, provinceId: string) {
    return manager.query<OldCommuneName[]>(
      `SELECT n.name, n.type, d.name AS district,
              coalesce(array_agg(s.new_id) FILTER (WHERE s.is_default), array_agg(s.new_id)) AS successors
       FROM administrative_unit_successors s
       JOIN administrative_units u ON u.id = s.old_id AND u.level = 'commune'
       JOIN administrative_units w ON w.id = s.new_id AND w.province_id = $1
       JOIN administrative_unit_names n ON n.unit_id = u.id
       LEFT JOIN administrative_unit_names d ON d.unit_id = u.parent_id
       GROUP BY u.id, n.name, n.type, d.name`,
      [provinceId],
    );
  }
}
