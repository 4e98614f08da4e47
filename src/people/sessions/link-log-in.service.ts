import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.js';
import { SessionService } from '../../platform/sessions/session.service.js';
import type { OpenedSession } from './opened-session.js';
import { PersonalLinks } from './personal-links.js';

/** Signs a volunteer in by a personal link. */
@Injectable()
export class LinkLogInService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PersonalLinks) private readonly links: PersonalLinks,
    @Inject(SessionService) private readonly sessions: SessionService,
  ) {}

  /** @throws AppError `unknown_link`, `link_bound` */
  async logIn(token: string, browserToken: string): Promise<OpenedSession> {
    return this.transactions.run(async (tx) => {
      const personId = await this.links.open(tx, token, browserToken);
      const opened = await this.sessions.open(tx, { kind: 'volunteer', subjectId: personId });
      await this.links.noteSession(tx, token, opened.sessionId);
      return opened;
    });
  }
}
