import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SessionService } from '../../platform/sessions/session.service.js';
import { verifyPassword } from '../passwords.js';
import { StaffEntity } from '../staff.entity.js';
import { Attempts } from './attempts.js';
import type { OpenedSession } from './opened-session.js';

const WINDOW_MS = 5 * 60_000;

/** Signs staff in by name and password. */
@Injectable()
export class StaffLogInService {
  // By name *and* address first: nobody can lock the organiser out from somewhere else.
  private readonly byNameAndAddress = new Attempts(5, WINDOW_MS);
  private readonly byName = new Attempts(50, WINDOW_MS);
  private readonly byAddress = new Attempts(200, WINDOW_MS);

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws AppError `wrong_credentials`, `too_many_requests` */
  async logIn(login: string, password: string, address: string): Promise<OpenedSession> {
    const pair = `${login} ${address}`;
    const now = this.clock.now().getTime();
    const allowed = [
      this.byNameAndAddress.take(pair, now),
      this.byName.take(login, now),
      this.byAddress.take(address, now),
    ];
    if (allowed.includes(false)) throw new AppError('too_many_requests');

    const staff = await this.transactions.read.findOneBy(StaffEntity, { login });
    const right = await verifyPassword(staff?.password_hash ?? null, password);
    if (!staff || !right) throw new AppError('wrong_credentials');
    this.byNameAndAddress.forget(pair);
    this.byName.forget(login);
    this.byAddress.forget(address);
    return this.transactions.run((tx) => this.sessions.open(tx, { kind: 'staff', subjectId: staff.id }));
  }
}
