import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MergedUnit, OrgUnitMerge } from '../contracts/people.js';
import { fold } from '../kernel/vietnamese.js';
import type { Tx } from '../platform/database/transactions.js';
import { OrgUnitEntity } from './org-unit.entity.js';

type Weight = Pick<OrgUnitMerge, 'people' | 'units' | 'roles'>;

/** What a merge reads and writes of people and units. */
@Injectable()
export class UnitMergesRepository {
  /** Nobody makes anything in these units until the transaction ends; check-ins of their people go on. */
  async lock(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.manager.query('SELECT id FROM org_units WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE', [
      ids,
    ]);
  }

  /** What is directly below, and is no history. */
  async children(manager: EntityManager, id: string): Promise<{ id: string; name: string }[]> {
    return manager.query(
      'SELECT id, name FROM org_units WHERE parent_id = $1 AND merged_into IS NULL ORDER BY name COLLATE "vi-x-icu", id',
      [id],
    );
  }

  async weigh(manager: EntityManager, id: string, now: Date): Promise<Weight> {
    const rows = await manager.query<Weight[]>(
      `SELECT
         (SELECT count(*)::int FROM people p JOIN org_units u ON u.id = p.org_unit_id
          WHERE u.ancestors @> ARRAY[$1::uuid] AND NOT p.simulated) AS people,
         (SELECT count(*)::int FROM org_units WHERE parent_id = $1 AND merged_into IS NULL) AS units,
         (SELECT count(*)::int FROM role_grants WHERE org_unit_id = $1 AND (ends_at IS NULL OR ends_at > $2)) AS roles`,
      [id, now],
    );
    return rows[0]!;
  }

  /**
   * Makes `from` history below `into`. What stood below it stands below `into` and keeps `from` in its
   * line; `names` are the new names of those whose own is taken there.
   */
  async move(
    tx: Tx,
    from: OrgUnitEntity,
    into: OrgUnitEntity,
    names: ReadonlyMap<string, string>,
    merged: { at: Date; by: string },
  ): Promise<void> {
    await tx.manager.query(
      `INSERT INTO former_lines (org_unit_id, until, ancestors)
       SELECT id, $2, ancestors FROM org_units WHERE ancestors @> ARRAY[$1::uuid]
       ON CONFLICT DO NOTHING -- twice at one moment: the first line was the one until then`,
      [from.id, merged.at],
    );
    await tx.manager.query(
      `UPDATE org_units u SET
         ancestors = $3::uuid[] || ARRAY(
           SELECT a FROM unnest(u.ancestors) WITH ORDINALITY AS l (a, n) WHERE a <> ALL ($3::uuid[]) ORDER BY n),
         parent_id = CASE WHEN u.id = $1 OR u.parent_id = $1 AND u.merged_into IS NULL THEN $2 ELSE u.parent_id END,
         name = coalesce(r.name, u.name), folded = coalesce(r.folded, u.folded),
         merged_into = CASE WHEN u.id = $1 THEN $2 ELSE u.merged_into END,
         merged_at = CASE WHEN u.id = $1 THEN $7::timestamptz ELSE u.merged_at END,
         merged_by = CASE WHEN u.id = $1 THEN $8::uuid ELSE u.merged_by END
       FROM org_units x LEFT JOIN unnest($4::uuid[], $5::text[], $6::text[]) AS r (id, name, folded) ON r.id = x.id
       WHERE x.id = u.id AND u.ancestors @> ARRAY[$1::uuid]`,
      [
        from.id,
        into.id,
        into.ancestors,
        [...names.keys()],
        [...names.values()],
        [...names.values()].map(fold),
        merged.at,
        merged.by,
      ],
    );
    await tx.manager.query('UPDATE people SET org_unit_id = $2, updated_at = $3 WHERE org_unit_id = $1', [
      from.id,
      into.id,
      merged.at,
    ]);
  }

  /**
   * Ends the roles on one unit and gives them on another, to whom does not hold them there already.
   * @returns whose roles have changed
   */
  async moveRoles(
    tx: Tx,
    fromId: string,
    intoId: string,
    merged: { at: Date; by: string },
  ): Promise<string[]> {
    const rows = await tx.manager.query<{ staff_id: string }[]>(
      `WITH held AS (
         SELECT * FROM role_grants WHERE org_unit_id = $1 AND (ends_at IS NULL OR ends_at > $3)
       ), ended AS (
         UPDATE role_grants SET ends_at = $3 WHERE id IN (SELECT id FROM held)
       ), given AS (
         INSERT INTO role_grants (id, staff_id, role, org_unit_id, event_id, campaign_id, starts_at, ends_at, granted_by)
         SELECT gen_random_uuid(), h.staff_id, h.role, $2, h.event_id, h.campaign_id, greatest(h.starts_at, $3), h.ends_at, $4
         FROM held h WHERE NOT EXISTS (
           SELECT 1 FROM role_grants g
           WHERE g.staff_id = h.staff_id AND g.role = h.role AND g.org_unit_id = $2
             AND g.event_id IS NOT DISTINCT FROM h.event_id AND g.campaign_id IS NOT DISTINCT FROM h.campaign_id
             AND g.starts_at <= greatest(h.starts_at, $3)
             AND (g.ends_at IS NULL OR g.ends_at >= h.ends_at))
       )
       SELECT DISTINCT staff_id FROM held`,
      [fromId, intoId, merged.at, merged.by],
    );
    return rows.map((row) => row.staff_id);
  }

  /** Units below `roots` that are history, the latest first. */
  async history(manager: EntityManager, roots: readonly string[]): Promise<MergedUnit[]> {
    const rows = await manager.query<(Omit<MergedUnit, 'at'> & { at: Date })[]>(
      `SELECT u.id, u.name, u.kind, i.name AS "intoName", u.merged_at AS at, coalesce(s.full_name, '') AS by
       FROM org_units u JOIN org_units i ON i.id = u.merged_into LEFT JOIN staff s ON s.id = u.merged_by
       WHERE u.ancestors && $1::uuid[]
       ORDER BY u.merged_at DESC, u.id`,
      [roots],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}
