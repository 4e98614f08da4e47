import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChangeSite, CreateSite, Site } from '../contracts/events.js';
import type { Call } from '../contracts/people.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { maskPhone } from '../people/index.js';
import { PlacesService } from '../places/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireNewest } from '../platform/errors/stale-edit.js';
import type { Principal } from '../platform/policy/principal.js';
import { EventAccess } from './event-access.js';
import { EventChanges } from './event-changes.js';
import { type NamedSite, SitesRepository } from './sites.repository.js';

@Injectable()
export class SitesService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PlacesService) private readonly places: PlacesService,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(SitesRepository) private readonly sites: SitesRepository,
  ) {}

  async list(principal: Principal, eventId: string): Promise<Site[]> {
    await this.access.require(principal, 'events.read', eventId);
    const rows = await this.sites.list(this.transactions.read, eventId);
    return rows.map(siteView);
  }

  async create(principal: Principal, eventId: string, wish: CreateSite): Promise<Site> {
    const event = await this.access.require(principal, 'events.change', eventId);
    const commune = await this.places.requireCommune(wish.communeId);
    if (commune.provinceId !== event.province_id) throw new AppError('foreign_unit');
    const site = {
      id: newId(),
      event_id: eventId,
      name: wish.name,
      commune_id: wish.communeId,
      address: wish.address ?? null,
      lat: wish.lat ?? null,
      lon: wish.lon ?? null,
      contact_name: wish.contactName ?? null,
      contact_phone: wish.contactPhone ?? null,
      created_at: this.clock.now(),
    };
    await this.transactions.run(async (tx) => {
      await this.changes.raiseUnlessClosed(tx, eventId);
      await this.sites.insertMany(tx, [site]);
    });
    return siteView({ ...site, version: 1, commune_name: commune.fullName });
  }

  /** @throws AppError `stale_edit` */
  async change(principal: Principal, eventId: string, siteId: string, wish: ChangeSite): Promise<Site> {
    await this.access.require(principal, 'events.change', eventId);
    return this.transactions.run(async (tx) => {
      await this.changes.raiseUnlessClosed(tx, eventId);
      requireNewest(siteView(await this.require(tx.manager, eventId, siteId)), wish);
      await this.sites.change(tx, siteId, wish);
      return siteView(await this.require(tx.manager, eventId, siteId));
    });
  }

  /** Whoever calls asks for the number of this one contact. @throws AppError `not_found`, `no_phone` */
  async call(principal: Principal, eventId: string, siteId: string): Promise<Call> {
    await this.access.require(principal, 'people.call', eventId);
    const site = await this.require(this.transactions.read, eventId, siteId);
    if (site.contact_phone === null) throw new AppError('no_phone');
    await this.transactions.note();
    return { phone: site.contact_phone };
  }

  /** @throws AppError `site_in_use` while it has shifts or people */
  async remove(principal: Principal, eventId: string, siteId: string): Promise<void> {
    await this.access.require(principal, 'events.change', eventId);
    await this.transactions.run(async (tx) => {
      await this.changes.raiseUnlessClosed(tx, eventId);
      if (!(await this.sites.delete(tx, eventId, siteId))) throw new AppError('not_found');
    });
  }

  private async require(manager: EntityManager, eventId: string, siteId: string): Promise<NamedSite> {
    const site = await this.sites.find(manager, eventId, siteId);
    if (!site) throw new AppError('not_found');
    return site;
  }
}

function siteView(site: NamedSite): Site {
  return {
    id: site.id,
    eventId: site.event_id,
    name: site.name,
    communeId: site.commune_id,
    communeName: site.commune_name,
    address: site.address,
    lat: site.lat,
    lon: site.lon,
    contactName: site.contact_name,
    contactPhone: site.contact_phone === null ? null : maskPhone(site.contact_phone),
    version: site.version,
  };
}
