import { Inject, Injectable } from '@nestjs/common';
import type { Headcount, HeadcountList, SendHeadcount } from '../contracts/gate.js';
import { EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { GateRosterRepository } from './gate-roster.repository.js';
import { HeadcountsRepository } from './headcounts.repository.js';
import { Reaches, reachesSite, requireOwnSite } from './reach.js';

/** What a gate counts by eye: kept beside the ledger, never in it. */
@Injectable()
export class HeadcountsService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Reaches) private readonly reaches: Reaches,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(GateRosterRepository) private readonly gates: GateRosterRepository,
    @Inject(HeadcountsRepository) private readonly headcounts: HeadcountsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Taken after closing too: a gate without a network sends it late. @throws AppError `not_found`, `event_not_live` */
  async send(
    principal: Principal,
    eventId: string,
    siteId: string,
    headcount: SendHeadcount,
  ): Promise<Headcount> {
    requireOwnSite(principal, siteId);
    const reach = await this.reaches.of(principal, 'headcounts.send', await this.events.get(eventId));
    const found = await this.gates.place(this.transactions.read, eventId, siteId);
    if (!found || !reachesSite(reach, found.communeId)) throw new AppError('not_found');
    if (found.event.state !== 'live' && found.event.state !== 'closed') throw new AppError('event_not_live');
    const by = { id: principal.id, now: this.clock.now() };
    return this.transactions.run((tx) => this.headcounts.add(tx, { eventId, siteId }, headcount, by));
  }

  async list(principal: Principal, eventId: string): Promise<HeadcountList> {
    await this.events.require(principal, 'headcounts.read', eventId);
    return this.headcounts.ofEvent(this.transactions.read, eventId);
  }
}
