import { Inject, Injectable } from '@nestjs/common';
import type { PushKey, SubscribePush } from '../../contracts/push.js';
import { Clock } from '../../kernel/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { ENV, type Env } from '../../platform/env.js';
import { AppError } from '../../platform/errors/app-error.js';
import { requireVolunteer } from '../../platform/policy/policy.js';
import type { Principal } from '../../platform/policy/principal.js';
import { encryptForBrowser } from './domain/encrypt.js';
import { isPushService } from './push-services.js';
import { PushSubscriptionsRepository } from './push-subscriptions.repository.js';
import { Vapid } from './vapid.js';

/** A person's phone, an old one, a tablet: more are left over from somewhere. */
const BROWSERS = 5;

/** A volunteer's browsers that may be rung while the page is closed. */
@Injectable()
export class PushService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PushSubscriptionsRepository) private readonly subscriptions: PushSubscriptionsRepository,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vapid) private readonly vapid: Vapid,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async key(): Promise<PushKey> {
    return { publicKey: (await this.vapid.key()).publicKey };
  }

  async subscribe(principal: Principal, asked: SubscribePush): Promise<void> {
    const { id, sessionId } = requireVolunteer(principal);
    const { endpoint, keys, lang } = asked;
    if (!isPushService(endpoint, this.env.PUSH_SERVICES) || !isUsable(keys)) {
      throw new AppError('unknown_push_service');
    }
    await this.transactions.run(async (tx) => {
      const of = { personId: id, sessionId, lang, now: this.clock.now() };
      await this.subscriptions.save(tx, of, { endpoint, ...keys });
      await this.subscriptions.keepNewest(tx, id, BROWSERS);
    });
  }

  async end(principal: Principal, endpoint: string): Promise<void> {
    requireVolunteer(principal);
    // Whoever knows the endpoint has the browser.
    await this.transactions.run((tx) => this.subscriptions.end(tx, endpoint));
  }
}

function isUsable(keys: SubscribePush['keys']): boolean {
  try {
    const [p256dh, auth] = [keys.p256dh, keys.auth].map((text) => Buffer.from(text, 'base64url'));
    return p256dh !== undefined && auth !== undefined && encryptForBrowser({ p256dh, auth }, auth).length > 0;
  } catch {
    return false;
  }
}
