import { randomBytes, randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { Enrolment } from '../../contracts/staff-account.js';
import { Clock } from '../../kernel/clock.js';
import { matchingStep, otpauthUri, toBase32 } from '../../kernel/totp.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Sealer } from '../../platform/sealing/sealer.js';
import { hashToken } from '../../platform/sessions/session.service.js';
import { RecoveryCodeEntity, SECRET, SecondFactorEntity } from './second-factor.entity.js';

const ISSUER = 'Ra Quân';
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;

/** Authenticator apps of staff, and the recovery codes for the day the phone is lost. */
@Injectable()
export class SecondFactors {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Since when this account has one; null without one. */
  async since(manager: EntityManager, staffId: string): Promise<Date | null> {
    const factor = await manager.findOneBy(SecondFactorEntity, { staff_id: staffId });
    return factor?.since ?? null;
  }

  /** A new secret, which counts only once a code of it was entered. @throws AppError `second_factor_exists` */
  async begin(tx: Tx, staff: { id: string; login: string }): Promise<Enrolment> {
    const secret = randomBytes(SECRET_BYTES);
    const rows = await tx.manager.query<unknown[]>(
      `INSERT INTO second_factors (staff_id, secret_sealed, last_step) VALUES ($1, $2, 0)
       ON CONFLICT (staff_id) DO UPDATE SET secret_sealed = $2 WHERE second_factors.since IS NULL RETURNING 1`,
      [staff.id, this.sealer.seal(SECRET, staff.id, secret)],
    );
    if (rows.length === 0) throw new AppError('second_factor_exists');
    return { secret: toBase32(secret), uri: otpauthUri(secret, ISSUER, staff.login) };
  }

  /** The first code proves that the app has the secret. @throws AppError `wrong_second_factor` */
  async confirm(tx: Tx, staffId: string, code: string): Promise<string[]> {
    const factor = await tx.manager.findOne(SecondFactorEntity, {
      where: { staff_id: staffId, since: IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
    const now = this.clock.now();
    const step = this.stepOf(factor, code, now);
    if (!factor || step === null) throw new AppError('wrong_second_factor');
    await tx.manager.update(
      SecondFactorEntity,
      { staff_id: staffId },
      { since: now, last_step: String(step) },
    );
    return this.newRecoveryCodes(tx, staffId);
  }

  /** Accepts a code of the app or a recovery code, each once: of two at a time only one changes the row. */
  async accept(staffId: string, given: string): Promise<boolean> {
    const code = given.replace(/[\s-]/g, '').toLowerCase();
    return /^\d{6}$/.test(code) ? this.acceptCode(staffId, code) : this.acceptRecovery(staffId, code);
  }

  /** Ten new ones; the old ones are worth nothing any more. */
  async newRecoveryCodes(tx: Tx, staffId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await tx.manager.delete(RecoveryCodeEntity, { staff_id: staffId });
    await tx.manager.insert(
      RecoveryCodeEntity,
      codes.map((code) => ({ code_hash: hashRecovery(code), staff_id: staffId, used_at: null })),
    );
    return codes;
  }

  recoveryCodesLeft(staffId: string): Promise<number> {
    return this.transactions.read.countBy(RecoveryCodeEntity, { staff_id: staffId, used_at: IsNull() });
  }

  /** The account has none any more; the next log-in may ask for a new one. */
  async remove(tx: Tx, staffId: string): Promise<void> {
    await tx.manager.delete(SecondFactorEntity, { staff_id: staffId });
    await tx.manager.delete(RecoveryCodeEntity, { staff_id: staffId });
  }

  private async acceptCode(staffId: string, code: string): Promise<boolean> {
    const { read } = this.transactions;
    const factor = await read.findOneBy(SecondFactorEntity, { staff_id: staffId });
    const step = factor?.since ? this.stepOf(factor, code, this.clock.now()) : null;
    if (step === null) return false;
    const [rows] = await read.query<[unknown[], number]>(
      'UPDATE second_factors SET last_step = $2 WHERE staff_id = $1 AND last_step < $2 RETURNING 1',
      [staffId, step],
    );
    return rows.length > 0;
  }

  private stepOf(factor: SecondFactorEntity | null, code: string, now: Date): number | null {
    if (!factor?.secret_sealed) return null;
    return matchingStep(this.sealer.open(SECRET, factor.staff_id, factor.secret_sealed), code, now);
  }

  private async acceptRecovery(staffId: string, code: string): Promise<boolean> {
    const [rows] = await this.transactions.read.query<[unknown[], number]>(
      `UPDATE recovery_codes SET used_at = $3 WHERE code_hash = $2 AND staff_id = $1 AND used_at IS NULL RETURNING 1`,
      [staffId, hashRecovery(code), this.clock.now()],
    );
    return rows.length > 0;
  }
}

/** Sixteen letters and digits that are hard to mistake for each other: 79 bits, so a plain hash is enough. */
function newRecoveryCode(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('');
  return [group(), group(), group(), group()].join('-');
}

const hashRecovery = (code: string): Buffer => hashToken(`recovery ${code.replace(/-/g, '')}`);
