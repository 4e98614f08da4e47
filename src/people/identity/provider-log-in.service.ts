import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { newToken } from '../../kernel/ids.js';
import { householdOf } from '../../kernel/network.js';
import { Transactions } from '../../platform/database/transactions.js';
import { ENV, type Env } from '../../platform/env.js';
import { AppError } from '../../platform/errors/app-error.js';
import { requireStaff } from '../../platform/policy/policy.js';
import type { Principal } from '../../platform/policy/principal.js';
import { hashToken } from '../../platform/sessions/session.service.js';
import { LogInAttempts } from '../sessions/log-in-attempts.js';
import { type LogInPlace, type OpenedStaffSession, StaffSessions } from '../sessions/staff-sessions.js';
import { StaffEntity } from '../staff.entity.js';
import { ProviderTripEntity, StaffIdentityEntity } from './identity.entity.js';
import { type Arrival, ProviderClient } from './provider-client.js';

const TRIP_MS = 10 * 60_000;
/** Methods (RFC 8176) by which the provider says that it asked for more than a password. */
const TWO_FACTORS = new Set(['mfa', 'otp', 'hwk', 'swk', 'fpt', 'face', 'sc']);

/** Signs staff in through the outside provider, and binds accounts to it. It never makes accounts or roles. */
@Injectable()
export class ProviderLogInService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ProviderClient) private readonly provider: ProviderClient,
    @Inject(StaffSessions) private readonly sessions: StaffSessions,
    @Inject(LogInAttempts) private readonly attempts: LogInAttempts,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Begins a log-in. @throws AppError `no_provider` when the provider is off, `provider_failed`, `too_many_requests` */
  async depart(address: string): Promise<{ url: string; browser: string }> {
    if (this.provider.name === null) throw new AppError('no_provider');
    await this.attempts.take([{ by: ['provider', householdOf(address)], free: 300 }]);
    return this.begin(null);
  }

  /** Begins to bind one's own account. @throws AppError as `depart` */
  departToLink(principal: Principal): Promise<{ url: string; browser: string }> {
    return this.begin(requireStaff(principal).id);
  }

  /**
   * Back from the provider. @returns the session, or null when an account was bound
   * @throws AppError `trip_lost`, `provider_failed`, `unknown_identity`, `identity_taken`, `account_dormant`,
   *   `provider_second_factor`
   */
  async arrive(query: string, browser: string | null, place: LogInPlace): Promise<OpenedStaffSession | null> {
    const state = new URLSearchParams(query).get('state') ?? '';
    const [[trip]] = await this.transactions.read.query<[ProviderTripEntity[], number]>(
      `DELETE FROM provider_trips WHERE state_hash = $1 AND browser_hash = $2 AND created_at > $3 RETURNING *`,
      [hashToken(state), hashToken(browser ?? ''), new Date(this.clock.now().getTime() - TRIP_MS)],
    );
    if (!trip) throw new AppError('trip_lost');
    const arrival = await this.provider.arrive(query, { state, nonce: trip.nonce, verifier: trip.verifier });
    if (trip.staff_id === null) return this.logIn(arrival, place);
    await this.link(trip.staff_id, arrival);
    return null;
  }

  /** Is this account bound to the provider? */
  async isLinked(staffId: string): Promise<boolean> {
    const { issuer } = this.provider;
    return (
      issuer !== null && this.transactions.read.existsBy(StaffIdentityEntity, { issuer, staff_id: staffId })
    );
  }

  async unlink(principal: Principal): Promise<void> {
    const { id } = requireStaff(principal);
    await this.transactions.run((tx) => tx.manager.delete(StaffIdentityEntity, { staff_id: id }));
  }

  private async begin(staffId: string | null): Promise<{ url: string; browser: string }> {
    const { url, state, nonce, verifier } = await this.provider.depart();
    const browser = newToken();
    const created_at = this.clock.now();
    await this.transactions.read.query('DELETE FROM provider_trips WHERE created_at < $1', [
      new Date(created_at.getTime() - TRIP_MS),
    ]);
    await this.transactions.read.insert(ProviderTripEntity, {
      state_hash: hashToken(state),
      browser_hash: hashToken(browser),
      nonce,
      verifier,
      staff_id: staffId,
      created_at,
    });
    return { url, browser };
  }

  private logIn({ issuer, subject, methods }: Arrival, place: LogInPlace): Promise<OpenedStaffSession> {
    return this.transactions.run(async (tx) => {
      const identity = await tx.manager.findOneBy(StaffIdentityEntity, { issuer, subject });
      if (!identity) throw new AppError('unknown_identity');
      const staff = await tx.manager.findOneByOrFail(StaffEntity, { id: identity.staff_id });
      if (this.sessions.isDormant(staff)) throw new AppError('account_dormant');
      const proved = methods.some((method) => TWO_FACTORS.has(method));
      if (
        !proved &&
        this.env.requiresSecondFactor &&
        (await this.sessions.needsSecondFactor(tx.manager, staff.id))
      ) {
        throw new AppError('provider_second_factor');
      }
      return this.sessions.open(tx, staff.id, place);
    });
  }

  private async link(staffId: string, { issuer, subject }: Arrival): Promise<void> {
    await this.transactions.run(async (tx) => {
      await tx.manager.delete(StaffIdentityEntity, { issuer, staff_id: staffId });
      await tx.manager.insert(StaffIdentityEntity, {
        issuer,
        subject,
        staff_id: staffId,
        linked_at: this.clock.now(),
      });
    });
  }
}
