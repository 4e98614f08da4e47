import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OrgUnit } from '../contracts/people.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { fold } from '../kernel/vietnamese.js';
import type { Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { OrgUnitEntity } from './org-unit.entity.js';

export interface NewOrgUnit {
  /** Made here when left out. */
  id?: string;
  parent: Pick<OrgUnitEntity, 'id' | 'ancestors'> | null;
  kind: OrgUnitEntity['kind'];
  name: string;
  provinceId: string;
  communeId: string | null;
}

@Injectable()
export class OrgUnitsRepository {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** @throws AppError `unknown_org_unit` */
  async get(manager: EntityManager, id: string): Promise<OrgUnitEntity> {
    const unit = await manager.findOneBy(OrgUnitEntity, { id });
    if (!unit) throw new AppError('unknown_org_unit');
    return unit;
  }

  /**
   * The same of a unit in which something new is about to be made. It is not merged away until the
   * transaction ends. @throws AppError `unknown_org_unit`, `org_unit_merged`
   */
  async getStanding(tx: Tx, id: string): Promise<OrgUnitEntity> {
    const unit = await tx.manager.findOne(OrgUnitEntity, {
      where: { id },
      lock: { mode: 'pessimistic_read' },
    });
    if (!unit) throw new AppError('unknown_org_unit');
    if (unit.merged_into !== null) throw new AppError('org_unit_merged');
    return unit;
  }

  /** Inserts units below parents that are there already (or stand earlier in the list); returns them. */
  async insertMany(tx: Tx, units: readonly NewOrgUnit[]): Promise<OrgUnitEntity[]> {
    const created_at = this.clock.now();
    const rows = units.map((unit) => {
      const id = unit.id ?? newId(created_at.getTime());
      return tx.manager.create(OrgUnitEntity, {
        id,
        parent_id: unit.parent?.id ?? null,
        ancestors: [...(unit.parent?.ancestors ?? []), id],
        kind: unit.kind,
        name: unit.name,
        folded: fold(unit.name),
        province_id: unit.provinceId,
        commune_id: unit.communeId,
        created_at,
        merged_into: null,
        merged_at: null,
        merged_by: null,
      });
    });
    for (let start = 0; start < rows.length; start += 500) {
      await tx.manager.insert(OrgUnitEntity, rows.slice(start, start + 500));
    }
    return rows;
  }

  /** The units below (and at) `roots`, parents first; a parent outside them does not exist. None that is history. */
  async list(manager: EntityManager, roots: readonly string[]): Promise<OrgUnit[]> {
    return manager.query<OrgUnit[]>(
      `WITH leaves AS (
         SELECT p.org_unit_id, count(*) AS people FROM people p WHERE NOT p.simulated GROUP BY p.org_unit_id
       ), sums AS (
         SELECT a.id, sum(l.people)::int AS people
         FROM leaves l JOIN org_units u ON u.id = l.org_unit_id CROSS JOIN unnest(u.ancestors) AS a (id)
         GROUP BY a.id
       )
       SELECT u.id, CASE WHEN trim_array(u.ancestors, 1) && $1::uuid[] THEN u.parent_id END AS "parentId",
         u.kind, u.name, u.province_id AS "provinceId", u.commune_id AS "communeId",
         coalesce(s.people, 0) AS people
       FROM org_units u LEFT JOIN sums s ON s.id = u.id
       WHERE u.ancestors && $1::uuid[] AND u.merged_into IS NULL
       ORDER BY cardinality(u.ancestors), u.name COLLATE "vi-x-icu", u.id`,
      [roots],
    );
  }

  /** Does one of these units stand below this one, or is it the same? */
  async anyBelow(manager: EntityManager, id: string, units: readonly string[]): Promise<boolean> {
    if (units.length === 0) return false;
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM org_units WHERE id = ANY ($1::uuid[]) AND ancestors @> ARRAY[$2::uuid] LIMIT 1',
      [units, id],
    );
    return rows.length > 0;
  }

  /** Of what was merged, at and below this unit: what it is part of now. */
  async heirs(manager: EntityManager, id: string): Promise<Map<string, string>> {
    const rows = await manager.query<{ id: string; heir: string }[]>(
      `SELECT u.id, h.id AS heir FROM org_units u CROSS JOIN LATERAL (
         SELECT a.id FROM org_units a WHERE a.id = ANY (u.ancestors) AND a.kind = u.kind AND a.merged_into IS NULL
       ) h
       WHERE u.ancestors @> ARRAY[$1::uuid] AND u.merged_into IS NOT NULL`,
      [id],
    );
    return new Map(rows.map((row) => [row.id, row.heir]));
  }

  /** This unit and all below it, with what is history: a roster may still name it. */
  async below(
    manager: EntityManager,
    id: string,
  ): Promise<Pick<OrgUnitEntity, 'id' | 'name' | 'ancestors'>[]> {
    return manager.query('SELECT id, name, ancestors FROM org_units WHERE ancestors @> ARRAY[$1::uuid]', [
      id,
    ]);
  }
}
