import { Inject, Injectable } from '@nestjs/common';
import type { Session, SessionKind } from '../../contracts/people.js';
import { Transactions } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Principal } from '../../platform/policy/principal.js';
import { SessionService } from '../../platform/sessions/session.service.js';
import { PersonEntity } from '../person.entity.js';
import { StaffEntity } from '../staff.entity.js';

/** Says who a session belongs to, and ends it. */
@Injectable()
export class WhoAmIService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SessionService) private readonly sessions: SessionService,
  ) {}

  /** @throws AppError `not_signed_in` */
  async describe(token: string | null, kind: SessionKind): Promise<Session> {
    const principal = await this.principalOf(token, kind);
    const session = await this.sessions.get(principal.sessionId);
    if (!session) throw new AppError('not_signed_in');
    return {
      kind,
      subjectId: principal.id,
      name: await this.nameOf(principal),
      roles: principal.kind === 'staff' ? [...new Set(principal.grants.map((g) => g.role))] : [],
      eventId: 'eventId' in principal ? principal.eventId : null,
      expiresAt: session.expires_at.toISOString(),
    };
  }

  /** Revokes the session; open sockets hear of it after the commit. */
  async end(token: string | null, kind: SessionKind): Promise<void> {
    const { sessionId } = await this.principalOf(token, kind);
    await this.transactions.run((tx) => this.sessions.revoke(tx, sessionId));
  }

  private async principalOf(token: string | null, kind: SessionKind): Promise<Principal> {
    const principal = token === null ? null : await this.sessions.findPrincipal(token);
    if (principal?.kind !== kind) throw new AppError('not_signed_in');
    return principal;
  }

  private async nameOf(principal: Principal): Promise<string> {
    const { read } = this.transactions;
    switch (principal.kind) {
      case 'staff':
        return (await read.findOneByOrFail(StaffEntity, { id: principal.id })).full_name;
      case 'volunteer':
        return (await read.findOneByOrFail(PersonEntity, { id: principal.id })).full_name;
      case 'screen':
        return 'Màn hình';
      case 'gate':
        return 'Máy ở cổng';
    }
  }
}
