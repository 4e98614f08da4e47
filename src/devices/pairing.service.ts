import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { DeviceKind, Pairing } from '../contracts/devices.js';
import { toBase32 } from '../kernel/base32.js';
import { Clock } from '../kernel/clock.js';
import { newId, newToken } from '../kernel/ids.js';
import { householdOf } from '../kernel/network.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { hashToken, SessionService } from '../platform/sessions/session.service.js';
import { SharedCounts } from '../platform/shared-counts.js';
import { DeviceEntity, DevicePairingEntity } from './device.entity.js';

const MINUTE_MS = 60_000;
const LIFETIME_MS = 10 * MINUTE_MS;
const CODE_SIGNS = 6;
/** More at once are nobody's tablets; and the fewer codes there are, the less one is hit by a slip of the hand. */
const WAITING_AT_MOST = 500;
const PER_ADDRESS = { windowMs: 10 * MINUTE_MS, most: 60 };

/** The device's side of being enrolled: it shows a code, and is handed its session once somebody typed it. */
@Injectable()
export class PairingService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(SharedCounts) private readonly counts: SharedCounts,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws AppError `too_many_requests` */
  async start(kind: DeviceKind, address: string): Promise<Pairing> {
    await this.counts.require([{ of: ['device pairing', householdOf(address)], ...PER_ADDRESS }]);
    const code = toBase32(randomBytes(4)).slice(0, CODE_SIGNS);
    const secret = newToken();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + LIFETIME_MS);
    await this.transactions.run(async (tx) => {
      await tx.manager.query('DELETE FROM device_pairings WHERE expires_at <= $1', [now]);
      if ((await tx.manager.count(DevicePairingEntity)) >= WAITING_AT_MOST) {
        throw new AppError('too_many_requests');
      }
      await tx.manager.insert(DevicePairingEntity, {
        id: newId(now.getTime()),
        kind,
        code_hash: hashToken(code),
        secret_hash: hashToken(secret),
        device_id: null,
        created_at: now,
        expires_at: expiresAt,
      });
    });
    return { code, secret, expiresAt: expiresAt.toISOString() };
  }

  /**
   * The session of who shows the code, or null while nobody has typed it. Asked again (the answer was
   * lost), it opens another one and ends the first.
   * @throws AppError `pairing_over`
   */
  async open(secret: string): Promise<{ token: string; kind: DeviceKind; expiresAt: Date } | null> {
    return this.transactions.run(async (tx) => {
      const pairing = await tx.manager.findOne(DevicePairingEntity, {
        where: { secret_hash: hashToken(secret) },
        lock: { mode: 'pessimistic_write' },
      });
      if (!pairing || pairing.expires_at <= this.clock.now()) throw new AppError('pairing_over');
      if (pairing.device_id === null) return null;
      const device = await tx.manager.findOneByOrFail(DeviceEntity, { id: pairing.device_id });
      if (device.revoked_at) throw new AppError('pairing_over');
      if (device.session_id !== null) await this.sessions.revoke(tx, device.session_id);
      const opened = await this.sessions.open(tx, {
        kind: device.kind,
        subjectId: device.id,
        eventId: device.event_id,
        ...(device.site_id === null ? {} : { siteId: device.site_id }),
      });
      const seen = { session_id: opened.sessionId, seen_at: this.clock.now() };
      await tx.manager.update(DeviceEntity, { id: device.id }, seen);
      return { token: opened.token, kind: device.kind, expiresAt: opened.expiresAt };
    });
  }
}
