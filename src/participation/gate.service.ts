import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type GateRoster, ROSTER_AFTER_MS } from '../contracts/gate.js';
import type { GateCode } from '../contracts/participation.js';
import { EventFactsReader, gateCode, gateCodeExpiresAt, publicKeyOf } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { GateRosterRepository } from './gate-roster.repository.js';
import { HeadcountsRepository } from './headcounts.repository.js';
import { Reaches, reachesSite, requireOwnSite } from './reach.js';

const VERSION_SIGNS = 22;

/** What stands at a gate: its changing code, and the list of those who are expected. */
@Injectable()
export class GateService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Reaches) private readonly reaches: Reaches,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(GateRosterRepository) private readonly rosters: GateRosterRepository,
    @Inject(HeadcountsRepository) private readonly headcounts: HeadcountsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async code(principal: Principal, eventId: string, siteId: string): Promise<GateCode> {
    requireOwnSite(principal, siteId);
    const event = await this.events.get(eventId);
    const reach = await this.reaches.of(principal, 'gate.read', event);
    const place = await this.rosters.place(this.transactions.read, eventId, siteId);
    if (!place || !reachesSite(reach, place.communeId)) throw new AppError('not_found');
    const now = this.clock.now();
    const code = gateCode(event.codeKey, siteId, now);
    return { siteId, code, expiresAt: gateCodeExpiresAt(now).toISOString() };
  }

  /**
   * Those with a standing place at the site, and all a gate needs to go on without a network; a leader of one
   * unit sees only its people, except at its own sites.
   * @param have the version that is held already
   */
  async roster(
    principal: Principal,
    eventId: string,
    siteId: string,
    have: string | undefined,
  ): Promise<GateRoster> {
    requireOwnSite(principal, siteId);
    const facts = await this.events.get(eventId);
    const reach = await this.reaches.of(principal, 'gate.read', facts);
    const { read } = this.transactions;
    const at = this.clock.now().toISOString();
    const place = await this.rosters.place(read, eventId, siteId);
    if (!place) throw new AppError('not_found');
    const units = reach === null || reachesSite(reach, place.communeId) ? null : [...reach.units];
    const people = await this.rosters.people(read, eventId, siteId, units);
    const version = createHash('sha256')
      .update(JSON.stringify(people))
      .digest('base64url')
      .slice(0, VERSION_SIGNS);
    const { startsAt, endsAt, ...event } = place.event;
    return {
      version,
      at,
      keepUntil: new Date(endsAt.getTime() + ROSTER_AFTER_MS).toISOString(),
      event: { ...event, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
      site: place.site,
      publicKey: publicKeyOf(facts.codeKey).toString('base64url'),
      people: version === have ? null : people,
      headcounts: await this.headcounts.ofSite(read, eventId, siteId),
    };
  }
}
