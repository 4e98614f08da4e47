import { Inject, Injectable } from '@nestjs/common';
import type { CreateStaff, GrantRole, Staff } from '../contracts/people.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { tidy } from '../kernel/vietnamese.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { may, requireStaff, unitsOf } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { SignalBus } from '../platform/signals.js';
import { OrgUnitAccess } from './org-unit-access.js';
import { OrgUnitsRepository } from './org-units.repository.js';
import { hashPassword } from './passwords.js';
import { RoleGrantEntity, StaffEntity } from './staff.entity.js';
import { StaffRepository } from './staff.repository.js';

/** Staff and their roles. Nobody gives or takes a role outside the units the own role covers. */
@Injectable()
export class StaffService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitAccess) private readonly access: OrgUnitAccess,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
    @Inject(StaffRepository) private readonly staff: StaffRepository,
    @Inject(SignalBus) private readonly signals: SignalBus,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(principal: Principal): Promise<Staff[]> {
    const roots = unitsOf(principal, 'staff.read');
    return this.staff.list(this.transactions.read, roots, this.clock.now());
  }

  /** @throws AppError `unknown_org_unit`, `unknown_event`, `login_taken` */
  async create(principal: Principal, wanted: CreateStaff): Promise<Staff> {
    // Before the work of hashing, and again inside the transaction.
    const { read } = this.transactions;
    await this.access.require(read, principal, 'staff.change', wanted.orgUnitId);
    const password_hash = await hashPassword(wanted.password);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const id = newId(now.getTime());
      await tx.manager.insert(StaffEntity, {
        id,
        login: wanted.login,
        full_name: tidy(wanted.fullName),
        password_hash,
        created_at: now,
      });
      await this.insertGrant(tx, principal, id, wanted);
      return this.show(tx, principal, id);
    });
  }

  /** @throws AppError `not_found`, `unknown_org_unit`, `unknown_event`, `invalid_input` */
  async grant(principal: Principal, staffId: string, wanted: GrantRole): Promise<Staff> {
    return this.transactions.run(async (tx) => {
      await this.show(tx, principal, staffId);
      await this.insertGrant(tx, principal, staffId, wanted);
      return this.show(tx, principal, staffId);
    });
  }

  /** Ends a role now. @throws AppError `not_found`, `own_role` */
  async endGrant(principal: Principal, staffId: string, grantId: string): Promise<Staff> {
    return this.transactions.run(async (tx) => {
      const grant = await tx.manager.findOneBy(RoleGrantEntity, { id: grantId, staff_id: staffId });
      if (!grant) throw new AppError('not_found');
      const unit = await this.orgUnits.get(tx.manager, grant.org_unit_id);
      if (!may(principal, 'staff.change', { ancestors: unit.ancestors })) throw new AppError('not_found');
      // Nobody locks the last coordinator out by a slip of the hand.
      if (staffId === principal.id) throw new AppError('own_role');
      await tx.manager.query(
        'UPDATE role_grants SET ends_at = $2 WHERE id = $1 AND (ends_at IS NULL OR ends_at > $2)',
        [grantId, this.clock.now()],
      );
      tx.afterCommit(() => this.signals.send('accessChanged', { subjectIds: [staffId] }));
      return this.show(tx, principal, staffId);
    });
  }

  private async insertGrant(tx: Tx, principal: Principal, staffId: string, wanted: GrantRole): Promise<void> {
    const unit = await this.access.require(tx.manager, principal, 'staff.change', wanted.orgUnitId);
    const now = this.clock.now();
    const endsAt = wanted.endsAt === undefined ? null : new Date(wanted.endsAt);
    if (endsAt !== null && endsAt <= now) {
      throw new AppError('invalid_input', [{ path: 'endsAt', problem: 'must be in the future' }]);
    }
    if (wanted.eventId !== undefined) {
      const fits = await this.staff.eventLiesOnLineOf(tx.manager, unit, wanted.eventId);
      if (!fits) throw new AppError('unknown_event');
    }
    await tx.manager.insert(RoleGrantEntity, {
      id: newId(now.getTime()),
      staff_id: staffId,
      role: wanted.role,
      org_unit_id: unit.id,
      event_id: wanted.eventId ?? null,
      starts_at: now,
      ends_at: endsAt,
      granted_by: requireStaff(principal).id,
    });
    tx.afterCommit(() => this.signals.send('accessChanged', { subjectIds: [staffId] }));
  }

  /** @throws AppError `not_found` for staff without a role within scope */
  private async show(tx: Tx, principal: Principal, staffId: string): Promise<Staff> {
    const roots = unitsOf(principal, 'staff.change');
    const [staff] = await this.staff.list(tx.manager, roots, this.clock.now(), staffId);
    if (!staff) throw new AppError('not_found');
    return staff;
  }
}
