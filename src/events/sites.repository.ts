import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChangeSite } from '../contracts/events.js';
import type { Columns } from '../platform/database/columns.js';
import type { Tx } from '../platform/database/transactions.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { CONTACT_PHONE, SiteEntity } from './site.entity.js';

/** A site with the number of its contact in the clear. */
export interface OpenSite extends Omit<Columns<SiteEntity>, 'contact_phone_sealed' | 'version'> {
  contact_phone: string | null;
}
export interface NamedSite extends OpenSite {
  version: number;
  commune_name: string;
}
interface NamedRow extends Columns<SiteEntity> {
  commune_name: string;
}

@Injectable()
export class SitesRepository {
  constructor(@Inject(Sealer) private readonly sealer: Sealer) {}

  /** One statement for any number of sites. */
  async insertMany(tx: Tx, sites: readonly OpenSite[]): Promise<void> {
    if (sites.length === 0) return;
    await tx.manager.query(
      `INSERT INTO sites (id, event_id, name, commune_id, address, lat, lon, contact_name, contact_phone_sealed, created_at)
       SELECT id, event_id, name, commune_id, address, lat, lon, contact_name, contact_phone_sealed, created_at
       FROM jsonb_to_recordset($1::jsonb) AS s (id uuid, event_id uuid, name text, commune_id text, address text,
         lat double precision, lon double precision, contact_name text, contact_phone_sealed bytea, created_at timestamptz)`,
      [JSON.stringify(sites.map((site) => this.sealed(site)))],
    );
  }

  /** The sites of an event in the order they were made, each with its commune's full name on the event's day. */
  list(manager: EntityManager, eventId: string): Promise<NamedSite[]> {
    return this.select(manager, 's.event_id = $1', [eventId]);
  }

  async find(manager: EntityManager, eventId: string, siteId: string): Promise<NamedSite | null> {
    const rows = await this.select(manager, 's.event_id = $1 AND s.id = $2', [eventId, siteId]);
    return rows[0] ?? null;
  }

  /** A phone that is not named stays. */
  async change(
    tx: Tx,
    siteId: string,
    { name, address, contactName, contactPhone }: ChangeSite,
  ): Promise<void> {
    await tx.manager.update(
      SiteEntity,
      { id: siteId },
      {
        name,
        address,
        contact_name: contactName,
        ...(contactPhone === undefined
          ? {}
          : { contact_phone_sealed: this.sealer.sealText(CONTACT_PHONE, siteId, contactPhone) }),
        version: () => 'version + 1',
      },
    );
  }

  /** @returns false when there was no such site; throws `site_in_use` through its named constraints */
  async delete(tx: Tx, eventId: string, siteId: string): Promise<boolean> {
    const { affected } = await tx.manager.delete(SiteEntity, { id: siteId, event_id: eventId });
    return affected === 1;
  }

  /** As PostgreSQL reads it from JSON. */
  private sealed({ contact_phone, ...site }: OpenSite): object {
    const sealed = this.sealer.sealText(CONTACT_PHONE, site.id, contact_phone);
    return { ...site, contact_phone_sealed: sealed && `\\x${sealed.toString('hex')}` };
  }

  private async select(manager: EntityManager, where: string, parameters: unknown[]): Promise<NamedSite[]> {
    const rows = await manager.query<NamedRow[]>(
      `SELECT s.*, coalesce(n.full_name, s.commune_id) AS commune_name
       FROM sites s
       JOIN events e ON e.id = s.event_id
       LEFT JOIN LATERAL (
         SELECT full_name FROM administrative_unit_names
         WHERE unit_id = s.commune_id ORDER BY valid_from <= e.starts_at::date DESC, valid_from DESC LIMIT 1
       ) n ON true
       WHERE ${where}
       ORDER BY s.created_at, s.id`,
      parameters,
    );
    return rows.map(({ contact_phone_sealed, ...site }) => ({
      ...site,
      contact_phone: this.sealer.openText(CONTACT_PHONE, site.id, contact_phone_sealed),
    }));
  }
}
