import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { HeldRole, PlacedRole } from '../platform/policy/granting.js';
import type { Grant } from '../platform/policy/principal.js';

/** A role with its holder and the names of its place. */
export interface RoleRow extends PlacedRole {
  id: string;
  staffId: string;
  login: string;
  fullName: string;
  secondFactor: boolean;
  activeAt: Date;
  orgUnitId: string;
  orgUnitName: string;
  eventTitle: string | null;
  campaignTitle: string | null;
  startsAt: Date;
}

// Events and campaigns are rooms above this one: only their tables are known here.
const ROLE = `g.id, g.role, g.org_unit_id AS "orgUnitId", u.name AS "orgUnitName", u.ancestors,
  g.event_id AS "eventId", e.title AS "eventTitle", c.id AS "campaignId", c.title AS "campaignTitle",
  g.starts_at AS "startsAt", g.ends_at AS "endsAt", s.id AS "staffId", s.login, s.full_name AS "fullName",
  s.active_at AS "activeAt",
  EXISTS (SELECT FROM second_factors f WHERE f.staff_id = s.id AND f.since IS NOT NULL) AS "secondFactor"`;
const FROM = `FROM role_grants g JOIN staff s ON s.id = g.staff_id JOIN org_units u ON u.id = g.org_unit_id
  LEFT JOIN events e ON e.id = g.event_id LEFT JOIN campaigns c ON c.id = coalesce(e.campaign_id, g.campaign_id)`;
/** One unit is the other, or lies below it. */
const ON_LINE = '(o.id = ANY (u.ancestors) OR u.id = ANY (o.ancestors))';

@Injectable()
export class StaffRepository {
  /** All roles, past ones too, that lie within these; what their holders have elsewhere is not shown. */
  list(manager: EntityManager, within: readonly Grant[], staffId?: string): Promise<RoleRow[]> {
    return manager.query<RoleRow[]>(
      `SELECT ${ROLE} ${FROM}
       WHERE ($2::uuid IS NULL OR s.id = $2) AND EXISTS (
         SELECT FROM jsonb_to_recordset($1::jsonb) AS m ("orgUnitId" uuid, "eventId" uuid, "campaignId" uuid)
         WHERE m."orgUnitId" = ANY (u.ancestors) AND (m."eventId" IS NULL OR m."eventId" = g.event_id)
           AND (m."campaignId" IS NULL OR m."campaignId" = c.id))
       ORDER BY s.full_name COLLATE "vi-x-icu", s.id, g.starts_at, g.id`,
      [JSON.stringify(within), staffId ?? null],
    );
  }

  async role(manager: EntityManager, staffId: string, grantId: string): Promise<RoleRow | null> {
    const rows = await manager.query<RoleRow[]>(`SELECT ${ROLE} ${FROM} WHERE g.id = $1 AND s.id = $2`, [
      grantId,
      staffId,
    ]);
    return rows[0] ?? null;
  }

  /** What this staff member holds now, with the names of the places. */
  rolesOf(manager: EntityManager, staffId: string, now: Date): Promise<RoleRow[]> {
    return manager.query<RoleRow[]>(
      `SELECT ${ROLE} ${FROM} WHERE s.id = $1 AND g.starts_at <= $2 AND (g.ends_at IS NULL OR g.ends_at > $2)
       ORDER BY g.starts_at, g.id`,
      [staffId, now],
    );
  }

  /** What this staff member holds now; in a transaction it stays so until its end. */
  heldBy(manager: EntityManager, staffId: string, now: Date): Promise<HeldRole[]> {
    return manager.query<HeldRole[]>(
      `SELECT role, org_unit_id AS "orgUnitId", event_id AS "eventId", campaign_id AS "campaignId", ends_at AS "endsAt"
       FROM role_grants WHERE staff_id = $1 AND starts_at <= $2 AND (ends_at IS NULL OR ends_at > $2)
       ORDER BY starts_at, id FOR SHARE`,
      [staffId, now],
    );
  }

  /** @returns false when it has ended already */
  async end(manager: EntityManager, grantId: string, now: Date): Promise<boolean> {
    const [rows] = await manager.query<[unknown[], number]>(
      'UPDATE role_grants SET ends_at = $2 WHERE id = $1 AND (ends_at IS NULL OR ends_at > $2) RETURNING id',
      [grantId, now],
    );
    return rows.length > 0;
  }

  /** The campaign of an event on the line of this unit; null when there is no such event. */
  async campaignOfEvent(manager: EntityManager, unitId: string, eventId: string): Promise<string | null> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT e.campaign_id AS id FROM events e JOIN org_units o ON o.id = e.org_unit_id
         JOIN org_units u ON u.id = $2 WHERE e.id = $1 AND ${ON_LINE}`,
      [eventId, unitId],
    );
    return rows[0]?.id ?? null;
  }

  async campaignIsOnLine(manager: EntityManager, unitId: string, campaignId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM campaigns c JOIN org_units o ON o.id = c.org_unit_id
         JOIN org_units u ON u.id = $2 WHERE c.id = $1 AND ${ON_LINE}`,
      [campaignId, unitId],
    );
    return rows.length > 0;
  }
}
