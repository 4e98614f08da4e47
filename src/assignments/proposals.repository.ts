import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Proposal, ProposalQuerySchema, Reason } from '../contracts/assignments.js';
import type { Page, Skill } from '../contracts/common.js';
import { fold } from '../kernel/vietnamese.js';
import { plainLike } from '../platform/database/statement.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Placement } from './domain/problem.js';

interface ProposalRow {
  person_id: string;
  full_name: string;
  org_unit_name: string;
  home_commune_id: string | null;
  shift_id: string | null;
  site_id: string | null;
  commune_id: string | null;
  skill: Skill | null;
  distance_km: number | null;
  pinned: boolean;
  standby_rank: number | null;
  reason: Reason;
}

const FROM = `FROM plan_proposals pp
  JOIN people p ON p.id = pp.person_id
  JOIN org_units o ON o.id = p.org_unit_id
  LEFT JOIN shifts s ON s.id = pp.shift_id
  LEFT JOIN sites t ON t.id = s.site_id
  WHERE pp.plan_id = $1`;

const COLUMNS = `pp.person_id, p.full_name, o.name AS org_unit_name, p.home_commune_id, pp.shift_id, s.site_id,
  t.commune_id, pp.skill, pp.distance_km, pp.pinned, pp.standby_rank, pp.reason`;

@Injectable()
export class ProposalsRepository {
  async page(
    manager: EntityManager,
    planId: string,
    query: z.infer<typeof ProposalQuerySchema>,
  ): Promise<Page<Proposal>> {
    const { page, pageSize } = query;
    const where = `${FROM}
      AND ($2::uuid IS NULL OR t.id = $2)
      AND ($3::text IS NULL OR t.commune_id = $3)
      AND ($4::bool IS NULL OR (pp.shift_id IS NOT NULL) = $4)
      AND ($5 = '' OR p.folded LIKE '%' || $5 || '%')`;
    const values = [
      planId,
      query.siteId ?? null,
      query.communeId ?? null,
      query.placed === undefined ? null : query.placed === 'true',
      plainLike(fold(query.q)),
    ];
    const counted = await manager.query<{ n: number }[]>(`SELECT count(*)::int AS n ${where}`, values);
    const rows = await manager.query<ProposalRow[]>(
      `SELECT ${COLUMNS} ${where} ORDER BY p.full_name COLLATE "vi-x-icu", p.id LIMIT $6 OFFSET $7`,
      [...values, pageSize, (page - 1) * pageSize],
    );
    return { items: rows.map(toProposal), total: counted[0]?.n ?? 0, page, pageSize };
  }

  async find(manager: EntityManager, planId: string, personId: string): Promise<Proposal | null> {
    const rows = await manager.query<ProposalRow[]>(`SELECT ${COLUMNS} ${FROM} AND pp.person_id = $2`, [
      planId,
      personId,
    ]);
    return rows[0] ? toProposal(rows[0]) : null;
  }

  /** Where the plan has these people; who was registered after it was computed is not there. */
  async places(
    manager: EntityManager,
    planId: string,
    personIds: readonly string[],
  ): Promise<Map<string, { shiftId: string | null; pinned: boolean }>> {
    const rows = await manager.query<{ person_id: string; shift_id: string | null; pinned: boolean }[]>(
      'SELECT person_id, shift_id, pinned FROM plan_proposals WHERE plan_id = $1 AND person_id = ANY($2)',
      [planId, personIds],
    );
    return new Map(rows.map((row) => [row.person_id, { shiftId: row.shift_id, pinned: row.pinned }]));
  }

  /** How many the plan puts into each row of a shift's demand. */
  async seated(manager: EntityManager, planId: string, shiftId: string): Promise<Map<Skill | null, number>> {
    const rows = await manager.query<{ skill: Skill | null; n: number }[]>(
      `SELECT skill, count(*)::int AS n FROM plan_proposals
       WHERE plan_id = $1 AND shift_id = $2 GROUP BY skill`,
      [planId, shiftId],
    );
    return new Map(rows.map((row) => [row.skill, row.n]));
  }

  /** Gives people another place in the plan, or none: from here on they stand by nowhere in it. */
  async put(tx: Tx, planId: string, placements: readonly Placement[]): Promise<void> {
    await tx.manager.query(
      `INSERT INTO plan_proposals (plan_id, person_id, shift_id, skill, distance_km, pinned, reason)
       SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::float8[], $6::bool[], $7::jsonb[])
       ON CONFLICT (plan_id, person_id) DO UPDATE
       SET shift_id = excluded.shift_id, skill = excluded.skill, distance_km = excluded.distance_km,
           pinned = excluded.pinned, reason = excluded.reason, standby_shift_id = NULL, standby_rank = NULL,
           published = false`,
      [
        planId,
        placements.map((p) => p.personId),
        placements.map((p) => p.shiftId),
        placements.map((p) => p.skill),
        placements.map((p) => p.distanceKm),
        placements.map((p) => p.pinned),
        placements.map((p) => JSON.stringify(p.reason)),
      ],
    );
  }

  /**
   * Pins or frees people where they are. A new pin insists: its place is offered again, also after a no.
   * @returns of how many it was a change
   */
  async setPinned(tx: Tx, planId: string, personIds: readonly string[], pinned: boolean): Promise<number> {
    const [, count] = await tx.manager.query<[unknown[], number]>(
      `UPDATE plan_proposals SET pinned = $3, published = published AND NOT $3
       WHERE plan_id = $1 AND person_id = ANY($2) AND pinned <> $3`,
      [planId, personIds, pinned],
    );
    return count;
  }
}

function toProposal(row: ProposalRow): Proposal {
  return {
    personId: row.person_id,
    fullName: row.full_name,
    orgUnitName: row.org_unit_name,
    homeCommuneId: row.home_commune_id,
    shiftId: row.shift_id,
    siteId: row.site_id,
    communeId: row.commune_id,
    skill: row.skill,
    distanceKm: row.distance_km,
    pinned: row.pinned,
    standbyRank: row.standby_rank,
    reason: row.reason,
  };
}
