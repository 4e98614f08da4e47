import { Inject, Injectable } from '@nestjs/common';
import type { Device, DeviceSelf, EnrolDevice } from '../contracts/devices.js';
import { EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireStaff } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { hashToken, SessionService } from '../platform/sessions/session.service.js';
import { SharedCounts } from '../platform/shared-counts.js';
import { DeviceEntity } from './device.entity.js';
import { DevicesRepository } from './devices.repository.js';

/** Wrong codes an organiser may type: hands slip, but do not go through all codes. */
const TYPED = { windowMs: 10 * 60_000, most: 30 };

/** The organiser's side: lets a device in to an event and a site, sees it, and puts it out again. */
@Injectable()
export class DevicesService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(DevicesRepository) private readonly devices: DevicesRepository,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(SharedCounts) private readonly counts: SharedCounts,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async list(principal: Principal, eventId: string): Promise<Device[]> {
    await this.events.require(principal, 'devices.read', eventId);
    return this.devices.list(this.transactions.read, eventId, null, this.clock.now());
  }

  /** @throws AppError `unknown_pairing`, `wrong_device_kind`, `unknown_site`, `too_many_requests` */
  async enrol(principal: Principal, eventId: string, wish: EnrolDevice): Promise<Device> {
    await this.events.require(principal, 'devices.change', eventId);
    const { id: staffId } = requireStaff(principal);
    const typed = { of: ['device code typed', staffId], ...TYPED };
    await this.counts.require([typed]);
    const now = this.clock.now();
    const device = await this.transactions.run(async (tx) => {
      const { kind, siteId, name } = wish;
      if (siteId !== null && !(await this.devices.hasSite(tx.manager, eventId, siteId))) {
        throw new AppError('unknown_site');
      }
      const id = newId(now.getTime());
      await tx.manager.insert(DeviceEntity, {
        id,
        event_id: eventId,
        site_id: siteId,
        kind,
        name,
        enrolled_by: staffId,
        enrolled_at: now,
        session_id: null,
        seen_at: null,
        revoked_at: null,
      });
      const shown = await this.devices.claim(tx, hashToken(asShown(wish.code)), id, now);
      if (shown === null) throw new AppError('unknown_pairing');
      if (shown !== kind) throw new AppError('wrong_device_kind');
      return this.one(await this.devices.list(tx.manager, eventId, id, now));
    });
    await this.counts.giveBack([typed]);
    return device;
  }

  /** Its open sockets are cut off, and nothing more is answered: at once here, on other nodes within seconds. */
  async revoke(principal: Principal, eventId: string, deviceId: string): Promise<Device> {
    await this.events.require(principal, 'devices.change', eventId);
    const now = this.clock.now();
    return this.transactions.run(async (tx) => {
      const sessionId = await this.devices.revoke(tx, eventId, deviceId, now);
      if (sessionId !== null) await this.sessions.revoke(tx, sessionId);
      return this.one(await this.devices.list(tx.manager, eventId, deviceId, now));
    });
  }

  /** What the device itself asks now and then: also its sign of life. @throws AppError `not_found` */
  async self(principal: Principal): Promise<DeviceSelf> {
    const { read } = this.transactions;
    const self = await this.devices.self(read, principal.id);
    if (!self) throw new AppError('not_found');
    await this.devices.see(read, principal.id, this.clock.now());
    return self;
  }

  private one(found: Device[]): Device {
    if (!found[0]) throw new AppError('not_found');
    return found[0];
  }
}

/** As the device shows it, whatever was typed for O, I and L and between the signs. */
function asShown(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}
