import { Inject, Injectable } from '@nestjs/common';
import type { SessionKind } from '../contracts/people.js';
import { plainArray } from '../platform/database/statement.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Grant, Principal } from '../platform/policy/principal.js';
import { type Holder, PrincipalSource } from '../platform/sessions/session.service.js';

/** The grants of a staff member in force at $2. */
const GRANTS = `
  coalesce((SELECT json_agg(json_build_object('role', g.role, 'orgUnitId', g.org_unit_id,
      'eventId', g.event_id, 'campaignId', g.campaign_id))
    FROM role_grants g
    WHERE g.staff_id = staff.id AND g.starts_at <= $2 AND (g.ends_at IS NULL OR g.ends_at > $2)), '[]')`;

interface SessionRow {
  token_hash: Buffer;
  id: string;
  kind: SessionKind;
  subject_id: string;
  event_id: string | null;
  site_id: string | null;
  grants: Grant[] | null;
  simulated: boolean | null;
}

@Injectable()
export class PeoplePrincipals extends PrincipalSource {
  constructor(@Inject(Transactions) private readonly transactions: Transactions) {
    super();
  }

  override async holders(tokenHashes: readonly Buffer[], now: Date): Promise<Holder[]> {
    return this.find('s.token_hash = ANY ($1::bytea[])', tokenHashes, now);
  }

  override async allHolders(atMost: number, now: Date): Promise<Holder[]> {
    return this.find(
      's.id IN (SELECT id FROM sessions WHERE revoked_at IS NULL AND expires_at > $2 ORDER BY created_at DESC LIMIT $1)',
      atMost,
      now,
    );
  }

  override async grants(staffIds: readonly string[], now: Date): Promise<Map<string, Grant[]>> {
    const rows = await this.transactions.read.query<{ id: string; grants: Grant[] }[]>(
      `SELECT staff.id, ${GRANTS} AS grants FROM staff WHERE staff.id = ANY ($1::uuid[])`,
      [plainArray(staffIds), now],
    );
    return new Map(rows.map((row) => [row.id, row.grants]));
  }

  private async find(which: string, what: unknown, now: Date): Promise<Holder[]> {
    const rows = await this.transactions.read.query<SessionRow[]>(
      `SELECT s.token_hash, s.id, s.kind, s.subject_id, s.event_id, s.site_id, people.simulated,
         CASE WHEN staff.id IS NOT NULL THEN ${GRANTS} END AS grants
       FROM sessions s
       LEFT JOIN staff ON s.kind = 'staff' AND staff.id = s.subject_id
       LEFT JOIN people ON s.kind = 'volunteer' AND people.id = s.subject_id
       WHERE ${which} AND s.revoked_at IS NULL AND s.expires_at > $2
         AND (s.idle_until IS NULL OR s.idle_until > $2)`,
      [what, now],
    );
    return rows.flatMap((row) => {
      const principal = principalOf(row);
      return principal ? [{ tokenHash: row.token_hash, principal }] : [];
    });
  }
}

/** Null when the account, the person or the event is gone. Its kind is a word of the code: a row's own would be kept with each. */
function principalOf(row: SessionRow): Principal | null {
  const { id: sessionId, subject_id: id, kind, event_id: eventId, site_id: siteId, grants, simulated } = row;
  switch (kind) {
    case 'screen':
      return eventId === null ? null : { kind: 'screen', id, sessionId, eventId };
    case 'gate':
      return eventId === null || siteId === null ? null : { kind: 'gate', id, sessionId, eventId, siteId };
    case 'volunteer':
      return simulated === null ? null : { kind: 'volunteer', id, sessionId, simulated };
    case 'staff':
      return grants && { kind: 'staff', id, sessionId, grants };
  }
}
