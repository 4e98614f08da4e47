import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Grantable, GrantRole, Staff } from '../contracts/people.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ENV, type Env } from '../platform/env.js';
import { AppError } from '../platform/errors/app-error.js';
import { coversPlace, mayTake, outlasts, type PlacedRole } from '../platform/policy/granting.js';
import { grantsOf, requireStaff } from '../platform/policy/policy.js';
import { GRANTING } from '../platform/policy/policy-table.js';
import type { Principal } from '../platform/policy/principal.js';
import { SessionService } from '../platform/sessions/session.service.js';
import { SignalBus } from '../platform/signals.js';
import { needsSecondFactor } from './domain/staff-rules.js';
import { OrgUnitsRepository } from './org-units.repository.js';
import { RoleGrantEntity } from './staff.entity.js';
import { type RoleRow, StaffRepository } from './staff.repository.js';

/** Who holds which role where, and from when until when. Nobody gives, takes or sees more than the own role covers. */
@Injectable()
export class RoleGrants {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrgUnitsRepository) private readonly orgUnits: OrgUnitsRepository,
    @Inject(StaffRepository) private readonly staff: StaffRepository,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(SignalBus) private readonly signals: SignalBus,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  list(principal: Principal): Promise<Staff[]> {
    return this.show(this.transactions.read, principal);
  }

  /** What the own roles let one give: what a dialog offers, and no proof of anything. */
  async grantable(principal: Principal): Promise<Grantable[]> {
    const { id } = requireStaff(principal);
    const now = this.clock.now();
    const rows = await this.staff.rolesOf(this.transactions.read, id, now);
    return rows.flatMap((row) => {
      const { orgUnitId, orgUnitName, eventId, eventTitle, campaignId, campaignTitle, endsAt } = toGrant(
        row,
        false,
      );
      const roles = [...GRANTING[row.role]];
      const place = { orgUnitId, orgUnitName, eventId, eventTitle, campaignId, campaignTitle, endsAt };
      return roles.length === 0 ? [] : [{ roles, ...place }];
    });
  }

  /** @throws AppError `not_found`, `unknown_org_unit`, `unknown_event`, `may_not_grant`, … as `give` */
  async grant(principal: Principal, staffId: string, wanted: GrantRole): Promise<Staff> {
    return this.transactions.run(async (tx) => {
      await this.showOne(tx, principal, staffId);
      await this.give(tx, principal, staffId, wanted);
      return this.showOne(tx, principal, staffId);
    });
  }

  /** Ends a role now, or before it begins. @throws AppError `not_found`, `own_role`, `may_not_grant` */
  async end(principal: Principal, staffId: string, grantId: string): Promise<Staff> {
    return this.transactions.run(async (tx) => {
      const shown = await this.showOne(tx, principal, staffId);
      const now = this.clock.now();
      const role = await this.staff.role(tx.manager, staffId, grantId);
      const mine = grantsOf(principal, 'roles.grant');
      if (!role || !mine.some((held) => coversPlace(held, role))) throw new AppError('not_found');
      // Nobody locks the last coordinator out by a slip of the hand.
      if (staffId === principal.id) throw new AppError('own_role');
      const held = await this.staff.heldBy(tx.manager, requireStaff(principal).id, now);
      if (!held.some((one) => mayTake(one, role))) throw new AppError('may_not_grant');
      if (!(await this.staff.end(tx.manager, grantId, now))) return shown;
      tx.afterCommit(() => this.signals.send('accessChanged', { subjectIds: [staffId] }));
      return this.showOne(tx, principal, staffId);
    });
  }

  /**
   * Looks whether one may give this role. Before costly work it may be asked outside a transaction; inside one
   * the answer stays true until its end: what is believed of a session may be two seconds old.
   * @throws AppError `unknown_org_unit`, `unknown_event`, `unknown_campaign`: of what lies outside one's scope too;
   *   `may_not_grant`, `beyond_own_role`, `invalid_input`
   */
  async requireMayGive(
    manager: EntityManager,
    principal: Principal,
    wanted: GrantRole,
  ): Promise<{ startsAt: Date; endsAt: Date | null }> {
    const now = this.clock.now();
    const times = this.readTimes(wanted, now);
    const { id, ancestors } = await this.orgUnits.get(manager, wanted.orgUnitId);
    const held = await this.staff.heldBy(manager, requireStaff(principal).id, now);
    const giving = held.filter((one) => GRANTING[one.role].length > 0);
    if (!giving.some((one) => ancestors.includes(one.orgUnitId))) throw new AppError('unknown_org_unit');
    const occasion = await this.occasionOf(manager, id, wanted);
    const role: PlacedRole = { role: wanted.role, ...occasion, ancestors, endsAt: times.endsAt };
    const takers = giving.filter((one) => mayTake(one, role));
    if (takers.length === 0) throw new AppError('may_not_grant');
    if (!takers.some((one) => outlasts(one, role))) throw new AppError('beyond_own_role');
    return times;
  }

  /**
   * Gives a role. One that asks for a second factor ends what is open: the next log-in asks for it.
   * @throws AppError as `requireMayGive`, and `org_unit_merged`
   */
  async give(tx: Tx, principal: Principal, staffId: string, wanted: GrantRole): Promise<void> {
    const { startsAt, endsAt } = await this.requireMayGive(tx.manager, principal, wanted);
    const unit = await this.orgUnits.getStanding(tx, wanted.orgUnitId);
    await tx.manager.insert(RoleGrantEntity, {
      id: newId(this.clock.now().getTime()),
      staff_id: staffId,
      role: wanted.role,
      org_unit_id: wanted.orgUnitId,
      event_id: wanted.eventId ?? null,
      campaign_id: wanted.campaignId ?? null,
      starts_at: startsAt,
      ends_at: endsAt,
      granted_by: requireStaff(principal).id,
    });
    if (this.env.requiresSecondFactor && needsSecondFactor({ role: wanted.role, unitKind: unit.kind })) {
      await this.sessions.revokeAll(tx, staffId, null);
    }
    tx.afterCommit(() => this.signals.send('accessChanged', { subjectIds: [staffId] }));
  }

  private readTimes(wanted: GrantRole, now: Date): { startsAt: Date; endsAt: Date | null } {
    const asked = wanted.startsAt === undefined ? now : new Date(wanted.startsAt);
    const startsAt = asked < now ? now : asked;
    const endsAt = wanted.endsAt === undefined ? null : new Date(wanted.endsAt);
    if (endsAt !== null && endsAt <= startsAt) {
      throw new AppError('invalid_input', [
        { path: 'endsAt', problem: 'must be in the future and after startsAt' },
      ]);
    }
    return { startsAt, endsAt };
  }

  private async occasionOf(
    manager: EntityManager,
    unitId: string,
    { eventId, campaignId }: GrantRole,
  ): Promise<Pick<PlacedRole, 'eventId' | 'campaignId'>> {
    if (eventId !== undefined && campaignId !== undefined) {
      throw new AppError('invalid_input', [{ path: 'campaignId', problem: 'not beside eventId' }]);
    }
    if (eventId !== undefined) {
      const campaignOfEvent = await this.staff.campaignOfEvent(manager, unitId, eventId);
      if (campaignOfEvent === null) throw new AppError('unknown_event');
      return { eventId, campaignId: campaignOfEvent };
    }
    if (campaignId !== undefined && !(await this.staff.campaignIsOnLine(manager, unitId, campaignId))) {
      throw new AppError('unknown_campaign');
    }
    return { eventId: null, campaignId: campaignId ?? null };
  }

  /** @throws AppError `not_found` for staff without a role within scope */
  async showOne(tx: Tx, principal: Principal, staffId: string): Promise<Staff> {
    const [staff] = await this.show(tx.manager, principal, staffId);
    if (!staff) throw new AppError('not_found');
    return staff;
  }

  private async show(manager: EntityManager, principal: Principal, staffId?: string): Promise<Staff[]> {
    const rows = await this.staff.list(manager, grantsOf(principal, 'roles.read'), staffId);
    const mine = grantsOf(principal, 'roles.grant');
    const now = this.clock.now();
    const dormantBefore = new Date(now.getTime() - this.env.DORMANT_AFTER_DAYS * 24 * 3_600_000);
    const byId = new Map<string, Staff>();
    for (const row of rows) {
      const staff = byId.get(row.staffId) ?? {
        id: row.staffId,
        login: row.login,
        fullName: row.fullName,
        grants: [],
        secondFactor: row.secondFactor,
        dormant: row.activeAt < dormantBefore,
      };
      byId.set(row.staffId, staff);
      if (row.endsAt !== null && row.endsAt <= now) continue;
      const mayEnd = row.staffId !== principal.id && mine.some((held) => mayTake(held, row));
      staff.grants.push(toGrant(row, mayEnd));
    }
    return [...byId.values()];
  }
}

function toGrant(row: RoleRow, mayEnd: boolean): Staff['grants'][number] {
  return {
    id: row.id,
    role: row.role,
    orgUnitId: row.orgUnitId,
    orgUnitName: row.orgUnitName,
    eventId: row.eventId,
    eventTitle: row.eventTitle,
    // Of an event, its campaign goes without saying.
    campaignId: row.eventId === null ? row.campaignId : null,
    campaignTitle: row.eventId === null ? row.campaignTitle : null,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    mayEnd,
  };
}
