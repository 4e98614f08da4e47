import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ResultRow, ResultRowPage, ResultRowQuery } from '../contracts/results.js';
import type { Reach } from '../participation/index.js';

type Row = Omit<ResultRow, 'at' | 'deviceTime' | 'voided'> & {
  at: Date;
  deviceTime: Date;
  voidedAt: Date | null;
  reason: string | null;
};

const FROM = `
  FROM results r JOIN sites s ON s.id = r.site_id JOIN org_units o ON o.id = r.org_unit_id
  LEFT JOIN result_voids v ON v.result_id = r.id
  WHERE r.event_id = $1 AND r.refusal IS NULL
    AND ($2::uuid IS NULL OR r.indicator_id = $2) AND ($3::uuid IS NULL OR r.site_id = $3)
    AND ($4::text IS NULL OR s.commune_id = $4)
    AND ($5::timestamptz IS NULL OR (r.recorded_at >= $5 AND r.recorded_at < $5::timestamptz + interval '1 hour'))
    AND ($6::uuid[] IS NULL OR o.ancestors && $6 OR s.commune_id = ANY ($7::text[]))`;

/** Reports one by one, newest first. */
@Injectable()
export class ResultRowsRepository {
  async page(
    manager: EntityManager,
    eventId: string,
    query: ResultRowQuery,
    reach: Reach,
    named: boolean,
  ): Promise<ResultRowPage> {
    const filter = [
      eventId,
      query.indicatorId ?? null,
      query.siteId ?? null,
      query.communeId ?? null,
      query.hour ?? null,
      reach === null ? null : [...reach.units],
      reach === null ? null : [...reach.communes],
    ];
    const [all] = await manager.query<{ n: number; amount: number; people: number }[]>(
      `SELECT count(*)::int AS n, coalesce(sum(r.amount) FILTER (WHERE v.id IS NULL), 0)::int AS amount,
         coalesce(sum(r.people) FILTER (WHERE v.id IS NULL), 0)::int AS people ${FROM}`,
      filter,
    );
    const rows = await manager.query<Row[]>(
      `SELECT x.*, CASE WHEN $10 THEN p.full_name END AS "fullName", CASE WHEN $10 THEN x.of END AS "personId",
         (SELECT full_name FROM administrative_unit_names WHERE unit_id = x.commune ORDER BY valid_from DESC LIMIT 1)
           AS "communeName"
       FROM (SELECT r.id, r.indicator_id AS "indicatorId", r.amount, r.people, r.site_id AS "siteId", s.name AS "siteName",
           s.commune_id AS commune, r.person_id AS of, r.device_time AS "deviceTime", r.recorded_at AS at,
           v.recorded_at AS "voidedAt", v.reason ${FROM}
         ORDER BY r.recorded_at DESC, r.id DESC LIMIT $8 OFFSET $9) x
       LEFT JOIN people p ON p.id = x.of ORDER BY x.at DESC, x.id DESC`,
      [...filter, query.pageSize, (query.page - 1) * query.pageSize, named],
    );
    return {
      items: rows.map(present),
      total: all?.n ?? 0,
      page: query.page,
      pageSize: query.pageSize,
      sum: { amount: all?.amount ?? 0, people: all?.people ?? 0 },
    };
  }
}

function present(row: Row): ResultRow {
  return {
    id: row.id,
    indicatorId: row.indicatorId,
    amount: row.amount,
    people: row.people,
    siteId: row.siteId,
    siteName: row.siteName,
    communeName: row.communeName,
    personId: row.personId,
    fullName: row.fullName,
    deviceTime: row.deviceTime.toISOString(),
    at: row.at.toISOString(),
    voided: row.voidedAt && { at: row.voidedAt.toISOString(), reason: row.reason ?? 'other' },
  };
}
