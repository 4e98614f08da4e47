import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { may } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { SessionService } from '../platform/sessions/session.service.js';
import { hashPassword, requireGoodPassword } from './passwords.js';
import { SecondFactors } from './sessions/second-factors.js';
import { StaffDevices } from './sessions/staff-devices.js';
import { StaffEntity } from './staff.entity.js';

/** What a coordinator does for the accounts of others. */
@Injectable()
export class StaffSecurityService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(SecondFactors) private readonly factors: SecondFactors,
    @Inject(StaffDevices) private readonly devices: StaffDevices,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Signs somebody out everywhere. @throws AppError `not_found`, `own_account` */
  logOut(principal: Principal, staffId: string): Promise<void> {
    return this.change(principal, staffId, (tx) => this.sessions.revokeAll(tx, staffId, null));
  }

  /** A new beginning for an account that was idle for too long. @throws AppError `not_found`, `own_account` */
  enable(principal: Principal, staffId: string): Promise<void> {
    return this.change(principal, staffId, async (tx) => {
      await tx.manager.update(StaffEntity, { id: staffId }, { active_at: this.clock.now() });
    });
  }

  /**
   * For who has forgotten the password: a new one to be told by word of mouth. Browsers known until now are not any more.
   * A second factor stays, so that nobody signs in as somebody else by this.
   * @throws AppError `not_found`, `own_account`, `short_password`, `common_password`
   */
  async replacePassword(principal: Principal, staffId: string, password: string): Promise<void> {
    const password_hash = await hashPassword(password);
    await this.change(principal, staffId, async (tx) => {
      const { login, full_name } = await tx.manager.findOneByOrFail(StaffEntity, { id: staffId });
      requireGoodPassword(password, [login, full_name]);
      await tx.manager.update(StaffEntity, { id: staffId }, { password_hash });
      await this.devices.forget(tx, staffId, null);
      await this.sessions.revokeAll(tx, staffId, null);
    });
  }

  /**
   * For who has lost phone and recovery codes: the next log-in sets up a new second factor.
   * @throws AppError `not_found`, `own_account`
   */
  removeSecondFactor(principal: Principal, staffId: string): Promise<void> {
    return this.change(principal, staffId, async (tx) => {
      await this.factors.remove(tx, staffId);
      await this.devices.forget(tx, staffId, null);
      await this.sessions.revokeAll(tx, staffId, null);
    });
  }

  private change(principal: Principal, staffId: string, work: (tx: Tx) => Promise<void>): Promise<void> {
    return this.transactions.run(async (tx) => {
      await this.requireWhole(tx, principal, staffId);
      if (staffId === principal.id) throw new AppError('own_account');
      await work(tx);
    });
  }

  /**
   * An account is touched only by who may change every role it holds: else somebody of a commune could
   * take the second factor of a province's coordinator away.
   */
  private async requireWhole(tx: Tx, principal: Principal, staffId: string): Promise<void> {
    const lines = await tx.manager.query<{ ancestors: string[] }[]>(
      `SELECT u.ancestors FROM role_grants g JOIN org_units u ON u.id = g.org_unit_id
       WHERE g.staff_id = $1 AND (g.ends_at IS NULL OR g.ends_at > $2)`,
      [staffId, this.clock.now()],
    );
    const whole = lines.every(({ ancestors }) => may(principal, 'accounts.change', { ancestors }));
    if (lines.length === 0 || !whole) throw new AppError('not_found');
  }
}
