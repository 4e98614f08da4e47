import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { newToken } from '../../kernel/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { hashToken } from '../../platform/sessions/session.service.js';

/** A browser's cookie is renewed at each log-in; one that was not for so long is forgotten. */
const KEEP_MS = 180 * 24 * 3_600_000;

/** Browsers in which a member of the staff has signed in before. */
@Injectable()
export class StaffDevices {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The same question for every name, also one that nobody has. */
  async knows(login: string, token: string | null): Promise<boolean> {
    const rows = await this.transactions.read.query<unknown[]>(
      `SELECT 1 FROM staff_devices d JOIN staff s ON s.id = d.staff_id
       WHERE d.token_hash = $1 AND s.login = $2 AND d.used_at > $3`,
      [hashToken(token ?? ''), login, new Date(this.clock.now().getTime() - KEEP_MS)],
    );
    return rows.length > 0;
  }

  /** A new token at each log-in: one that was stolen lasts no longer than that. */
  async remember(tx: Tx, staffId: string, old: string | null): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await tx.manager.query(
      'DELETE FROM staff_devices WHERE staff_id = $1 AND (token_hash = $2 OR used_at < $3)',
      [staffId, hashToken(old ?? ''), new Date(now.getTime() - KEEP_MS)],
    );
    await tx.manager.query('INSERT INTO staff_devices (token_hash, staff_id, used_at) VALUES ($1, $2, $3)', [
      hashToken(token),
      staffId,
      now,
    ]);
    return token;
  }

  async forget(tx: Tx, staffId: string, but: string | null): Promise<void> {
    await tx.manager.query('DELETE FROM staff_devices WHERE staff_id = $1 AND token_hash <> $2', [
      staffId,
      hashToken(but ?? ''),
    ]);
  }
}
