import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';
import type { Place, ShiftWindow } from './domain/decide.js';

export interface KnownPlace extends Place {
  /** The unit this place counts for. */
  orgUnitId: string;
  siteName: string;
}
export interface KnownPerson {
  id: string;
  phone: string | null;
  simulated: boolean;
  registered: boolean;
  orgUnitId: string;
  ancestors: string[];
  places: KnownPlace[];
}
export interface KnownSite {
  id: string;
  communeId: string;
  shifts: ShiftWindow[];
}

/** What has to be known about the people and sites of a batch before it is decided. */
@Injectable()
export class ArrivalsRepository {
  async people(
    tx: Tx,
    eventId: string,
    ids: readonly string[],
    phones: readonly string[],
  ): Promise<KnownPerson[]> {
    const rows = await tx.manager.query<KnownPerson[]>(
      `SELECT p.id, p.phone, p.simulated, p.org_unit_id AS "orgUnitId", u.ancestors,
         EXISTS (SELECT 1 FROM registrations r WHERE r.event_id = $1 AND r.person_id = p.id) AS registered,
         (SELECT coalesce(json_agg(json_build_object('id', a.id, 'siteId', a.site_id, 'siteName', s.name,
             'shiftId', a.shift_id, 'state', a.state, 'orgUnitId', a.org_unit_id,
             'startsAt', a.starts_at, 'endsAt', a.ends_at)), '[]')
           FROM assignments a JOIN sites s ON s.id = a.site_id
           WHERE a.event_id = $1 AND a.person_id = p.id) AS places
       FROM people p JOIN org_units u ON u.id = p.org_unit_id
       WHERE p.id = ANY ($2::uuid[]) OR p.phone = ANY ($3::text[])`,
      [eventId, ids, phones],
    );
    return rows.map((row) => ({ ...row, places: row.places.map(withDates) }));
  }

  async sites(tx: Tx, eventId: string, ids: readonly string[]): Promise<Map<string, KnownSite>> {
    const rows = await tx.manager.query<KnownSite[]>(
      `SELECT s.id, s.commune_id AS "communeId",
         (SELECT coalesce(json_agg(json_build_object('id', f.id, 'startsAt', f.starts_at, 'endsAt', f.ends_at)), '[]')
           FROM shifts f WHERE f.site_id = s.id) AS shifts
       FROM sites s WHERE s.event_id = $1 AND s.id = ANY ($2::uuid[])`,
      [eventId, ids],
    );
    return new Map(rows.map((row) => [row.id, { ...row, shifts: row.shifts.map(withDates) }]));
  }
}

/** JSON has no dates. */
function withDates<W extends { startsAt: Date; endsAt: Date }>(window: W): W {
  return { ...window, startsAt: new Date(window.startsAt), endsAt: new Date(window.endsAt) };
}
