import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import { hashToken, SessionService } from '../../platform/sessions/session.service.js';
import { normalisePhone } from '../domain/phone.js';
import { Attempts } from './attempts.js';
import { OneTimeCodeEntity } from './one-time-code.entity.js';
import type { OpenedSession } from './opened-session.js';
import { TextMessages } from './text-messages.js';

const CODE_LIFETIME_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const MAX_CODES_PER_HOUR = 5;
const MAX_ATTEMPTS = 5;

/**
 * One-time codes for volunteers. A code works once, within five minutes, and only in the browser that
 * asked for it. Whether a number is on a roster shows in no answer: a code is made for any number,
 * a text goes out only to a known one.
 */
@Injectable()
export class OneTimeCodesService {
  // Whole halls and mobile networks share one address: wide enough for a launch day.
  private readonly byAddress = new Attempts(5_000, 10 * 60_000);

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(TextMessages) private readonly texts: TextMessages,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws AppError `not_a_mobile_number`, `too_many_requests` */
  async ask(writtenPhone: string, browserToken: string, address: string): Promise<{ expiresAt: Date }> {
    const phone = phoneOf(writtenPhone);
    const now = this.clock.now();
    if (!this.byAddress.take(address, now.getTime())) throw new AppError('too_many_requests');
    const expiresAt = new Date(now.getTime() + CODE_LIFETIME_MS);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    await this.transactions.run(async (tx) => {
      await this.requireQuota(tx, phone, now);
      await tx.manager.insert(OneTimeCodeEntity, {
        id: newId(now.getTime()),
        phone,
        browser_hash: hashToken(browserToken),
        code_hash: hashCode(browserToken, code),
        attempts: 0,
        created_at: now,
        expires_at: expiresAt,
        used_at: null,
      });
      await this.texts.sendCode(tx, phone, code);
    });
    return { expiresAt };
  }

  /** @throws AppError `wrong_code`, `not_a_mobile_number` */
  async logIn(writtenPhone: string, code: string, browserToken: string | null): Promise<OpenedSession> {
    const phone = phoneOf(writtenPhone);
    if (browserToken === null) throw new AppError('wrong_code');
    const id = await this.spendAttempt(phone, code, browserToken);
    return this.transactions.run(async (tx) => {
      // The guard against two log-ins with one code: only one of them changes the row.
      const used = await tx.manager.query<[{ id: string }[], number]>(
        `UPDATE one_time_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL RETURNING id`,
        [id, this.clock.now()],
      );
      const people = await tx.manager.query<{ id: string }[]>('SELECT id FROM people WHERE phone = $1', [
        phone,
      ]);
      const person = people[0];
      if (used[1] === 0 || !person) throw new AppError('wrong_code');
      return this.sessions.open(tx, { kind: 'volunteer', subjectId: person.id });
    });
  }

  /** One limit for every number, known or not; asked for one after another, so none slips through. */
  private async requireQuota(tx: Tx, phone: string, now: Date): Promise<void> {
    await tx.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 20250710))', [phone]);
    await tx.manager.query(`DELETE FROM one_time_codes WHERE phone = $1 AND created_at <= $2`, [
      phone,
      new Date(now.getTime() - HOUR_MS),
    ]);
    const asked = await tx.manager.countBy(OneTimeCodeEntity, { phone });
    if (asked >= MAX_CODES_PER_HOUR) throw new AppError('too_many_requests');
  }

  /** Counts the attempt before it looks at the code, in a statement of its own that nothing undoes. */
  private async spendAttempt(phone: string, code: string, browserToken: string): Promise<string> {
    const [rows] = await this.transactions.read.query<[{ id: string; code_hash: Buffer }[], number]>(
      `UPDATE one_time_codes SET attempts = attempts + 1
       WHERE id = (SELECT id FROM one_time_codes WHERE phone = $1 AND browser_hash = $2
                   ORDER BY created_at DESC, id DESC LIMIT 1)
         AND attempts < $3 AND used_at IS NULL AND expires_at > $4
       RETURNING id, code_hash`,
      [phone, hashToken(browserToken), MAX_ATTEMPTS, this.clock.now()],
    );
    const asked = rows[0];
    if (!asked || !timingSafeEqual(asked.code_hash, hashCode(browserToken, code))) {
      throw new AppError('wrong_code');
    }
    return asked.id;
  }
}

function phoneOf(written: string): string {
  const phone = normalisePhone(written);
  if (phone === null) throw new AppError('not_a_mobile_number');
  return phone;
}

/** Six digits alone could be guessed from their hash; with the browser's token, which is not stored, not. */
function hashCode(browserToken: string, code: string): Buffer {
  return createHash('sha256').update(`${browserToken}:${code}`).digest();
}
