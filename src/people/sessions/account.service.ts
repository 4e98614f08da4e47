import { Inject, Injectable } from '@nestjs/common';
import type { Account, Confirmation, Enrolment, OwnSession } from '../../contracts/staff-account.js';
import { Clock } from '../../kernel/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { ENV, type Env } from '../../platform/env.js';
import { AppError } from '../../platform/errors/app-error.js';
import { requireStaff } from '../../platform/policy/policy.js';
import type { Principal, Staff } from '../../platform/policy/principal.js';
import { SessionService } from '../../platform/sessions/session.service.js';
import { lengthOf, LONG_ENOUGH } from '../domain/password-rules.js';
import { ProviderClient } from '../identity/provider-client.js';
import { ProviderLogInService } from '../identity/provider-log-in.service.js';
import { hashPassword, requireGoodPassword, verifyPassword } from '../passwords.js';
import { StaffEntity } from '../staff.entity.js';
import { type Counted, LogInAttempts } from './log-in-attempts.js';
import { SecondFactors } from './second-factors.js';
import { StaffDevices } from './staff-devices.js';
import { CONFIRMED_MS, StaffSessions } from './staff-sessions.js';

/** What members of the staff see and change of their own account. */
@Injectable()
export class AccountService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(StaffSessions) private readonly staffSessions: StaffSessions,
    @Inject(SecondFactors) private readonly factors: SecondFactors,
    @Inject(StaffDevices) private readonly devices: StaffDevices,
    @Inject(LogInAttempts) private readonly attempts: LogInAttempts,
    @Inject(ProviderClient) private readonly provider: ProviderClient,
    @Inject(ProviderLogInService) private readonly logIns: ProviderLogInService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async show(principal: Principal): Promise<Account> {
    const { read } = this.transactions;
    const me = requireStaff(principal);
    const staff = await read.findOneByOrFail(StaffEntity, { id: me.id });
    const { name } = this.provider;
    return {
      login: staff.login,
      fullName: staff.full_name,
      secondFactor: {
        since: (await this.factors.since(read, me.id))?.toISOString() ?? null,
        required: await this.staffSessions.needsSecondFactor(read, me.id),
        enforced: this.env.requiresSecondFactor,
        recoveryCodesLeft: await this.factors.recoveryCodesLeft(me.id),
      },
      provider: name === null ? null : { name, linked: await this.logIns.isLinked(me.id) },
      sessions: await this.openSessions(me),
    };
  }

  /** Ends one's other sessions and forgets the other browsers. @throws AppError `wrong_credentials`, `short_password`, `common_password` */
  async changePassword(
    principal: Principal,
    current: string,
    next: string,
    device: string | null,
  ): Promise<void> {
    const me = requireStaff(principal);
    const { read } = this.transactions;
    const staff = await read.findOneByOrFail(StaffEntity, { id: me.id });
    await this.counting(me, async () => {
      if (!(await verifyPassword(staff.password_hash, current))) throw new AppError('wrong_credentials');
    });
    requireGoodPassword(next, [staff.login, staff.full_name]);
    const alone = (await this.factors.since(read, me.id)) === null;
    if (alone && lengthOf(next) < LONG_ENOUGH) throw new AppError('short_password');
    const password_hash = await hashPassword(next);
    await this.transactions.run(async (tx) => {
      await tx.manager.update(StaffEntity, { id: me.id }, { password_hash });
      await this.devices.forget(tx, me.id, device);
      await this.sessions.revokeAll(tx, me.id, me.sessionId);
    });
  }

  /** Ends one of the own sessions, wherever it is open. @throws AppError `not_found` */
  async endSession(principal: Principal, sessionId: string): Promise<void> {
    const me = requireStaff(principal);
    await this.transactions.run(async (tx) => {
      const session = await this.sessions.get(sessionId);
      if (session?.kind !== 'staff' || session.subject_id !== me.id) throw new AppError('not_found');
      await this.sessions.revoke(tx, sessionId);
    });
  }

  async endOtherSessions(principal: Principal): Promise<void> {
    const me = requireStaff(principal);
    await this.transactions.run((tx) => this.sessions.revokeAll(tx, me.id, me.sessionId));
  }

  /** @throws AppError `second_factor_exists` */
  beginSecondFactor(principal: Principal): Promise<Enrolment> {
    const me = requireStaff(principal);
    return this.transactions.run(async (tx) => {
      const { login } = await tx.manager.findOneByOrFail(StaffEntity, { id: me.id });
      return this.factors.begin(tx, { id: me.id, login });
    });
  }

  /** @throws AppError `wrong_second_factor`, `too_many_requests` */
  confirmSecondFactor(principal: Principal, code: string): Promise<string[]> {
    const me = requireStaff(principal);
    return this.counting(me, () => this.transactions.run((tx) => this.factors.confirm(tx, me.id, code)));
  }

  /** @throws AppError `wrong_state` without a second factor */
  newRecoveryCodes(principal: Principal): Promise<string[]> {
    const me = requireStaff(principal);
    return this.transactions.run(async (tx) => {
      if ((await this.factors.since(tx.manager, me.id)) === null) throw new AppError('wrong_state');
      return this.factors.newRecoveryCodes(tx, me.id);
    });
  }

  /** Until when one is believed, and by what one proves again who speaks. */
  async confirmation(principal: Principal): Promise<Confirmation> {
    const me = requireStaff(principal);
    const until = await this.sessions.confirmedUntil(me.sessionId);
    const since = await this.factors.since(this.transactions.read, me.id);
    return { until: until?.toISOString() ?? null, by: since === null ? 'password' : 'code' };
  }

  /** @throws AppError `wrong_second_factor`, `wrong_credentials`, `too_many_requests` */
  async confirm(principal: Principal, proof: string): Promise<Confirmation> {
    const me = requireStaff(principal);
    const { by } = await this.confirmation(principal);
    await this.counting(me, async () => {
      if (by === 'code') {
        if (!(await this.factors.accept(me.id, proof))) throw new AppError('wrong_second_factor');
        return;
      }
      const { password_hash } = await this.transactions.read.findOneByOrFail(StaffEntity, { id: me.id });
      if (!(await verifyPassword(password_hash, proof))) throw new AppError('wrong_credentials');
    });
    const until = await this.transactions.run((tx) => this.sessions.confirm(tx, me.sessionId, CONFIRMED_MS));
    return { until: until.toISOString(), by };
  }

  /** Whoever holds a session guesses no password or code from it: five tries of the account, then waits. */
  private async counting<T>(me: Staff, work: () => Promise<T>): Promise<T> {
    const counted: Counted = { by: ['account', me.id], free: 5 };
    await this.attempts.take([counted]);
    const done = await work();
    await this.attempts.forget(counted);
    return done;
  }

  private async openSessions(me: Staff): Promise<OwnSession[]> {
    const open = await this.sessions.openOf(me.id, me.sessionId);
    return open.map(({ id, address, agent, createdAt, seenAt, endsAt }) => ({
      id,
      current: id === me.sessionId,
      address,
      agent,
      createdAt: createdAt.toISOString(),
      seenAt: seenAt.toISOString(),
      endsAt: endsAt.toISOString(),
    }));
  }
}
