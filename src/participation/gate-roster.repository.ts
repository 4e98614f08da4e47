import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { GatePerson, GateRoster } from '../contracts/gate.js';
import { PHONE } from '../people/index.js';
import { Sealer } from '../platform/sealing/sealer.js';

interface Place {
  event: Omit<GateRoster['event'], 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date };
  site: GateRoster['site'];
  communeId: string;
}
type Row = Omit<GatePerson, 'phoneLast4' | 'presentAt'> & {
  phone_sealed: Buffer | null;
  presentAt: Date | null;
};

@Injectable()
export class GateRosterRepository {
  constructor(@Inject(Sealer) private readonly sealer: Sealer) {}

  /** The event and the site a gate stands at; null when there is no such site. */
  async place(manager: EntityManager, eventId: string, siteId: string): Promise<Place | null> {
    const rows = await manager.query<
      (Place['event'] & Place['site'] & { siteId: string; communeId: string })[]
    >(
      `SELECT e.id, e.title, e.state, e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.simulated,
         t.id AS "siteId", t.name, t.commune_id AS "communeId", coalesce(n.full_name, t.commune_id) AS "communeName"
       FROM sites t JOIN events e ON e.id = t.event_id
       LEFT JOIN LATERAL (SELECT full_name FROM administrative_unit_names WHERE unit_id = t.commune_id
         ORDER BY valid_from <= e.starts_at::date DESC, valid_from DESC LIMIT 1) n ON true
       WHERE t.event_id = $1 AND t.id = $2`,
      [eventId, siteId],
    );
    if (!rows[0]) return null;
    const { siteId: id, name, communeId, communeName, ...event } = rows[0];
    return { event, site: { id, name, communeName }, communeId };
  }

  /**
   * Those with a standing place at the site, in the order of their names.
   * @param units only people of these units; null: everybody
   */
  async people(
    manager: EntityManager,
    eventId: string,
    siteId: string,
    units: readonly string[] | null,
  ): Promise<GatePerson[]> {
    const rows = await manager.query<Row[]>(
      `SELECT p.id AS "personId", p.full_name AS "fullName", p.phone_sealed, u.name AS "unitName",
         a.skill, a.state, a.shift_id AS "shiftId",
         (SELECT c.recorded_at FROM check_ins c WHERE c.shift_id = a.shift_id AND c.person_id = p.id
            AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id)) AS "presentAt"
       FROM assignments a JOIN people p ON p.id = a.person_id JOIN org_units u ON u.id = p.org_unit_id
       WHERE a.event_id = $1 AND a.site_id = $2 AND a.state IN ('offered', 'accepted', 'checked_in', 'completed', 'no_show')
         AND ($3::uuid[] IS NULL OR u.ancestors && $3)
       ORDER BY p.full_name COLLATE "vi-x-icu", p.id, a.starts_at`,
      [eventId, siteId, units],
    );
    // The gate searches by these digits on its own, without a network too.
    return rows.map(({ phone_sealed, presentAt, ...row }) => ({
      ...row,
      phoneLast4: this.sealer.openText(PHONE, row.personId, phone_sealed)?.slice(-4) ?? null,
      presentAt: presentAt?.toISOString() ?? null,
    }));
  }
}
