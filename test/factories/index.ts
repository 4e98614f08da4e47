import { randomBytes } from 'node:crypto';
import type { Role } from '../../src/contracts/people.js';
import type { EventState, Metric } from '../../src/contracts/events.js';
import { newId } from '../../src/kernel/ids.js';
import { fold } from '../../src/kernel/vietnamese.js';
import { IndicatorsRepository } from '../../src/campaigns/index.js';
import { PHONE } from '../../src/people/index.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { Sealer } from '../../src/platform/sealing/sealer.js';
import { SessionService } from '../../src/platform/sessions/session.service.js';
import type { HttpClient } from '../support/http-client.js';
import type { TestServer } from '../support/test-server.js';

/** Builders of rows that a test needs but does not speak about. They write what the server would. */
export function factories(server: TestServer) {
  const sql = <T = unknown>(text: string, values: unknown[] = []): Promise<T[]> =>
    server.dataSource.query<T[]>(text, values);

  let numbers = 0;
  const next = () => ++numbers;

  /** A minimal gazetteer unit, for tests that need only its id. */
  async function place(
    id: string,
    level: 'province' | 'commune',
    name: string,
    provinceId = id,
    at = { lat: 19.8, lon: 105.8 },
  ) {
    await sql(
      `INSERT INTO administrative_units (id, code, level, parent_id, province_id, valid_from, lat, lon, population)
       VALUES ($1, $1, $2, $3, $4, '2025-07-01', $5, $6, 20000) ON CONFLICT DO NOTHING`,
      [id, level, level === 'province' ? null : provinceId, provinceId, at.lat, at.lon],
    );
    await sql(
      `INSERT INTO administrative_unit_names (unit_id, valid_from, name, full_name, type, folded)
       VALUES ($1, '2025-07-01', $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [
        id,
        name,
        (level === 'province' ? 'Tỉnh ' : 'Xã ') + name,
        level === 'province' ? 'tỉnh' : 'xã',
        fold(name),
      ],
    );
    return id;
  }

  async function orgUnit(
    values: {
      parent?: OrgUnitRow;
      kind?: 'province' | 'commune' | 'branch';
      name?: string;
      provinceId?: string;
      communeId?: string;
    } = {},
  ): Promise<OrgUnitRow> {
    const id = newId();
    const provinceId = values.provinceId ?? values.parent?.provinceId ?? '38';
    const ancestors = [...(values.parent?.ancestors ?? []), id];
    const name = values.name ?? `Đơn vị ${next()}`;
    await sql(
      `INSERT INTO org_units (id, parent_id, ancestors, kind, name, folded, province_id, commune_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
      [
        id,
        values.parent?.id ?? null,
        ancestors,
        values.kind ?? (values.parent ? 'commune' : 'province'),
        name,
        fold(name),
        provinceId,
        values.communeId ?? null,
      ],
    );
    return { id, ancestors, provinceId, name };
  }

  async function person(values: {
    unit: OrgUnitRow;
    name?: string;
    phone?: string;
    communeId?: string;
    simulated?: boolean;
    /** Null: the roll does not know it. */
    birthDate?: string | null;
    skills?: { skill: string; level: number }[];
  }) {
    const id = newId();
    const name = values.name ?? `Nguyễn Văn ${next()}`;
    const phone = values.phone ?? `+849${String(10_000_000 + next()).padStart(8, '0')}`;
    await sql(
      `INSERT INTO people (id, simulated, full_name, folded, org_unit_id, home_commune_id, skills, has_vehicle,
         birth_date, phone_sealed, phone_hash, phone_tail_hash, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, true, $8, $9, $10, $11, now(), now())`,
      [
        id,
        values.simulated ?? false,
        name,
        fold(name),
        values.unit.id,
        values.communeId ?? null,
        JSON.stringify(values.skills ?? []),
        values.birthDate === undefined ? '2001-05-19' : values.birthDate,
        ...server.get(Sealer).columnsOf(PHONE, id, phone),
      ],
    );
    return { id, name, phone };
  }

  /** Has answered the necessary purpose on the phone already. */
  async function consent(personId: string): Promise<void> {
    await sql(
      `INSERT INTO consents (person_id, purpose, given, given_by, channel, version, wording_hash, lang, at)
       VALUES ($1, 'participation', true, 'self', 'phone', 1, '\\x00', 'vi', now())`,
      [personId],
    );
  }

  /** An account of staff with a role on a unit, which signs in by the password behind this hash. */
  async function account(
    role: Role,
    unit: OrgUnitRow,
    passwordHash: string,
    now: Date,
  ): Promise<{ id: string; login: string }> {
    const id = newId();
    const login = `can.bo.${next()}`;
    await sql(
      `INSERT INTO staff (id, login, full_name, password_hash, created_at, active_at) VALUES ($1, $2, 'Lê Thị Hạnh', $3, $4, $4)`,
      [id, login, passwordHash, now],
    );
    await sql(
      `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at) VALUES ($1, $2, $3, $4, $5)`,
      [newId(), id, role, unit.id, new Date(now.getTime() - 1000)],
    );
    return { id, login };
  }

  /** A staff member with a role on a unit, signed in. */
  async function staff(
    role: Role,
    unit: OrgUnitRow,
    eventId?: string,
  ): Promise<{ id: string; client: HttpClient }> {
    const id = newId();
    await sql(
      `INSERT INTO staff (id, login, full_name, password_hash, created_at) VALUES ($1, $2, 'Cán bộ', '!', now())`,
      [id, `staff${next()}`],
    );
    await sql(
      `INSERT INTO role_grants (id, staff_id, role, org_unit_id, event_id, starts_at) VALUES ($1, $2, $3, $4, $5, now() - interval '1 day')`,
      [newId(), id, role, unit.id, eventId ?? null],
    );
    return { id, client: await signedIn('staff', { subjectId: id }) };
  }

  async function signedIn(
    kind: 'staff' | 'volunteer' | 'screen' | 'gate',
    session: { subjectId?: string; eventId?: string; siteId?: string },
  ): Promise<HttpClient> {
    const opened = await server.transactions.run((tx) =>
      server.get(SessionService).open(tx, { kind, ...session, confirmedForMs: 24 * 3_600_000 }),
    );
    return server.client({ [cookieName(kind)]: opened.token });
  }

  async function event(values: {
    unit: OrgUnitRow;
    state?: EventState;
    startsAt?: Date;
    endsAt?: Date;
    rehearsalOf?: string;
    title?: string;
  }) {
    const campaignId = newId();
    const id = newId();
    const startsAt = values.startsAt ?? new Date(Date.now() - 3_600_000);
    const endsAt = values.endsAt ?? new Date(startsAt.getTime() + 8 * 3_600_000);
    await sql(
      `INSERT INTO campaigns (id, org_unit_id, title, starts_on, ends_on, created_at) VALUES ($1, $2, 'Chiến dịch', $3::timestamptz::date - 30, $3::timestamptz::date + 30, now())`,
      [campaignId, values.unit.id, startsAt],
    );
    await sql(
      `INSERT INTO events (id, campaign_id, org_unit_id, province_id, kind, title, state, starts_at, ends_at, simulated, rehearsal_of, rev, code_key, created_at)
       VALUES ($1, $2, $3, $4, 'dx_day', $5, $6, $7, $8, $9, $10, 0, $11, now())`,
      [
        id,
        campaignId,
        values.unit.id,
        values.unit.provinceId,
        values.title ?? 'Lễ ra quân',
        values.state ?? 'live',
        startsAt,
        endsAt,
        values.rehearsalOf !== undefined,
        values.rehearsalOf ?? null,
        randomBytes(32),
      ],
    );
    return { id, campaignId, startsAt, endsAt };
  }

  /** The usual indicators of a campaign: their ids by code. */
  async function indicators(campaignId: string): Promise<Record<string, string>> {
    await server.transactions.run((tx) => server.get(IndicatorsRepository).insertUsual(tx, campaignId));
    const rows = await sql<{ id: string; code: string }>(
      'SELECT id, code FROM indicators WHERE campaign_id = $1',
      [campaignId],
    );
    return Object.fromEntries(rows.map((row) => [row.code, row.id]));
  }

  async function site(eventId: string, communeId: string, name = `Điểm ${next()}`) {
    const id = newId();
    await sql(
      `INSERT INTO sites (id, event_id, name, commune_id, created_at) VALUES ($1, $2, $3, $4, now())`,
      [id, eventId, name, communeId],
    );
    return { id, communeId };
  }

  async function shift(
    event: { id: string; startsAt: Date; endsAt: Date },
    siteId: string,
    demand: { skill?: string; minimum?: number; target: number; maximum?: number }[] = [],
  ) {
    const id = newId();
    await sql(
      `INSERT INTO shifts (id, event_id, site_id, title, starts_at, ends_at) VALUES ($1, $2, $3, 'Ca sáng', $4, $5)`,
      [id, event.id, siteId, event.startsAt, event.endsAt],
    );
    for (const d of demand) {
      await sql(
        `INSERT INTO demands (shift_id, skill, minimum, target, maximum) VALUES ($1, $2, $3, $4, $5)`,
        [id, d.skill ?? '', d.minimum ?? 0, d.target, d.maximum ?? d.target],
      );
    }
    return { id, siteId };
  }

  async function register(eventId: string, personIds: string[], simulated = false) {
    await sql(
      `INSERT INTO registrations (event_id, person_id, simulated, org_unit_id, registered_at)
       SELECT $1, wanted.id, $3, p.org_unit_id, now() FROM unnest($2::uuid[]) AS wanted (id) JOIN people p USING (id)`,
      [eventId, personIds, simulated],
    );
  }

  async function assignment(
    event: { id: string; startsAt: Date; endsAt: Date },
    shiftRow: { id: string; siteId: string },
    personId: string,
    state = 'accepted',
    simulated = false,
  ) {
    const id = newId();
    await sql(
      `INSERT INTO assignments (id, event_id, shift_id, site_id, person_id, org_unit_id, simulated, state, starts_at, ends_at, deadline_at, created_at, changed_at)
       SELECT $1, $2, $3, $4, p.id, p.org_unit_id, $6, $7, $8, $9, now() + interval '1 day', now(), now()
       FROM people p WHERE p.id = $5`,
      [id, event.id, shiftRow.id, shiftRow.siteId, personId, simulated, state, event.startsAt, event.endsAt],
    );
    await sql(
      `INSERT INTO assignment_steps (event_id, assignment_id, org_unit_id, state, at, rev)
       SELECT event_id, id, org_unit_id, state, created_at, 0 FROM assignments WHERE id = $1`,
      [id],
    );
    return { id };
  }

  /** The sum of one metric over all leaves of an event. */
  async function total(eventId: string, metric: Metric): Promise<number> {
    const rows = await sql<{ n: string }>(
      'SELECT coalesce(sum(value), 0) AS n FROM event_counts WHERE event_id = $1 AND metric = $2',
      [eventId, metric],
    );
    return Number(rows[0]?.n);
  }

  return {
    sql,
    place,
    orgUnit,
    person,
    consent,
    account,
    staff,
    signedIn,
    event,
    indicators,
    site,
    shift,
    register,
    assignment,
    total,
  };
}

export interface OrgUnitRow {
  id: string;
  ancestors: string[];
  provinceId: string;
  name: string;
}
