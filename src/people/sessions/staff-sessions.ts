import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { Tx } from '../../platform/database/transactions.js';
import { ENV, type Env } from '../../platform/env.js';
import { SessionService } from '../../platform/sessions/session.service.js';
import { type HeldRole, needsSecondFactor, type SessionLimit, sessionLimits } from '../domain/staff-rules.js';
import { StaffEntity } from '../staff.entity.js';
import type { OpenedSession } from './opened-session.js';
import { StaffDevices } from './staff-devices.js';

/** Whence somebody signs in. */
export interface LogInPlace {
  address: string;
  agent: string | null;
  /** The token of a browser that has signed in before. */
  device: string | null;
}

/** A session of staff, with the token by which the browser will be known again. */
export interface OpenedStaffSession extends OpenedSession {
  device: string;
}

/** For how long whoever has proved who speaks is believed, before an export or a change of roles. */
export const CONFIRMED_MS = 10 * 60_000;

/** Opens sessions of staff within the limits of their roles. */
@Injectable()
export class StaffSessions {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(StaffDevices) private readonly devices: StaffDevices,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Call it only for somebody who has just proved who speaks. */
  async open(tx: Tx, staffId: string, place: LogInPlace): Promise<OpenedStaffSession> {
    await tx.manager.update(StaffEntity, { id: staffId }, { active_at: this.clock.now() });
    const opened = await this.sessions.open(tx, {
      kind: 'staff',
      subjectId: staffId,
      limits: await this.limits(tx.manager, staffId),
      from: { address: place.address, agent: place.agent },
      confirmedForMs: CONFIRMED_MS,
    });
    return { ...opened, device: await this.devices.remember(tx, staffId, place.device) };
  }

  /** Do the roles held now ask for a second factor? */
  async needsSecondFactor(manager: EntityManager, staffId: string): Promise<boolean> {
    const roles = await this.roles(manager, staffId);
    return roles.some((role) => role.startsAt <= this.clock.now() && needsSecondFactor(role));
  }

  /** The strictest limits of the roles held now; not beyond the moment when a role begins that asks for a second factor. */
  private async limits(manager: EntityManager, staffId: string): Promise<SessionLimit> {
    const now = this.clock.now();
    const roles = await this.roles(manager, staffId);
    const held = roles.filter(({ startsAt }) => startsAt <= now).map(({ role }) => role);
    const coming = roles.filter((role) => role.startsAt > now && needsSecondFactor(role));
    const limits = sessionLimits(held, this.env.SESSION_LIMITS);
    const beginsInMs = coming.map(({ startsAt }) => startsAt.getTime() - now.getTime());
    return { ...limits, lifetimeMs: Math.min(limits.lifetimeMs, ...beginsInMs) };
  }

  /** The roles in force now or later, with the kind of their unit. */
  private roles(manager: EntityManager, staffId: string): Promise<(HeldRole & { startsAt: Date })[]> {
    return manager.query<(HeldRole & { startsAt: Date })[]>(
      `SELECT g.role, u.kind AS "unitKind", g.starts_at AS "startsAt"
       FROM role_grants g JOIN org_units u ON u.id = g.org_unit_id
       WHERE g.staff_id = $1 AND (g.ends_at IS NULL OR g.ends_at > $2)`,
      [staffId, this.clock.now()],
    );
  }

  isDormant(staff: Pick<StaffEntity, 'active_at'>): boolean {
    const idle = this.clock.now().getTime() - staff.active_at.getTime();
    return idle > this.env.DORMANT_AFTER_DAYS * 24 * 3_600_000;
  }
}
