import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type {
  Assignment,
  AssignmentPage,
  AssignmentQuerySchema,
  AssignmentState,
  MyAssignment,
  PersonStep,
  Reason,
} from '../contracts/assignments.js';
import type { Skill } from '../contracts/common.js';
import { CONTACT_PHONE, OWN_CODE_AFTER_MS, ownCode } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { fold } from '../kernel/vietnamese.js';
import { maskPhone, PHONE } from '../people/index.js';
import { plainLike } from '../platform/database/statement.js';
import { AppError } from '../platform/errors/app-error.js';
import { Sealer } from '../platform/sealing/sealer.js';

interface AssignmentRow {
  id: string;
  event_id: string;
  shift_id: string;
  site_id: string;
  person_id: string;
  full_name: string;
  phone_sealed: Buffer | null;
  state: AssignmentState;
  step: PersonStep;
  step_at: Date;
  step_by: string | null;
  skill: Skill | null;
  deadline_at: Date | null;
  changed_at: Date;
}
interface MineRow {
  id: string;
  event_id: string;
  event_title: string;
  shift_title: string;
  site_id: string;
  site_name: string;
  commune_id: string;
  commune_name: string;
  address: string | null;
  lat: number | null;
  lon: number | null;
  contact_name: string | null;
  contact_phone_sealed: Buffer | null;
  starts_at: Date;
  ends_at: Date;
  state: AssignmentState;
  deadline_at: Date | null;
  on_the_way_at: Date | null;
  changed_at: Date;
  reason: Reason | null;
  code_key: Buffer;
  simulated: boolean;
}

/** The verb of a row; `seen` is when the letter with this offer was opened. */
const STEP = `CASE WHEN a.state IN ('checked_in', 'completed') THEN 'present'
  WHEN a.state = 'accepted' THEN CASE WHEN a.on_the_way_at IS NULL THEN 'accepted' ELSE 'on_the_way' END
  WHEN a.state IN ('planned', 'offered') THEN CASE WHEN seen.at IS NULL THEN 'offered' ELSE 'seen' END
  WHEN a.state = 'no_show' THEN 'no_show' ELSE 'gone' END`;
const STEP_AT = `CASE WHEN a.state = 'accepted' THEN coalesce(a.on_the_way_at, a.changed_at)
  ELSE coalesce(seen.at, a.changed_at) END`;
const COLUMNS = `a.id, a.event_id, a.shift_id, a.site_id, a.person_id, p.full_name, p.phone_sealed, a.state,
  ${STEP} AS step, ${STEP_AT} AS step_at, st.full_name AS step_by, a.skill, a.deadline_at, a.changed_at`;
const FROM = `FROM assignments a JOIN people p ON p.id = a.person_id
  LEFT JOIN LATERAL (
    SELECT min(i.seen_at) AS at FROM inbox_items i
    WHERE a.state = 'offered' AND i.person_id = a.person_id AND i.assignment_id = a.id AND i.kind = 'offer'
      AND i.created_at >= a.created_at) seen ON true`;
/** Who of the staff has ticked the person, or else took the last step; to look and to set out are one's own. */
const BY = `LEFT JOIN LATERAL (
    SELECT c.recorded_by AS id FROM check_ins c
    WHERE a.state = 'checked_in' AND c.shift_id = a.shift_id AND c.person_id = a.person_id
    ORDER BY c.attempt DESC LIMIT 1) ticked ON true
  LEFT JOIN LATERAL (
    SELECT s.staff_id AS id FROM assignment_steps s
    WHERE a.state <> 'checked_in' AND s.assignment_id = a.id ORDER BY s.seq DESC LIMIT 1) stepped ON true
  LEFT JOIN staff st ON st.id = coalesce(ticked.id, stepped.id)
    AND seen.at IS NULL AND NOT (a.state = 'accepted' AND a.on_the_way_at IS NOT NULL)`;

const ORDER = `p.full_name COLLATE "vi-x-icu", a.id`;

/** States in which a person has a code to show at a gate; who was given up may come after all. */
const HAS_CODE: readonly AssignmentState[] = ['accepted', 'checked_in', 'completed', 'no_show'];

