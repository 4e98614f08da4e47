import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { onNobodysBehalf } from '../platform/audit/act.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireScope } from '../platform/policy/policy.js';
import type { Action } from '../platform/policy/policy-table.js';
import type { Occasion, Principal, Scope } from '../platform/policy/principal.js';

/** What hardly ever changes about an event while it exists: only a merge of units does. */
export interface EventFacts {
  id: string;
  /** The line of units the event lies below. */
  ancestors: string[];
  campaignId: string;
  orgUnitId: string;
  simulated: boolean;
  codeKey: Buffer;
}

/** What the policy asks about an event. */
export function scopeOf({ id, ancestors, campaignId }: EventFacts): Scope & Occasion {
  return { ancestors, eventId: id, campaignId };
}

const BELIEVED_MS = 10_000;
const AT_MOST = 1_000;

/**
 * `EventAccess` for the paths thousands take at one moment (a check-in, a joining screen): what
 * hardly changes is read once in a while, and many who ask at once wait for one query.
 */
@Injectable()
export class EventFactsReader {
  private readonly known = new Map<string, { facts: Promise<EventFacts>; until: number }>();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws AppError `not_found` when there is none, or none within this principal's scope */
  async require(principal: Principal, action: Action, eventId: string): Promise<EventFacts> {
    const facts = await this.get(eventId);
    requireScope(principal, action, scopeOf(facts));
    return facts;
  }

  /** @throws AppError `not_found` */
  get(eventId: string): Promise<EventFacts> {
    const now = this.clock.now().getTime();
    const known = this.known.get(eventId);
    if (known && known.until > now) return known.facts;
    if (this.known.size >= AT_MOST) this.known.clear();
    const facts = onNobodysBehalf(() => this.load(eventId));
    this.known.set(eventId, { facts, until: now + BELIEVED_MS });
    facts.catch(() => this.known.delete(eventId));
    return facts;
  }

  /** In this process; the others believe what they know for a few seconds more. */
  forget(): void {
    this.known.clear();
  }

  private async load(eventId: string): Promise<EventFacts> {
    const rows = await this.transactions.read.query<EventFacts[]>(
      `SELECT e.id, o.ancestors, e.campaign_id AS "campaignId", o.id AS "orgUnitId", e.simulated, e.code_key AS "codeKey"
       FROM events e JOIN org_units o ON o.id = e.org_unit_id WHERE e.id = $1`,
      [eventId],
    );
    if (!rows[0]) throw new AppError('not_found');
    return rows[0];
  }
}
