import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AuditsRepository } from './audits.repository.js';
import { RecountRepository } from './recount.repository.js';

/** Differences in a line of the log, at most. */
const LOGGED = 10;

/** Counts something else of an event anew. Empty: every number is true; else ids and numbers only. */
export type Recount = (manager: EntityManager, eventId: string) => Promise<readonly object[]>;

/**
 * Counts events anew from the ledger, and says aloud when a number differs. It never mends: a
 * wrong number has a cause, and a human looks at it before `npm run recount -- EVENT --repair`. Nor
 * does it raise the revision of what it looks at: the board asks for its last word.
 */
@Injectable()
export class Auditor {
  private readonly log = new Logger('auditor');
  private readonly others = new Map<string, Recount>();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(RecountRepository) private readonly recount: RecountRepository,
    @Inject(AuditsRepository) private readonly audits: AuditsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Has numbers of another feature counted at the same moment. What differs is said in the log under this name. */
  also(name: string, recount: Recount): void {
    this.others.set(name, recount);
  }

  /** Events that are live, and closed ones that were amended since they were audited. */
  async auditAll(): Promise<void> {
    for (const eventId of await this.audits.due(this.transactions.read)) await this.audit(eventId);
  }

  private async audit(eventId: string): Promise<void> {
    const at = this.clock.now();
    // One snapshot, in which every revision is whole: check-ins that go on meanwhile are not seen.
    const found = await this.transactions.read.transaction('REPEATABLE READ', async (manager) => {
      const rev = await this.recount.revision(manager, eventId);
      if (rev === null) return null;
      for (const [name, recount] of this.others) this.say(eventId, name, await recount(manager, eventId));
      return { rev, differences: await this.recount.differences(manager, eventId) };
    });
    if (!found) return; // wiped meanwhile
    const { rev, differences } = found;
    const audit = { eventId, rev, at, occasion: 'scheduled' as const, differences };
    await this.transactions.run((tx) => this.audits.insert(tx.manager, audit));
    // All of them are in the audit's row.
    this.say(eventId, 'differing', differences);
  }

  private say(event: string, name: string, differences: readonly object[]): void {
    if (differences.length === 0) return;
    this.log.error({ event, [name]: differences.length, first: differences.slice(0, LOGGED) });
  }
}
