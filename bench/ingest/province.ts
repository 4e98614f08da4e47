import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { ownCode } from '../../src/events/index.js';
import { newId } from '../../src/kernel/ids.js';

/** The province of the day: its real communes, branches in each, and its people, evenly over them. */
const PROVINCE = '38';
/** Until when the volunteers' codes are good. */
const TOMORROW = new Date(Date.now() + 24 * 3_600_000);

export interface Gate {
  cookie: string;
}
/** An event of its own for one load, so that each load writes into an empty ledger. */
export interface BenchEvent {
  /** Its number; every id is made from it (see `benchId`). */
  n: number;
  id: string;
  codeKey: Buffer;
  sites: number;
  /** The first of the people who take part, and how many. */
  from: number;
  people: number;
}
export const KINDS = { unit: 1, event: 2, campaign: 3, site: 4, shift: 5, assignment: 6, person: 7 } as const;

/** Ids that SQL and the bench can both make from a number: a ledger row needs six of them. */
export function benchId(kind: keyof typeof KINDS, n: number): string {
  return `${KINDS[kind].toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Registers and places everybody as publishing a plan would, counts included. */
export class Province {
  private events = 0;
  private communes = 0;

  constructor(
    private readonly db: pg.Client,
    /** How many people live in it. */
    readonly size: number,
    /** How many branches a commune has. */
    private readonly branches = 1,
  ) {}

  async create(): Promise<void> {
    await this.db.query(`
      CREATE FUNCTION bench_id(kind int, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql
        AS $$ SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
      CREATE TABLE bench_communes AS
        SELECT id, (row_number() OVER (ORDER BY id))::int AS n
        FROM administrative_units WHERE parent_id = '${PROVINCE}' AND level = 'commune' AND valid_to IS NULL;
      INSERT INTO org_units (id, parent_id, ancestors, kind, name, folded, province_id, commune_id, created_at)
        SELECT bench_id(1, 0), NULL, ARRAY[bench_id(1, 0)], 'province', 'Tỉnh đoàn', 'tinh doan', '${PROVINCE}', NULL, now();
      INSERT INTO org_units (id, parent_id, ancestors, kind, name, folded, province_id, commune_id, created_at)
        SELECT bench_id(1, n), bench_id(1, 0), ARRAY[bench_id(1, 0), bench_id(1, n)], 'commune', 'Xã đoàn ' || n,
          'xa doan ' || n, '${PROVINCE}', id, now() FROM bench_communes;
      INSERT INTO org_units (id, parent_id, ancestors, kind, name, folded, province_id, commune_id, created_at)
        SELECT bench_id(1, k * 1000 + n), bench_id(1, n), ARRAY[bench_id(1, 0), bench_id(1, n), bench_id(1, k * 1000 + n)],
          'branch', 'Chi đoàn ' || n || '.' || k, 'chi doan ' || n || '.' || k, '${PROVINCE}', NULL, now()
        FROM bench_communes, generate_series(1, ${this.branches}) k;
    `);
    const { rows } = await this.db.query<{ n: number }>('SELECT count(*)::int AS n FROM bench_communes');
    this.communes = rows[0]!.n;
    await this.db.query(
      `INSERT INTO people (id, simulated, full_name, folded, org_unit_id, skills, has_vehicle, created_at, updated_at)
       SELECT bench_id(7, p), false, 'Người ' || p, 'nguoi ' || p,
         bench_id(1, (1 + p / $2 % $3) * 1000 + 1 + p % $2), '[]', true, now(), now() FROM generate_series(0, $1 - 1) p`,
      [this.size, this.communes, this.branches],
    );
  }

  /** Everybody from the number `from` on takes part; each has a place at a site, by commune. */
  async event(people: number, sites = this.communes, from = 0): Promise<BenchEvent> {
    const n = ++this.events;
    const codeKey = randomBytes(32);
    const places = Math.min(sites, this.communes);
    const own = [n, codeKey];
    await this.db.query(
      `WITH campaign AS (
         INSERT INTO campaigns (id, org_unit_id, title, starts_on, ends_on, created_at)
         VALUES (bench_id(3, $1), bench_id(1, 0), 'Chiến dịch', now()::date - 30, now()::date + 300, now()) RETURNING id)
       INSERT INTO events (id, campaign_id, org_unit_id, province_id, kind, title, state, starts_at, ends_at, simulated, rev, code_key, created_at)
       SELECT bench_id(2, $1), id, bench_id(1, 0), '${PROVINCE}', 'dx_day', 'Lễ ra quân', 'live',
         now() + $1 * interval '2 hours', now() + $1 * interval '2 hours' + interval '1 hour', false, 1, $2, now() FROM campaign`,
      own,
    );
    await this.db.query(
      `INSERT INTO sites (id, event_id, name, commune_id, created_at)
         SELECT bench_id(4, $1 * 1000 + n), bench_id(2, $1), 'Điểm ' || n, id, now() FROM bench_communes WHERE n <= $2`,
      [n, places],
    );
    await this.db.query(
      `INSERT INTO shifts (id, event_id, site_id, title, starts_at, ends_at)
         SELECT bench_id(5, $1 * 1000 + c.n), e.id, bench_id(4, $1 * 1000 + c.n), 'Ca sáng', e.starts_at, e.ends_at
         FROM bench_communes c, events e WHERE c.n <= $2 AND e.id = bench_id(2, $1)`,
      [n, places],
    );
    await this.db.query(
      `INSERT INTO registrations (event_id, person_id, simulated, org_unit_id, registered_at)
         SELECT bench_id(2, $1), p.id, false, p.org_unit_id, now()
         FROM generate_series($2::int, $2 + $3 - 1) g JOIN people p ON p.id = bench_id(7, g)`,
      [n, from, people],
    );
    await this.db.query(
      `INSERT INTO assignments (id, event_id, shift_id, site_id, person_id, org_unit_id, simulated, state, starts_at, ends_at, created_at, changed_at)
         SELECT bench_id(6, $1::bigint * 1000000 + g), e.id, bench_id(5, $1 * 1000 + 1 + g % $4), bench_id(4, $1 * 1000 + 1 + g % $4),
           p.id, p.org_unit_id, false, 'accepted', e.starts_at, e.ends_at, now(), now()
         FROM events e, generate_series($2::int, $2 + $3 - 1) g JOIN people p ON p.id = bench_id(7, g)
         WHERE e.id = bench_id(2, $1)`,
      [n, from, people, places],
    );
    await this.db.query(
      `INSERT INTO event_counts (event_id, site_id, org_unit_id, metric, value, rev)
         SELECT event_id, site_id, org_unit_id, m, count(*), 1 FROM assignments, unnest(ARRAY['offered', 'accepted']) m
         WHERE event_id = bench_id(2, $1) GROUP BY 1, 2, 3, 4
       UNION ALL
         SELECT event_id, '00000000-0000-0000-0000-000000000000', org_unit_id, 'registered', count(*), 1
         FROM registrations WHERE event_id = bench_id(2, $1) GROUP BY 1, 3`,
      [n],
    );
    return { n, id: benchId('event', n), codeKey, sites: places, from, people };
  }

  /** The event's day is over: on a real server the auditor has one live event to count anew, not all that ever were. */
  async end(event: BenchEvent): Promise<void> {
    await this.db.query("UPDATE events SET state = 'open' WHERE id = $1", [event.id]);
  }

  /** Gate keepers of the province, each signed in on a device of its own. */
  gates(count: number): Promise<Gate[]> {
    return this.staff('gate_keeper', count);
  }

  /** People who may look at the boards and screens of the province, each signed in on a device of their own. */
  viewers(count: number): Promise<Gate[]> {
    return this.staff('viewer', count);
  }

  /** People who run the days of the province: their boards have all buttons. */
  organisers(count: number): Promise<Gate[]> {
    return this.staff('event_organiser', count);
  }

  private async staff(role: 'gate_keeper' | 'viewer' | 'event_organiser', count: number): Promise<Gate[]> {
    const gates = Array.from({ length: count }, () => ({
      id: newId(),
      token: randomBytes(32).toString('base64url'),
    }));
    const ids = gates.map(({ id }) => id);
    await this.db.query(
      `INSERT INTO staff (id, login, full_name, password_hash, created_at)
       SELECT id, 'staff' || id, 'Cán bộ', '!', now() FROM unnest($1::uuid[]) id`,
      [ids],
    );
    await this.db.query(
      `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at)
       SELECT gen_random_uuid(), id, $2, bench_id(1, 0), now() - interval '1 day' FROM unnest($1::uuid[]) id`,
      [ids, role],
    );
    await this.openSessions('staff', gates);
    return gates.map(({ token }) => ({ cookie: `rq_staff=${token}` }));
  }

  /** The phones of these people, each signed in. */
  async phones(event: BenchEvent): Promise<Gate[]> {
    const phones = Array.from({ length: event.people }, (_, i) => ({
      id: benchId('person', event.from + i),
      token: randomBytes(32).toString('base64url'),
    }));
    await this.openSessions('volunteer', phones);
    return phones.map(({ token }) => ({ cookie: `rq_volunteer=${token}` }));
  }

  private async openSessions(
    kind: 'staff' | 'volunteer',
    holders: readonly { id: string; token: string }[],
  ): Promise<void> {
    await this.db.query(
      `INSERT INTO sessions (id, token_hash, kind, subject_id, created_at, expires_at)
       SELECT gen_random_uuid(), h, $1, s, now(), now() + interval '1 day' FROM unnest($2::bytea[], $3::uuid[]) u (h, s)`,
      [
        kind,
        holders.map(({ token }) => createHash('sha256').update(token).digest()),
        holders.map(({ id }) => id),
      ],
    );
  }
}

/** What a gate reads from the phone of the event's `i`-th person, as one entry of an upload. */
export function scanOf(event: BenchEvent, i: number): object {
  const person = event.from + i;
  return {
    id: newId(),
    method: 'own_code',
    siteId: siteOf(event, i),
    ownCode: ownCode(event.codeKey, benchId('person', person), TOMORROW),
    deviceTime: new Date().toISOString(),
  };
}

export function siteOf(event: BenchEvent, i: number): string {
  return benchId('site', event.n * 1000 + 1 + ((event.from + i) % event.sites));
}
