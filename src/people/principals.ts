import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database/transactions.js';
import type { Grant } from '../platform/policy/principal.js';
import { PrincipalSource } from '../platform/sessions/session.service.js';

@Injectable()
export class PeoplePrincipals extends PrincipalSource {
  constructor(@Inject(Transactions) private readonly transactions: Transactions) {
    super();
  }

  override async staffGrants(staffId: string, now: Date): Promise<Grant[] | null> {
    type Row = { role: Grant['role'] | null; org_unit_id: string; event_id: string | null };
    const rows = await this.transactions.read.query<Row[]>(
      `SELECT g.role, g.org_unit_id, g.event_id
       FROM staff s LEFT JOIN role_grants g
         ON g.staff_id = s.id AND g.starts_at <= $2 AND (g.ends_at IS NULL OR g.ends_at > $2)
       WHERE s.id = $1`,
      [staffId, now],
    );
    if (rows.length === 0) return null;
    return rows.flatMap(({ role, org_unit_id, event_id }) =>
      role === null ? [] : [{ role, orgUnitId: org_unit_id, eventId: event_id }],
    );
  }

  override async volunteer(personId: string): Promise<{ simulated: boolean } | null> {
    const rows = await this.transactions.read.query<{ simulated: boolean }[]>(
      'SELECT simulated FROM people WHERE id = $1',
      [personId],
    );
    return rows[0] ?? null;
  }
}
