import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../kernel/ids.js';
import { fold } from '../kernel/vietnamese.js';
import type { Tx } from '../platform/database/transactions.js';
import type { EventEntity } from '../events/index.js';

/** Everything that hangs on a simulated event, in the order in which it may be deleted. */
const WIPE = [
  'DELETE FROM result_photos WHERE event_id = $1',
  'DELETE FROM results WHERE event_id = $1',
  'DELETE FROM reconciliations WHERE event_id = $1',
  'DELETE FROM check_in_conflicts WHERE event_id = $1',
  'DELETE FROM check_in_voids WHERE event_id = $1',
  'DELETE FROM check_ins WHERE event_id = $1',
  'DELETE FROM headcounts WHERE event_id = $1',
  'DELETE FROM standbys WHERE event_id = $1',
  'DELETE FROM assignments WHERE event_id = $1',
  'DELETE FROM plans WHERE event_id = $1',
  'DELETE FROM shifts WHERE event_id = $1',
  'DELETE FROM sites WHERE event_id = $1',
  'DELETE FROM sessions WHERE event_id = $1',
  'DELETE FROM role_grants WHERE event_id = $1',
];

@Injectable()
export class RehearsalRepository {
  /**
   * Copies an event with its sites, shifts and demand as a simulated one, moved so that it begins
   * at `startsAt`.
   * @returns the copy's id
   */
  async copyEvent(tx: Tx, event: EventEntity, startsAt: Date): Promise<string> {
    const id = newId();
    const by = `${startsAt.getTime() - event.starts_at.getTime()} milliseconds`;
    await tx.manager.query(
      `INSERT INTO events (id, campaign_id, org_unit_id, province_id, kind, title, state, starts_at, ends_at,
         simulated, rehearsal_of, rev, code_key, created_at)
       SELECT $2, campaign_id, org_unit_id, province_id, kind, title, 'open', starts_at + $3::interval,
         ends_at + $3::interval, true, id, 0, $4, now()
       FROM events WHERE id = $1`,
      [event.id, id, by, randomBytes(32)],
    );
    const sites = await this.newIds(tx.manager, 'sites', event.id);
    await tx.manager.query(
      `INSERT INTO sites (id, event_id, name, commune_id, address, lat, lon, created_at)
       SELECT m.new, $3, s.name, s.commune_id, s.address, s.lat, s.lon, now()
       FROM unnest($1::uuid[], $2::uuid[]) AS m (old, new) JOIN sites s ON s.id = m.old`,
      [sites.old, sites.new, id],
    );
    const shifts = await this.newIds(tx.manager, 'shifts', event.id);
    await tx.manager.query(
      `INSERT INTO shifts (id, event_id, site_id, title, starts_at, ends_at, minimum_age)
       SELECT m.new, $5, sm.new, s.title, s.starts_at + $6::interval, s.ends_at + $6::interval, s.minimum_age
       FROM unnest($1::uuid[], $2::uuid[]) AS m (old, new) JOIN shifts s ON s.id = m.old
       JOIN unnest($3::uuid[], $4::uuid[]) AS sm (old, new) ON sm.old = s.site_id`,
      [shifts.old, shifts.new, sites.old, sites.new, id, by],
    );
    await tx.manager.query(
      `INSERT INTO demands (shift_id, skill, minimum, target, maximum)
       SELECT m.new, d.skill, d.minimum, d.target, d.maximum
       FROM unnest($1::uuid[], $2::uuid[]) AS m (old, new) JOIN demands d ON d.shift_id = m.old`,
      [shifts.old, shifts.new],
    );
    return id;
  }

  /**
   * Makes simulated people in the likeness of the event's own: unit, home, skills, vehicle and terms
   * of its registered people in turn, each under an invented name and without a phone. The windows
   * in which they can move with the event.
   * @returns how many were made in each unit
   */
  async inventPeople(
    tx: Tx,
    ofEventId: string,
    eventId: string,
    names: readonly string[],
  ): Promise<Map<string, number>> {
    await tx.manager.query(
      `WITH models AS (
         SELECT p.birth_date, p.org_unit_id, p.home_commune_id, p.skills, p.has_vehicle, p.max_distance_km,
           r.available, r.wish_commune_ids, r.excluded_commune_ids,
           row_number() OVER (ORDER BY md5(p.id::text)) - 1 AS place, count(*) OVER () AS total
         FROM registrations r JOIN people p ON p.id = r.person_id WHERE r.event_id = $1
       ), invented AS (
         SELECT i.id, i.full_name, i.folded, m.*
         FROM unnest($2::uuid[], $3::text[], $4::text[]) WITH ORDINALITY AS i (id, full_name, folded, n)
         JOIN models m ON m.place = (i.n - 1) % m.total
       ), made AS (
         INSERT INTO people (id, simulated, full_name, folded, birth_date, org_unit_id, home_commune_id,
           skills, has_vehicle, max_distance_km, created_at, updated_at)
         SELECT id, true, full_name, folded, birth_date, org_unit_id, home_commune_id,
           skills, has_vehicle, max_distance_km, now(), now()
         FROM invented
         RETURNING id
       )
       INSERT INTO registrations (event_id, person_id, simulated, org_unit_id, registered_at, available,
         wish_commune_ids, excluded_commune_ids)
       SELECT $5, i.id, true, i.org_unit_id, now(),
         (SELECT jsonb_agg(jsonb_build_object(
            'startsAt', (w ->> 'startsAt')::timestamptz + (copy.starts_at - model.starts_at),
            'endsAt', (w ->> 'endsAt')::timestamptz + (copy.starts_at - model.starts_at)))
          FROM jsonb_array_elements(i.available) w),
         i.wish_commune_ids, i.excluded_commune_ids
       FROM invented i JOIN made USING (id)
       JOIN events model ON model.id = $1 JOIN events copy ON copy.id = $5`,
      [ofEventId, names.map(() => newId()), names, names.map(fold), eventId],
    );
    const rows = await tx.manager.query<{ org_unit_id: string; n: number }[]>(
      'SELECT org_unit_id, count(*)::int AS n FROM registrations WHERE event_id = $1 GROUP BY org_unit_id',
      [eventId],
    );
    return new Map(rows.map((row) => [row.org_unit_id, row.n]));
  }

  async peopleOf(manager: EntityManager, eventId: string): Promise<string[]> {
    const rows = await manager.query<{ person_id: string }[]>(
      'SELECT person_id FROM registrations WHERE event_id = $1 AND simulated ORDER BY person_id',
      [eventId],
    );
    return rows.map((row) => row.person_id);
  }

  /** Removes the simulated event and its people without a trace. The tables' `simulated` keys keep real rows out of reach. */
  async wipe(tx: Tx, eventId: string): Promise<void> {
    const people = await this.peopleOf(tx.manager, eventId);
    for (const statement of WIPE) await tx.manager.query(statement, [eventId]);
    // Takes the counts, activities, registrations and the rehearsal itself with it.
    await tx.manager.query('DELETE FROM events WHERE id = $1 AND simulated', [eventId]);
    await tx.manager.query('DELETE FROM sessions WHERE subject_id = ANY($1)', [people]);
    await tx.manager.query('DELETE FROM people WHERE id = ANY($1) AND simulated', [people]);
  }

  private async newIds(manager: EntityManager, table: 'sites' | 'shifts', eventId: string) {
    const rows = await manager.query<{ id: string }[]>(`SELECT id FROM ${table} WHERE event_id = $1`, [
      eventId,
    ]);
    return { old: rows.map((row) => row.id), new: rows.map(() => newId()) };
  }
}
