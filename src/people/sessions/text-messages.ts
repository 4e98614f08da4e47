import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { unitsOf } from '../../platform/policy/policy.js';
import type { Principal } from '../../platform/policy/principal.js';
import { Sealer } from '../../platform/sealing/sealer.js';
import { maskPhone } from '../domain/phone.js';
import { PHONE, PHONE_HASH } from '../person.entity.js';

export interface TextMessage {
  /** Masked. */
  phone: string;
  body: string;
  createdAt: string;
}

/**
 * Where text messages go. The one channel there is so far, `outbox`, keeps them for developers to
 * read; a provider's channel would be chosen here by SMS_CHANNEL.
 */
@Injectable()
export class TextMessages {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Writes to this number if somebody has it. @returns whether: that may be counted, and told to nobody */
  async sendCode(tx: Tx, phone: string, code: string): Promise<boolean> {
    const now = this.clock.now();
    const rows = await tx.manager.query<unknown[]>(
      `INSERT INTO developer_texts (id, person_id, body, created_at)
       SELECT $1, p.id, $3, $4 FROM people p WHERE p.phone_hash = ANY ($2) RETURNING 1`,
      [
        newId(now.getTime()),
        this.sealer.hashes(PHONE_HASH, phone),
        `Ra Quân: mã đăng nhập của bạn là ${code}. Mã dùng được trong 5 phút. Không đưa mã cho người khác.`,
        now,
      ],
    );
    return rows.length > 0;
  }

  /** The last two hundred texts to people within this principal's scope, the newest first. */
  async list(principal: Principal): Promise<TextMessage[]> {
    const rows = await this.transactions.read.query<
      { id: string; phone_sealed: Buffer | null; body: string; created_at: Date }[]
    >(
      `SELECT p.id, p.phone_sealed, t.body, t.created_at
       FROM developer_texts t JOIN people p ON p.id = t.person_id JOIN org_units u ON u.id = p.org_unit_id
       WHERE u.ancestors && $1::uuid[] ORDER BY t.created_at DESC, t.id DESC LIMIT 200`,
      [unitsOf(principal, 'developer.texts')],
    );
    return rows.map(({ id, phone_sealed, body, created_at }) => ({
      phone: maskPhone(this.sealer.openText(PHONE, id, phone_sealed) ?? ''),
      body,
      createdAt: created_at.toISOString(),
    }));
  }
}
