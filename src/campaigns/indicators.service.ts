import { Inject, Injectable } from '@nestjs/common';
import type { ChangeIndicators, Indicators } from '../contracts/results.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireScope } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CampaignsService } from './campaigns.service.js';
import { changedIndicators } from './domain/change-indicators.js';
import { IndicatorsRepository } from './indicators.repository.js';

/** What a campaign counts, and how much of it was promised. */
@Injectable()
export class IndicatorsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CampaignsService) private readonly campaigns: CampaignsService,
    @Inject(CampaignsRepository) private readonly rows: CampaignsRepository,
    @Inject(IndicatorsRepository) private readonly indicators: IndicatorsRepository,
  ) {}

  /** @throws AppError `not_found` */
  async list(principal: Principal, campaignId: string): Promise<Indicators> {
    await this.campaigns.get(principal, campaignId);
    return this.indicators.of(this.transactions.read, campaignId);
  }

  /** @throws AppError `not_found`, `indicators_changed` when another list stands by now, `indicator_fixed` */
  async change(principal: Principal, campaignId: string, wish: ChangeIndicators): Promise<Indicators> {
    const campaign = await this.rows.find(this.transactions.read, campaignId);
    if (!campaign) throw new AppError('not_found');
    requireScope(principal, 'indicators.change', { ancestors: campaign.ancestors, campaignId });
    return this.transactions.run(async (tx) => {
      await this.indicators.lock(tx, campaignId);
      const standing = await this.indicators.of(tx.manager, campaignId);
      if (standing.rev !== wish.rev) throw new AppError('indicators_changed');
      const list = changedIndicators(standing.indicators, wish.indicators);
      if (typeof list === 'string') throw new AppError(list);
      const ids = list.map((one) => one.id);
      if (await this.indicators.anyElsewhere(tx, campaignId, ids)) throw new AppError('indicator_fixed');
      await this.indicators.save(tx, campaignId, standing.rev + 1, list);
      return this.indicators.of(tx.manager, campaignId);
    });
  }
}
