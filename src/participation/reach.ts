import { Inject, Injectable } from '@nestjs/common';
import { type EventFacts, scopeOf } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { may, unitsOf } from '../platform/policy/policy.js';
import type { Action } from '../platform/policy/policy-table.js';
import type { Principal } from '../platform/policy/principal.js';

/**
 * How far a staff member reaches in an event: all of it (null), or, for who leads or keeps a gate
 * in a unit below the event's, the people of these units and the sites in these units' communes.
 */
export type Reach = { units: ReadonlySet<string>; communes: ReadonlySet<string> } | null;

@Injectable()
export class Reaches {
  constructor(@Inject(Transactions) private readonly transactions: Transactions) {}

  /** @throws AppError `not_found` when it is nothing of the event */
  async of(principal: Principal, action: Action, event: EventFacts): Promise<Reach> {
    const scope = scopeOf(event);
    if (may(principal, action, scope)) return null;
    // Of one kind only what was merged stands below another: its sites go with it.
    const rows = await this.transactions.read.query<{ id: string; commune_id: string | null }[]>(
      `SELECT u.id, u.commune_id FROM org_units u
       WHERE u.ancestors @> ARRAY[$2::uuid] AND EXISTS (
         SELECT 1 FROM org_units g WHERE g.id = ANY ($1::uuid[]) AND g.id = ANY (u.ancestors) AND g.kind = u.kind)`,
      [unitsOf(principal, action, scope), event.orgUnitId],
    );
    if (rows.length === 0) throw new AppError('not_found');
    return {
      units: new Set(rows.map((row) => row.id)),
      communes: new Set(rows.flatMap((row) => row.commune_id ?? [])),
    };
  }
}

export function reachesPerson(reach: Reach, ancestors: readonly string[]): boolean {
  return reach === null || ancestors.some((unit) => reach.units.has(unit));
}

export function reachesSite(reach: Reach, communeId: string): boolean {
  return reach === null || reach.communes.has(communeId);
}

/** A device stands at one gate. @throws AppError `not_found` */
export function requireOwnSite(principal: Principal, siteId: string): void {
  if (principal.kind === 'gate' && principal.siteId !== siteId) throw new AppError('not_found');
}
