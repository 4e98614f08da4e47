import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ClosingState, CountAudit } from '../contracts/closing.js';
import { EventDependants, type EventDependant, EventFactsReader, type RaisedEvent } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { onNobodysBehalf } from '../platform/audit/act.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { AuditsRepository } from './audits.repository.js';
import { ClosingsRepository } from './closings.repository.js';
import { KeptScansRepository } from './kept-scans.repository.js';
import { RecountRepository } from './recount.repository.js';

/** The closing figure: signed once, and what has been added to it since. */
@Injectable()
export class ClosingService implements EventDependant, OnModuleInit {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(EventDependants) private readonly dependants: EventDependants,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ClosingsRepository) private readonly closings: ClosingsRepository,
    @Inject(RecountRepository) private readonly recount: RecountRepository,
    @Inject(AuditsRepository) private readonly audits: AuditsRepository,
    @Inject(KeptScansRepository) private readonly kept: KeptScansRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.dependants.register(this);
  }

  /**
   * Counts anew, and signs what both ways of counting agree on. The event's row is locked: nothing
   * is added between the count and the signature.
   * @throws AppError `counts_differ`
   */
  async close(tx: Tx, event: RaisedEvent, staffId: string): Promise<void> {
    const at = this.clock.now();
    const differences = await this.recount.differences(tx.manager, event.id);
    const audit = { eventId: event.id, rev: event.rev, at, occasion: 'closing' as const, differences };
    if (differences.length > 0) {
      // What was found must outlive the transaction that it ends.
      await onNobodysBehalf(() => this.transactions.run((apart) => this.audits.insert(apart.manager, audit)));
      throw new AppError('counts_differ');
    }
    await this.audits.insert(tx.manager, audit);
    const figures = await this.closings.figures(tx.manager, event.id);
    const { entries, sha256 } = await this.closings.seal(tx.manager, event.id, event.rev);
    await this.closings.insert(tx.manager, {
      event_id: event.id,
      rev: String(event.rev),
      closed_at: at,
      closed_by: staffId,
      signer: await this.closings.signer(tx.manager, staffId),
      ...figures,
      entries,
      ledger_sha256: sha256,
    });
  }

  /** In one snapshot, so that figure and amendments add up. */
  async state(principal: Principal, eventId: string): Promise<ClosingState> {
    await this.events.require(principal, 'live.board', eventId);
    return this.transactions.read.transaction('REPEATABLE READ', async (manager) => {
      const rev = await this.recount.revision(manager, eventId);
      if (rev === null) throw new AppError('not_found');
      return {
        rev,
        at: this.clock.now().toISOString(),
        ...(await this.closings.standing(manager, eventId)),
        undecided: await this.kept.undecided(manager, eventId),
        audit: await this.audits.latest(manager, eventId),
      };
    });
  }

  /** What the auditor found the last time; null when it has not looked yet. */
  async audit(principal: Principal, eventId: string): Promise<{ audit: CountAudit | null }> {
    await this.events.require(principal, 'live.board', eventId);
    return { audit: await this.audits.latest(this.transactions.read, eventId) };
  }
}
