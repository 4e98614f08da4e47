import { Inject, Injectable } from '@nestjs/common';
import type { Session } from '../contracts/people.js';
import type { ScreenLink } from '../contracts/screens.js';
import { EventFactsReader } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { SessionService } from '../platform/sessions/session.service.js';

/** Opens the ceremony screen of one event on a wall where nobody can type. */
@Injectable()
export class ScreensService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SessionService) private readonly sessions: SessionService,
  ) {}

  /** The link's token is the session's: it may read one event's screen and nothing else, for three days. */
  async link(principal: Principal, eventId: string): Promise<ScreenLink> {
    const event = await this.events.require(principal, 'screens.link', eventId);
    const { token } = await this.transactions.run((tx) =>
      this.sessions.open(tx, { kind: 'screen', eventId: event.id }),
    );
    return { eventId: event.id, token, path: `/screen/#link=${token}` };
  }

  /** @throws AppError `unknown_link` when it has expired, was revoked, or is no screen's */
  async open(token: string): Promise<Session> {
    const principal = await this.sessions.findPrincipal(token);
    if (principal?.kind !== 'screen') throw new AppError('unknown_link');
    const session = await this.sessions.get(principal.sessionId);
    if (!session) throw new AppError('unknown_link');
    return {
      kind: 'screen',
      subjectId: principal.id,
      name: 'Màn hình',
      roles: [],
      eventId: principal.eventId,
      expiresAt: session.expires_at.toISOString(),
    };
  }
}
