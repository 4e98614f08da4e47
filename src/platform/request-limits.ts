import { Inject, Injectable, Logger } from '@nestjs/common';
import { Allowance } from '../kernel/allowance.js';
import { householdOf } from '../kernel/network.js';
import { ENV, type Env } from './env.js';
import { AppError } from './errors/app-error.js';

interface Rate {
  perSecond: number;
  atOnce: number;
}

/** A browser at work stays far below; behind the address of a mobile network there may be 5,000 phones. */
const USUAL = {
  session: { perSecond: 50, atOnce: 500 },
  address: { perSecond: 200, atOnce: 20_000 },
} as const satisfies Record<string, Rate>;
const KEPT = 100_000;
const TELL_EVERY_MS = 60_000;

/**
 * How much may be asked of this process: of a session, and of an address as far as it has no session. A
 * brake on floods and not a record: it is held in memory, and with several processes the limit is as
 * many times higher. Guesses of passwords and codes are counted elsewhere, for all processes together.
 */
@Injectable()
export class RequestLimits {
  private readonly log = new Logger('limits');
  private readonly rates: Record<keyof typeof USUAL, Rate>;
  private readonly buckets = new Map<string, Allowance>();
  private toldAt = -Infinity;

  constructor(@Inject(ENV) { REQUEST_LIMITS }: Env) {
    this.rates = { ...USUAL, ...REQUEST_LIMITS };
  }

  /** One more request of a session. @throws AppError `too_many_requests` */
  takeOf(sessionId: string): void {
    this.take('session', sessionId);
  }

  /** One more request from an address by nobody. @throws AppError `too_many_requests` */
  takeFrom(address: string): void {
    this.take('address', householdOf(address));
  }

  private take(kind: keyof typeof USUAL, of: string): void {
    const now = performance.now();
    const waitMs = this.bucketOf(kind, of, now).takeOrWait(now);
    if (waitMs === 0) return;
    if (now - this.toldAt > TELL_EVERY_MS) {
      this.toldAt = now;
      this.log.warn({ refused: 'too_many_requests', of: kind });
    }
    throw AppError.after(waitMs);
  }

  private bucketOf(kind: keyof typeof USUAL, of: string, now: number): Allowance {
    const key = `${kind} ${of}`;
    let bucket = this.buckets.get(key);
    if (bucket) return bucket;
    // Forgotten is full again: no honest client notices.
    if (this.buckets.size >= KEPT) this.buckets.clear();
    const { atOnce, perSecond } = this.rates[kind];
    bucket = new Allowance(atOnce, perSecond, now);
    this.buckets.set(key, bucket);
    return bucket;
  }
}
