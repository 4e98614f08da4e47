import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Campaign, ChangeCampaign, CreateCampaign } from '../contracts/campaigns.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { type OrgUnitDependant, OrgUnitDependants, OrgUnitsRepository } from '../people/index.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireNewest } from '../platform/errors/stale-edit.js';
import { grantsOf, may, requireScope } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { type CampaignRow, CampaignsRepository } from './campaigns.repository.js';

@Injectable()
export class CampaignsService implements OrgUnitDependant, OnModuleInit {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
    @Inject(OrgUnitDependants) private readonly dependants: OrgUnitDependants,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
  ) {}

  onModuleInit(): void {
    this.dependants.register(this);
  }

  /** New events of a campaign are its unit's: so that has to be one that stands. */
  merge(tx: Tx, fromId: string, intoId: string): Promise<void> {
    return this.campaigns.giveOver(tx, fromId, intoId);
  }

  /** What lies in one's units or above them, as far as one's roles are not for one event or campaign only. */
  async list(principal: Principal): Promise<Campaign[]> {
    const rows = await this.campaigns.list(this.transactions.read, grantsOf(principal, 'campaigns.read'));
    return rows.map(present);
  }

  async get(principal: Principal, id: string): Promise<Campaign> {
    const visible = await this.list(principal);
    const campaign = visible.find((one) => one.id === id);
    if (!campaign) throw new AppError('not_found');
    return campaign;
  }

  async create(principal: Principal, wish: CreateCampaign): Promise<Campaign> {
    const campaign = {
      id: newId(),
      org_unit_id: wish.orgUnitId,
      title: wish.title,
      theme: wish.theme ?? null,
      starts_on: wish.startsOn,
      ends_on: wish.endsOn,
      created_at: this.clock.now(),
      version: 1,
    };
    await this.transactions.run(async (tx) => {
      const unit = await this.orgUnits.getStanding(tx, wish.orgUnitId);
      // A unit outside one's scope does not exist, and a body that names it is wrong like any other.
      if (!may(principal, 'campaigns.change', { ancestors: unit.ancestors })) {
        throw new AppError('unknown_org_unit');
      }
      await this.campaigns.insert(tx, campaign);
    });
    return present({ ...campaign, events: 0 });
  }

  /** @throws AppError `stale_edit`, `events_outside` */
  async change(principal: Principal, id: string, wish: ChangeCampaign): Promise<Campaign> {
    const { ancestors } = await this.require(this.transactions.read, id);
    requireScope(principal, 'campaigns.change', { ancestors, campaignId: id });
    return this.transactions.run(async (tx) => {
      await this.campaigns.lock(tx, id);
      requireNewest(present(await this.require(tx.manager, id)), wish);
      if (!(await this.campaigns.change(tx, id, wish))) throw new AppError('events_outside');
      return present(await this.require(tx.manager, id));
    });
  }

  private async require(manager: EntityManager, id: string): Promise<CampaignRow> {
    const campaign = await this.campaigns.find(manager, id);
    if (!campaign) throw new AppError('not_found');
    return campaign;
  }
}

function present(row: Omit<CampaignRow, 'ancestors'>): Campaign {
  return {
    id: row.id,
    orgUnitId: row.org_unit_id,
    title: row.title,
    theme: row.theme,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    events: row.events,
    version: row.version,
  };
}
