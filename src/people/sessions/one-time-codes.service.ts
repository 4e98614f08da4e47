import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { householdOf, networkOf } from '../../kernel/network.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { ENV, type Env } from '../../platform/env.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Sealer } from '../../platform/sealing/sealer.js';
import { hashToken, SessionService } from '../../platform/sessions/session.service.js';
import { type Limit, SharedCounts } from '../../platform/shared-counts.js';
import { requireMobile } from '../mobile-number.js';
import { PHONE_HASH } from '../person.entity.js';
import { OneTimeCodeEntity } from './one-time-code.entity.js';
import type { OpenedSession } from './opened-session.js';
import { TextMessages } from './text-messages.js';

const CODE_LIFETIME_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MAX_CODES = { perHour: 5, perDay: 10 };
const MAX_ATTEMPTS = 5;
/** No answer comes earlier: what is done for a known number and not for another takes less. */
const ANSWER_AFTER_MS = 150;

/**
 * One-time codes for volunteers. A code works once, within five minutes, and only in the browser that
 * asked for it. Whether a number is on a roster shows in no answer: a code is made for any number,
 * a text goes out only to a known one.
 */
@Injectable()
export class OneTimeCodesService {
  private readonly textsToday: Limit;

  constructor(
    @Inject(SharedCounts) private readonly counts: SharedCounts,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(TextMessages) private readonly texts: TextMessages,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ENV) env: Env,
  ) {
    this.textsToday = { of: ['texts sent'], windowMs: DAY_MS, most: env.TEXTS_PER_DAY };
  }

  /** @throws AppError `not_a_mobile_number`, `too_many_requests`, `no_more_texts` */
  async ask(writtenPhone: string, browserToken: string, address: string): Promise<{ expiresAt: Date }> {
    const phone = requireMobile(writtenPhone);
    const now = this.clock.now();
    await this.counts.require(asksOf(phone, address));
    // Told to everybody, whether a text would have gone out or not.
    if (await this.counts.isUsedUp(this.textsToday)) throw new AppError('no_more_texts');
    const [expiresAt] = await Promise.all([this.makeCode(phone, browserToken, now), delay(ANSWER_AFTER_MS)]);
    return { expiresAt };
  }

  private async makeCode(phone: string, browserToken: string, now: Date): Promise<Date> {
    const expiresAt = new Date(now.getTime() + CODE_LIFETIME_MS);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    await this.transactions.run(async (tx) => {
      await this.requireQuota(tx, phone, now);
      await tx.manager.insert(OneTimeCodeEntity, {
        id: newId(now.getTime()),
        phone_hash: this.sealer.hash(PHONE_HASH, phone),
        browser_hash: hashToken(browserToken),
        code_hash: hashCode(browserToken, code),
        attempts: 0,
        created_at: now,
        expires_at: expiresAt,
        used_at: null,
      });
      // Those under way at one moment may pass the ceiling together: by a few.
      const sent = await this.texts.sendCode(tx, phone, code);
      if (sent) await this.counts.take([this.textsToday], tx.manager);
    });
    return expiresAt;
  }

  /** @throws AppError `wrong_code`, `not_a_mobile_number`, `too_many_requests` */
  async logIn(
    given: { phone: string; code: string },
    browserToken: string | null,
    address: string,
  ): Promise<OpenedSession> {
    const phone = requireMobile(given.phone);
    const guesses = guessesOf(address);
    await this.counts.require(guesses);
    if (browserToken === null) throw new AppError('wrong_code');
    const opened = await this.open(phone, given.code, browserToken);
    await this.counts.giveBack(guesses); // only failures count
    return opened;
  }

  private async open(phone: string, code: string, browserToken: string): Promise<OpenedSession> {
    const id = await this.spendAttempt(phone, code, browserToken);
    return this.transactions.run(async (tx) => {
      // The guard against two log-ins with one code: only one of them changes the row.
      const used = await tx.manager.query<[{ id: string }[], number]>(
        `UPDATE one_time_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL RETURNING id`,
        [id, this.clock.now()],
      );
      const people = await tx.manager.query<{ id: string }[]>(
        'SELECT id FROM people WHERE phone_hash = ANY ($1)',
        [this.sealer.hashes(PHONE_HASH, phone)],
      );
      const person = people[0];
      if (used[1] === 0 || !person) throw new AppError('wrong_code');
      return this.sessions.open(tx, { kind: 'volunteer', subjectId: person.id });
    });
  }

  /** One limit for every number, known or not; asked for one after another, so none slips through. */
  private async requireQuota(tx: Tx, phone: string, now: Date): Promise<void> {
    const hashes = this.sealer.hashes(PHONE_HASH, phone);
    const name = this.sealer.lastOf(PHONE_HASH, phone).toString('hex');
    await tx.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 20250710))', [name]);
    await tx.manager.query(`DELETE FROM one_time_codes WHERE phone_hash = ANY ($1) AND created_at <= $2`, [
      hashes,
      new Date(now.getTime() - DAY_MS),
    ]);
    const ofNumber = { phone_hash: In(hashes) };
    const asked = await tx.manager.countBy(OneTimeCodeEntity, ofNumber);
    const lately = { ...ofNumber, created_at: MoreThan(new Date(now.getTime() - HOUR_MS)) };
    const askedLately = await tx.manager.countBy(OneTimeCodeEntity, lately);
    if (asked >= MAX_CODES.perDay || askedLately >= MAX_CODES.perHour) {
      throw new AppError('too_many_requests');
    }
  }

  /** Counts the attempt before it looks at the code, in a statement of its own that nothing undoes. */
  private async spendAttempt(phone: string, code: string, browserToken: string): Promise<string> {
    const [rows] = await this.transactions.read.query<[{ id: string; code_hash: Buffer }[], number]>(
      `UPDATE one_time_codes SET attempts = attempts + 1
       WHERE id = (SELECT id FROM one_time_codes WHERE phone_hash = ANY ($1) AND browser_hash = $2
                   ORDER BY created_at DESC, id DESC LIMIT 1)
         AND attempts < $3 AND used_at IS NULL AND expires_at > $4
       RETURNING id, code_hash`,
      [this.sealer.hashes(PHONE_HASH, phone), hashToken(browserToken), MAX_ATTEMPTS, this.clock.now()],
    );
    const asked = rows[0];
    if (!asked || !timingSafeEqual(asked.code_hash, hashCode(browserToken, code))) {
      throw new AppError('wrong_code');
    }
    return asked.id;
  }
}