/** Assignments as the board and the phone show them. */
@Injectable()
export class AssignmentsReader {
  constructor(
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** `units`: only people below these; null: everybody. */
  async page(
    manager: EntityManager,
    eventId: string,
    units: readonly string[] | null,
    query: z.infer<typeof AssignmentQuerySchema>,
  ): Promise<AssignmentPage> {
    const { page, pageSize, step } = query;
    const at = this.clock.now().toISOString();
    const where = `JOIN org_units o ON o.id = p.org_unit_id
      WHERE a.event_id = $1
      AND ($2::uuid[] IS NULL OR o.ancestors && $2)
      AND ($3::uuid IS NULL OR a.site_id = $3)
      AND ($4::text IS NULL OR a.state = $4)
      AND ($5 = '' OR p.folded LIKE '%' || $5 || '%')
      AND ($6::text IS NULL OR a.site_id IN (SELECT id FROM sites WHERE event_id = $1 AND commune_id = $6))`;
    const values = [
      eventId,
      units,
      query.siteId ?? null,
      query.state ?? null,
      plainLike(fold(query.q)),
      query.communeId ?? null,
    ];
    const counted = await manager.query<{ step: PersonStep; n: number }[]>(
      `SELECT ${STEP} AS step, count(*)::int AS n ${FROM} ${where} GROUP BY 1`,
      values,
    );
    const rows = await manager.query<AssignmentRow[]>(
      // Who has ticked whom is looked for on one page, and not for sixty thousand that are then left out.
      `WITH page AS (
         SELECT a.id ${FROM} ${where} AND ($7::text IS NULL OR ${STEP} = $7)
         ORDER BY ${ORDER} LIMIT $8 OFFSET $9
       )
       SELECT ${COLUMNS} ${FROM} ${BY} WHERE a.id IN (SELECT id FROM page) ORDER BY ${ORDER}`,
      [...values, step ?? null, pageSize, (page - 1) * pageSize],
    );
    const asked = counted.filter((row) => step === undefined || row.step === step);
    return {
      items: rows.map((row) => this.toAssignment(row)),
      total: asked.reduce((sum, row) => sum + row.n, 0),
      page,
      pageSize,
      at,
      steps: Object.fromEntries(counted.map((row) => [row.step, row.n])),
    };
  }

  /** @throws AppError `not_found` */
  async one(manager: EntityManager, eventId: string, id: string): Promise<Assignment> {
    const rows = await manager.query<AssignmentRow[]>(
      `SELECT ${COLUMNS} ${FROM} ${BY} WHERE a.id = $1 AND a.event_id = $2`,
      [id, eventId],
    );
    if (!rows[0]) throw new AppError('not_found');
    return this.toAssignment(rows[0]);
  }

  /** The number of the person in a place, and the line of his or her unit. @throws AppError `not_found` */
  async phoneOf(
    manager: EntityManager,
    eventId: string,
    id: string,
  ): Promise<{ phone: string | null; ancestors: string[] }> {
    const rows = await manager.query<{ id: string; phone_sealed: Buffer | null; ancestors: string[] }[]>(
      `SELECT p.id, p.phone_sealed, o.ancestors ${FROM} JOIN org_units o ON o.id = p.org_unit_id
       WHERE a.id = $1 AND a.event_id = $2`,
      [id, eventId],
    );
    const row = rows[0];
    if (!row) throw new AppError('not_found');
    return { phone: this.sealer.openText(PHONE, row.id, row.phone_sealed), ancestors: row.ancestors };
  }

  /** What one volunteer's phone shows, soonest first; or one of these. */
  async mine(manager: EntityManager, personId: string, id: string | null = null): Promise<MyAssignment[]> {
    const rows = await manager.query<MineRow[]>(
      `SELECT a.id, a.event_id, e.title AS event_title, s.title AS shift_title, t.id AS site_id, t.name AS site_name,
              t.commune_id, coalesce(n.full_name, t.commune_id) AS commune_name, t.address,
              coalesce(t.lat, u.lat) AS lat, coalesce(t.lon, u.lon) AS lon, t.contact_name, t.contact_phone_sealed,
              s.starts_at, s.ends_at, a.state, a.deadline_at, a.on_the_way_at, a.changed_at, a.reason, e.code_key, a.simulated
       FROM assignments a
       JOIN events e ON e.id = a.event_id
       JOIN shifts s ON s.id = a.shift_id
       JOIN sites t ON t.id = a.site_id
       JOIN administrative_units u ON u.id = t.commune_id
       LEFT JOIN LATERAL (SELECT full_name FROM administrative_unit_names WHERE unit_id = t.commune_id
                          ORDER BY valid_from DESC LIMIT 1) n ON true
       WHERE a.person_id = $1 AND a.state <> 'planned' AND ($2::uuid IS NULL OR a.id = $2)
       ORDER BY s.starts_at, a.id`,
      [personId, id],
    );
    return rows.map((row) => this.toMine(row, personId));
  }

  private toAssignment(row: AssignmentRow): Assignment {
    const phone = this.sealer.openText(PHONE, row.person_id, row.phone_sealed);
    return {
      id: row.id,
      eventId: row.event_id,
      shiftId: row.shift_id,
      siteId: row.site_id,
      personId: row.person_id,
      fullName: row.full_name,
      phone: phone === null ? null : maskPhone(phone),
      state: row.state,
      step: row.step,
      stepAt: row.step_at.toISOString(),
      stepBy: row.step_by,
      skill: row.skill,
      deadlineAt: row.deadline_at?.toISOString() ?? null,
      changedAt: row.changed_at.toISOString(),
    };
  }

  private toMine(row: MineRow, personId: string): MyAssignment {
    return {
      id: row.id,
      eventId: row.event_id,
      eventTitle: row.event_title,
      shiftTitle: row.shift_title,
      siteId: row.site_id,
      siteName: row.site_name,
      communeId: row.commune_id,
      communeFullName: row.commune_name,
      address: row.address,
      lat: row.lat,
      lon: row.lon,
      contactName: row.contact_name,
      contactPhone: this.sealer.openText(CONTACT_PHONE, row.site_id, row.contact_phone_sealed),
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      state: row.state,
      deadlineAt: row.deadline_at?.toISOString() ?? null,
      onTheWayAt: row.state === 'accepted' ? (row.on_the_way_at?.toISOString() ?? null) : null,
      // The step into this state is the check-in itself.
      checkedInAt: row.state === 'checked_in' ? row.changed_at.toISOString() : null,
      reason: row.reason,
      ownCode: HAS_CODE.includes(row.state)
        ? ownCode(row.code_key, personId, new Date(row.ends_at.getTime() + OWN_CODE_AFTER_MS))
        : null,
      simulated: row.simulated,
    };
  }
}
