import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { onNobodysBehalf } from '../platform/audit/act.js';
import { AuditHeadEntity } from './audit.entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { ENV, type Env } from '../platform/env.js';
import { describe } from '../platform/errors/describe.js';
import { linkOf } from './chain.js';
import { headKey, headText } from './head-key.js';
import { SealsRepository } from './seals.repository.js';
import { tellHeads, type ToldHead } from './told-heads.js';

const BATCH = 2_000;
const SIGN_EVERY_MS = 3_600_000;

/** Puts committed entries into the chain, and signs its head every hour. */
@Injectable()
export class Sealer {
  private readonly log = new Logger('audit');
  /** Signed, and not yet in the file: its disk may be full. */
  private readonly untold: ToldHead[] = [];

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

  /** Signs the head, if an hour has passed since the last was, and tells it in the data folder as soon as it can. */
  async signHourly(): Promise<void> {
    const head = await this.signHead();
    if (head) {
      this.log.log({ head: 'signed', ...head });
      this.untold.push(head);
    }
    if (this.untold.length === 0) return;
    try {
      await tellHeads(this.env.dataDir, this.untold);
      this.untold.length = 0;
    } catch (thrown) {
      // It is tried again with every turn, and said once.
      if (head) this.log.error({ head: 'not told in the data folder yet', ...describe(thrown) });
    }
  }

  /** @returns null when none is due */
  private async signHead(): Promise<ToldHead | null> {
    const now = this.clock.now();
    const last = await this.seals.lastSigned(this.transactions.read);
    const sinceMs = last ? now.getTime() - last.signedAt.getTime() : Infinity;
    // One that was signed in the future was signed before a clock was set back.
    if (sinceMs >= 0 && sinceMs < SIGN_EVERY_MS) return null;
    const key = await headKey(this.env);
    return onNobodysBehalf(() =>
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
