import { Inject, Injectable } from '@nestjs/common';
import type { CreateStaff, Staff } from '../contracts/people.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { tidy } from '../kernel/vietnamese.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Principal } from '../platform/policy/principal.js';
import { hashPassword, requireGoodPassword } from './passwords.js';
import { RoleGrants } from './role-grants.js';
import { StaffEntity } from './staff.entity.js';

/** Accounts of staff. Each begins with a role: without one nobody would see it. */
@Injectable()
export class StaffService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(RoleGrants) private readonly roles: RoleGrants,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws AppError `login_taken`, `short_password`, `common_password`, and as `RoleGrants.give` */
  async create(principal: Principal, wanted: CreateStaff): Promise<Staff> {
    const { login, fullName, password, ...role } = wanted;
    // Before the work of hashing, and again inside the transaction.
    await this.roles.requireMayGive(this.transactions.read, principal, role);
    requireGoodPassword(password, [login, fullName]);
    const password_hash = await hashPassword(password);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const id = newId(now.getTime());
      await tx.manager.insert(StaffEntity, {
        id,
        login,
        full_name: tidy(fullName),
        password_hash,
        created_at: now,
        active_at: now,
      });
      await this.roles.give(tx, principal, id, role);
      return this.roles.showOne(tx, principal, id);
    });
  }
}
