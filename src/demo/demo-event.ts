import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '../campaigns/index.js';
import {
  DemandsRepository,
  EventChanges,
  EventsRepository,
  RegistrationsRepository,
  ShiftsRepository,
  SitesRepository,
} from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { vietnamInstant } from '../kernel/vietnam-time.js';
import type { Tx } from '../platform/database/transactions.js';
import type { DemoDays } from './domain/calendar.js';
import { planDemand } from './domain/demand.js';
import { hallCommune, type DemoCommune } from './domain/map.js';
import { hallSite, siteOf, type DemoSite } from './domain/sites.js';
import type { InventedVolunteer } from './domain/volunteers.js';

const OPENS = '07:00';
const CLOSES = '11:30';

export interface DemoEvent {
  orgUnitId: string;
  provinceId: string;
  communes: readonly DemoCommune[];
  volunteers: readonly InventedVolunteer[];
  days: DemoDays;
}

/** The launch day of the demo: a hall, a site in every commune, and what each of them needs. */
@Injectable()
export class DemoEventWriter {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(EventsRepository) private readonly events: EventsRepository,
    @Inject(SitesRepository) private readonly sites: SitesRepository,
    @Inject(ShiftsRepository) private readonly shifts: ShiftsRepository,
    @Inject(DemandsRepository) private readonly demands: DemandsRepository,
    @Inject(RegistrationsRepository) private readonly registrations: RegistrationsRepository,
    @Inject(EventChanges) private readonly changes: EventChanges,
  ) {}

  /** Writes the campaign and its event; everyone below the unit takes part. */
  async create(tx: Tx, demo: DemoEvent): Promise<void> {
    const { communes, volunteers, days } = demo;
    const created_at = this.clock.now();
    const ids = { campaign_id: newId(), org_unit_id: demo.orgUnitId };
    await this.campaigns.insert(tx, {
      id: ids.campaign_id,
      org_unit_id: demo.orgUnitId,
      title: 'Ngày Chuyển đổi số quốc gia 10/10',
      theme: null,
      starts_on: days.campaign.startsOn,
      ends_on: days.campaign.endsOn,
      created_at,
    });
    const event = {
      id: newId(),
      starts_at: vietnamInstant(days.day, OPENS),
      ends_at: vietnamInstant(days.day, CLOSES),
    };
    await this.events.insert(tx, {
      ...event,
      ...ids,
      province_id: demo.provinceId,
      kind: 'dx_day',
      title: 'Lễ ra quân hưởng ứng Ngày Chuyển đổi số quốc gia',
      state: 'open',
      simulated: false,
      rehearsal_of: null,
      rev: '0',
      facts_rev: '0',
      code_key: randomBytes(32),
      created_at,
    });
    const demand = planDemand(communes, volunteers.length > 0 ? volunteers.length : communes.length * 30);
    await this.createSites(tx, event, [
      hallSite(hallCommune(communes), volunteers, demand.hall),
      ...communes.map((commune, i) => siteOf(commune, i, volunteers, demand.communes[i] ?? [])),
    ]);
    const raised = await this.changes.raise(tx, event.id);
    const count = await this.registrations.registerBelow(tx, raised, demo.orgUnitId);
    if (count > 0) await this.changes.record(tx, raised, [{ kind: 'registered', count }]);
  }

  private async createSites(
    tx: Tx,
    event: { id: string; starts_at: Date; ends_at: Date },
    wanted: readonly DemoSite[],
  ): Promise<void> {
    // Sites are shown in the order of their making: one millisecond apart, the hall first.
    const now = this.clock.now().getTime();
    const rows = wanted.map((site, i) => ({
      ...site,
      siteId: newId(),
      shiftId: newId(),
      created_at: new Date(now - wanted.length + i),
    }));
    await this.sites.insertMany(
      tx,
      rows.map(({ siteId, commune, name, address, contact, created_at }) => ({
        id: siteId,
        event_id: event.id,
        name,
        commune_id: commune.id,
        address,
        lat: commune.lat,
        lon: commune.lon,
        contact_name: contact?.fullName ?? null,
        contact_phone: contact?.phone ?? null,
        created_at,
      })),
    );
    await this.shifts.insertMany(
      tx,
      rows.map(({ siteId, shiftId, shiftTitle }) => ({
        id: shiftId,
        event_id: event.id,
        site_id: siteId,
        title: shiftTitle,
        starts_at: event.starts_at,
        ends_at: event.ends_at,
        minimum_age: null,
      })),
    );
    await this.demands.insertMany(
      tx,
      rows.flatMap(({ shiftId, demand }) =>
        demand.map(({ skill, ...numbers }) => ({
          shift_id: shiftId,
          skill: skill ?? ('' as const),
          ...numbers,
        })),
      ),
    );
  }
}
