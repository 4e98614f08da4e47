import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role, Staff } from '../contracts/people.js';
import type { OrgUnitEntity } from './org-unit.entity.js';

interface GrantRow {
  id: string;
  login: string;
  full_name: string;
  grant_id: string;
  role: Role;
  org_unit_id: string;
  org_unit_name: string;
  event_id: string | null;
  starts_at: Date;
  ends_at: Date | null;
}

@Injectable()
export class StaffRepository {
  /**
   * Staff who hold or held a role below `roots`, each with the roles there that have not ended. What
   * they hold elsewhere is not shown.
   */
  async list(
    manager: EntityManager,
    roots: readonly string[],
    now: Date,
    staffId?: string,
  ): Promise<Staff[]> {
    const rows = await manager.query<GrantRow[]>(
      `SELECT s.id, s.login, s.full_name, g.id AS grant_id, g.role, g.org_unit_id, u.name AS org_unit_name,
         g.event_id, g.starts_at, g.ends_at
       FROM staff s JOIN role_grants g ON g.staff_id = s.id JOIN org_units u ON u.id = g.org_unit_id
       WHERE u.ancestors && $1::uuid[] AND ($2::uuid IS NULL OR s.id = $2)
       ORDER BY s.full_name COLLATE "vi-x-icu", s.id, g.starts_at, g.id`,
      [roots, staffId ?? null],
    );
    const byId = new Map<string, Staff>();
    for (const row of rows) {
      const staff: Staff = byId.get(row.id) ?? {
        id: row.id,
        login: row.login,
        fullName: row.full_name,
        grants: [],
      };
      byId.set(row.id, staff);
      if (row.ends_at !== null && row.ends_at <= now) continue;
      staff.grants.push({
        id: row.grant_id,
        role: row.role,
        orgUnitId: row.org_unit_id,
        orgUnitName: row.org_unit_name,
        eventId: row.event_id,
        startsAt: row.starts_at.toISOString(),
        endsAt: row.ends_at?.toISOString() ?? null,
      });
    }
    return [...byId.values()];
  }

  /** Is there such an event, on the line of this unit? Events are a room above this one: only their table is known here. */
  async eventLiesOnLineOf(manager: EntityManager, unit: OrgUnitEntity, eventId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM events e JOIN org_units u ON u.id = e.org_unit_id
       WHERE e.id = $1 AND (u.ancestors @> ARRAY[$2::uuid] OR u.id = ANY ($3::uuid[]))`,
      [eventId, unit.id, unit.ancestors],
    );
    return rows.length > 0;
  }
}
