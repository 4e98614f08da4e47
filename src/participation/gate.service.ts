import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { GateCode, GateRosterSchema } from '../contracts/participation.js';
import { EventFactsReader, gateCode, gateCodeExpiresAt, publicKeyOf } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { PHONE } from '../people/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { type Reach, Reaches, reachesSite } from './reach.js';

type GateRoster = z.infer<typeof GateRosterSchema>;

/** What stands at a gate: its changing code, and the list of those who are expected. */
@Injectable()
export class GateService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Reaches) private readonly reaches: Reaches,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async code(principal: Principal, eventId: string, siteId: string): Promise<GateCode> {
    requireOwnSite(principal, siteId);
    const event = await this.events.get(eventId);
    const reach = await this.reaches.of(principal, 'gate.read', event);
    if (!reachesSite(reach, await this.communeOf(eventId, siteId))) throw new AppError('not_found');
    const now = this.clock.now();
    const code = gateCode(event.codeKey, siteId, now);
    const publicKey = publicKeyOf(event.codeKey).toString('base64url');
    return { siteId, code, expiresAt: gateCodeExpiresAt(now).toISOString(), publicKey };
  }

  /** Those with a standing place at the site; a leader of one unit sees only its people, except at its own sites. */
  async roster(principal: Principal, eventId: string, siteId: string): Promise<GateRoster> {
    requireOwnSite(principal, siteId);
    const event = await this.events.get(eventId);
    const reach: Reach = await this.reaches.of(principal, 'gate.read', event);
    const all = reachesSite(reach, await this.communeOf(eventId, siteId));
    const rows = await this.transactions.read.query<
      (Omit<GateRoster[number], 'phoneLast4'> & { phone_sealed: Buffer | null })[]
    >(
      `SELECT p.id AS "personId", p.full_name AS "fullName", p.phone_sealed,
         a.shift_id AS "shiftId",
         EXISTS (SELECT 1 FROM check_ins c WHERE c.shift_id = a.shift_id AND c.person_id = p.id
           AND NOT EXISTS (SELECT 1 FROM check_in_voids v WHERE v.check_in_id = c.id)) AS present
       FROM assignments a JOIN people p ON p.id = a.person_id JOIN org_units u ON u.id = p.org_unit_id
       WHERE a.event_id = $1 AND a.site_id = $2 AND a.state IN ('offered', 'accepted', 'checked_in', 'completed')
         AND ($3::uuid[] IS NULL OR u.ancestors && $3)
       ORDER BY p.full_name COLLATE "vi-x-icu", p.id, a.starts_at`,
      [eventId, siteId, all ? null : [...(reach?.units ?? [])]],
    );
    // The gate searches by these digits on its own, without a network too.
    return rows.map(({ phone_sealed, ...row }) => ({
      ...row,
      phoneLast4: this.sealer.openText(PHONE, row.personId, phone_sealed)?.slice(-4) ?? null,
    }));
  }

  private async communeOf(eventId: string, siteId: string): Promise<string> {
    const rows = await this.transactions.read.query<{ commune_id: string }[]>(
      'SELECT commune_id FROM sites WHERE event_id = $1 AND id = $2',
      [eventId, siteId],
    );
    if (!rows[0]) throw new AppError('not_found');
    return rows[0].commune_id;
  }
}

/** A device stands at one gate. */
function requireOwnSite(principal: Principal, siteId: string): void {
  if (principal.kind === 'gate' && principal.siteId !== siteId) throw new AppError('not_found');
}