/**
 * Whole halls and mobile networks share one address: wide enough for a launch day. Of ten thousand numbers
 * in a row a province's roster has a few: more are somebody going through them.
 */
function asksOf(phone: string, address: string): Limit[] {
  return [
    { of: ['code asked', householdOf(address)], windowMs: 10 * MINUTE_MS, most: 5_000 },
    { of: ['code asked', householdOf(address)], windowMs: DAY_MS, most: 20_000 },
    { of: ['code asked', networkOf(address)], windowMs: 10 * MINUTE_MS, most: 10_000 },
    { of: ['code asked', phone.slice(0, 8)], windowMs: HOUR_MS, most: 200 },
  ];
}

/** Wrong codes: five for each code, and so many for each address and network, whatever the numbers. */
function guessesOf(address: string): Limit[] {
  return [
    { of: ['code wrong', householdOf(address)], windowMs: 10 * MINUTE_MS, most: 300 },
    { of: ['code wrong', householdOf(address)], windowMs: DAY_MS, most: 2_000 },
    { of: ['code wrong', networkOf(address)], windowMs: DAY_MS, most: 5_000 },
  ];
}

/** Six digits alone could be guessed from their hash; with the browser's token, which is not stored, not. */
function hashCode(browserToken: string, code: string): Buffer {
  return createHash('sha256').update(`${browserToken}:${code}`).digest();
}
