import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type CampaignRow, CampaignsRepository } from '../campaigns/index.js';
import type { ChangeEvent, CreateEvent, Event, EventState } from '../contracts/events.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { OrgUnitsRepository } from '../people/index.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireNewest } from '../platform/errors/stale-edit.js';
import { grantsOf, may } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { mayBecome } from './domain/event-states.js';
import { daysOf } from './domain/window.js';
import { EventAccess } from './event-access.js';
import { EventChanges } from './event-changes.js';
import { EventDependants } from './event-dependants.js';
import { eventView } from './event-view.js';
import { EventsRepository } from './events.repository.js';

@Injectable()
export class EventsService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(EventAccess) private readonly access: EventAccess,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(EventDependants) private readonly dependants: EventDependants,
    @Inject(EventsRepository) private readonly events: EventsRepository,
  ) {}

  async list(principal: Principal, campaignId: string | undefined): Promise<Event[]> {
    const grants = grantsOf(principal, 'events.read');
    const rows = await this.events.list(this.transactions.read, grants, campaignId ?? null);
    return rows.map(eventView);
  }

  async get(principal: Principal, id: string): Promise<Event> {
    return eventView(await this.access.require(principal, 'events.read', id));
  }

  async create(principal: Principal, wish: CreateEvent): Promise<Event> {
    const campaign = await this.requireCampaign(principal, wish.campaignId);
    const window = { startsAt: new Date(wish.startsAt), endsAt: new Date(wish.endsAt) };
    const event = {
      id: newId(),
      campaign_id: campaign.id,
      kind: wish.kind,
      title: wish.title,
      state: 'draft' as const,
      starts_at: window.startsAt,
      ends_at: window.endsAt,
      simulated: false,
      rehearsal_of: null,
      rev: '0',
      facts_rev: '0',
      code_key: randomBytes(32),
      created_at: this.clock.now(),
      version: 1,
    };
    return this.transactions.run(async (tx) => {
      const unit = await this.orgUnits.getStanding(tx, campaign.org_unit_id);
      await this.requireHolds(tx, campaign.id, daysOf(window));
      const made = { ...event, org_unit_id: unit.id, province_id: unit.province_id };
      await this.events.insert(tx, made);
      return eventView(made);
    });
  }

  /** @throws AppError `stale_edit` */
  async rename(principal: Principal, id: string, wish: ChangeEvent): Promise<Event> {
    await this.access.require(principal, 'events.change', id);
    await this.transactions.run(async (tx) => {
      await this.changes.raiseUnlessClosed(tx, id);
      const event = await this.events.find(tx.manager, id);
      if (!event) throw new AppError('not_found');
      requireNewest(eventView(event), wish);
      await this.events.rename(tx, id, wish.title);
    });
    return this.get(principal, id);
  }

  async changeState(principal: Principal, id: string, to: EventState): Promise<Event> {
    await this.access.require(principal, 'events.change', id);
    await this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, id);
      const changed = mayBecome(event.state, to) && (await this.events.changeState(tx, id, event.state, to));
      if (!changed) throw new AppError('wrong_state');
      await this.changes.record(tx, event, [{ kind: 'event_state', count: 0, detail: to }]);
      if (to === 'closed') await this.dependants.close(tx, event, principal.id);
    });
    return this.get(principal, id);
  }

  /** Under the campaign's lock: its days may just have changed. @throws AppError `outside_campaign` */
  private async requireHolds(tx: Tx, campaignId: string, days: { from: string; to: string }): Promise<void> {
    await this.campaigns.lock(tx, campaignId);
    const campaign = await this.campaigns.find(tx.manager, campaignId);
    if (!campaign) throw new AppError('not_found');
    if (days.from < campaign.starts_on || days.to > campaign.ends_on) throw new AppError('outside_campaign');
  }

  /** A campaign outside one's scope does not exist, and a body that names it is wrong like any other. */
  private async requireCampaign(principal: Principal, id: string): Promise<CampaignRow> {
    const campaign = await this.campaigns.find(this.transactions.read, id);
    if (!campaign || !may(principal, 'events.change', { ancestors: campaign.ancestors, campaignId: id })) {
      throw new AppError('unknown_campaign');
    }
    return campaign;
  }
}
