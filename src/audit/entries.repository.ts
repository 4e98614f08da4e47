import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditEntry, AuditFilter, AuditQuery } from '../contracts/audit.js';
import { fold } from '../kernel/vietnamese.js';

const KINDS: Partial<Record<AuditFilter['what'], string[]>> = {
  changes: ['act', 'insert', 'update', 'delete'],
  looks: ['look', 'export'],
};

/** Changes and ids of one entry that are told; a bulk statement has hundreds. */
const FIRST = 20;

/** Entries that lie wholly below $1, as the filter in $2… wants them. */
const FOUND = `FROM audit_entries e WHERE e.units && $1::uuid[]
  AND ($2::text[] IS NULL OR e.kind = ANY ($2)) AND ($3 = '' OR e.table_name = $3)
  AND ($4 = '' OR e.row_ids @> ARRAY[$4]) AND ($5::uuid IS NULL OR e.event_id = $5)
  AND ($6::timestamptz IS NULL OR e.at >= $6) AND ($7::timestamptz IS NULL OR e.at < $7)
  AND ($8::text IS NULL OR e.address = $8 OR e.actor_id::text = $8 OR e.session_id::text = $8
    OR e.actor_kind = 'staff' AND e.actor_id = ANY ($9::uuid[]))`;

@Injectable()
export class EntriesRepository {
  /** The newest first, and how many there are in all. */
  async page(
    manager: EntityManager,
    units: readonly string[],
    filter: AuditFilter,
    { page, pageSize }: Pick<AuditQuery, 'page' | 'pageSize'>,
  ): Promise<{ items: AuditEntry[]; total: number }> {
    const values = await this.valuesOf(manager, units, filter);
    const [row] = await manager.query<{ n: number }[]>(`SELECT count(*)::int AS n ${FOUND}`, values);
    const items = await this.list(manager, values, pageSize, (page - 1) * pageSize);
    return { items, total: row?.n ?? 0 };
  }

  /** The newest so many. */
  async first(
    manager: EntityManager,
    units: readonly string[],
    filter: AuditFilter,
    atMost: number,
  ): Promise<AuditEntry[]> {
    return this.list(manager, await this.valuesOf(manager, units, filter), atMost, 0);
  }

  private list(
    manager: EntityManager,
    values: readonly unknown[],
    limit: number,
    offset: number,
  ): Promise<AuditEntry[]> {
    return manager.query<AuditEntry[]>(
      `SELECT e.id::int, to_jsonb(e.at) AS at, e.kind, e.act_id AS "actId",
         json_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', staff.full_name) AS actor,
         e.session_id AS "sessionId", e.address, e.action, e.route, e.table_name AS "table",
         e.event_id AS "eventId",
         json_build_object('count', cardinality(e.row_ids), 'first', e.row_ids[1:${FIRST}]) AS rows,
         CASE WHEN e.kind IN ('act', 'look', 'export') THEN jsonb_build_array(jsonb_build_object('of', e.changes -> 0))
           ELSE jsonb_path_query_array(e.changes, '$[0 to ${FIRST - 1}]') END AS changes,
         s.seq::int AS link
       FROM (SELECT * ${FOUND} ORDER BY e.id DESC LIMIT $10 OFFSET $11) e
       LEFT JOIN audit_seals s ON s.entry_id = e.id
       LEFT JOIN staff ON e.actor_kind = 'staff' AND staff.id = e.actor_id
       ORDER BY e.id DESC`,
      [...values, limit, offset],
    );
  }

  async campaignOf(manager: EntityManager, eventId: string): Promise<string | null> {
    const [event] = await manager.query<{ campaign_id: string }[]>(
      'SELECT campaign_id FROM events WHERE id = $1',
      [eventId],
    );
    return event?.campaign_id ?? null;
  }

  private async valuesOf(
    manager: EntityManager,
    units: readonly string[],
    filter: AuditFilter,
  ): Promise<unknown[]> {
    const { who, what, table, row, eventId, from, until } = filter;
    return [
      units,
      what === '' ? null : (KINDS[what] ?? [what]),
      table,
      row.toLowerCase(),
      eventId ?? null,
      from ?? null,
      until ?? null,
      who === '' ? null : who.toLowerCase(),
      who === '' ? [] : await this.staffCalled(manager, who),
    ];
  }

  private async staffCalled(manager: EntityManager, who: string): Promise<string[]> {
    const staff = await manager.query<{ id: string; login: string; full_name: string }[]>(
      'SELECT id, login, full_name FROM staff',
    );
    const wanted = fold(who);
    return staff
      .filter(({ login, full_name }) => fold(full_name).includes(wanted) || login.includes(who.toLowerCase()))
      .map(({ id }) => id);
  }
}
