import { Inject, Injectable, Logger } from '@nestjs/common';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Clock } from '../kernel/clock.js';
import { onNobodysBehalf } from '../platform/audit/act.js';
import { AuditHeadEntity } from './audit.entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { ENV, type Env } from '../platform/env.js';
import { linkOf } from './chain.js';
import { headKey, headText } from './head-key.js';
import { SealsRepository } from './seals.repository.js';

const BATCH = 2_000;
const SIGN_EVERY_MS = 3_600_000;
/** Where the signed heads are told a second time, out of the database's reach. */
export const HEADS_FILE = 'audit-heads.jsonl';

/** Puts committed entries into the chain, and signs its head every hour. */
@Injectable()
export class Sealer {
  private readonly log = new Logger('audit');

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SealsRepository) private readonly seals: SealsRepository,
    @Inject(ENV) private readonly env: Env,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Seals all there is; @returns how many entries. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const more = await onNobodysBehalf(() => this.sealBatch());
      sealed += more;
      if (more < BATCH) return sealed;
    }
  }

  /** Signs the head, if an hour has passed since the last was. */
  async signHourly(): Promise<void> {
    const now = this.clock.now();
    const last = await this.seals.lastSigned(this.transactions.read);
    if (last && now.getTime() - last.signedAt.getTime() < SIGN_EVERY_MS) return;
    const key = await headKey(this.env);
    const head = await onNobodysBehalf(() =>
      this.transactions.run(async (tx) => {
        if (!(await this.seals.lock(tx.manager))) return null;
        const { seq, hash } = await this.seals.head(tx.manager);
        if (seq === 0 || seq === last?.seq) return null;
        const signature = key.sign(headText(seq, hash, now));
        await tx.manager.insert(AuditHeadEntity, {
          seq: String(seq),
          hash,
          signed_at: now,
          key_id: key.id,
          signature,
        });
        return {
          seq,
          hash: hash.toString('hex'),
          at: now.toISOString(),
          key: key.id,
          signature: signature.toString('base64'),
        };
      }),
    );
    if (!head) return;
    this.log.log({ head: 'signed', ...head });
    await appendFile(join(this.env.dataDir, HEADS_FILE), `${JSON.stringify(head)}\n`, { mode: 0o600 });
  }

  private sealBatch(): Promise<number> {
    return this.transactions.run(async (tx) => {
      if (!(await this.seals.lock(tx.manager))) return 0;
      let { seq, hash } = await this.seals.head(tx.manager);
      const entries = await this.seals.unsealed(tx.manager, BATCH);
      const links = entries.map((entry) => {
        hash = linkOf(hash, ++seq, entry);
        return { seq, entryId: entry.id, hash };
      });
      if (links.length > 0) await this.seals.insert(tx.manager, links);
      return links.length;
    });
  }
}
