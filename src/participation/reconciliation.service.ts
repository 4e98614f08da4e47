import { Inject, Injectable } from '@nestjs/common';
import type {
  Decide,
  Decided,
  DecidedOutcome,
  KeptQuery,
  KeptScan,
  KeptSummary,
} from '../contracts/closing.js';
import type { Page } from '../contracts/common.js';
import { EventChanges, EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Principal } from '../platform/policy/principal.js';
import { Corrections, type CountedAfterAll } from './corrections.js';
import { effectOf } from './domain/after-all.js';
import { type KeptForDecision, KeptScansRepository } from './kept-scans.repository.js';
import { ReconciliationsRepository } from './reconciliations.repository.js';

interface Meant {
  conflictId: string;
  count: CountedAfterAll | null;
  /** The check-in to void. */
  void: string | null;
}

/** Decisions on scans that were kept and not counted: each with a reason, and each can be undone. */
@Injectable()
export class ReconciliationService {
  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(Corrections) private readonly corrections: Corrections,
    @Inject(KeptScansRepository) private readonly kept: KeptScansRepository,
    @Inject(ReconciliationsRepository) private readonly reconciliations: ReconciliationsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async summary(principal: Principal, eventId: string): Promise<KeptSummary> {
    await this.events.require(principal, 'check_ins.read', eventId);
    return this.kept.summary(this.transactions.read, eventId);
  }

  async page(principal: Principal, eventId: string, query: KeptQuery): Promise<Page<KeptScan>> {
    await this.events.require(principal, 'check_ins.read', eventId);
    const found = await this.kept.page(this.transactions.read, eventId, query);
    return { ...found, page: query.page, pageSize: query.pageSize };
  }

  /** All in one transaction; what cannot be decided so is told one by one and hinders nothing else. */
  async decide(principal: Principal, eventId: string, given: Decide): Promise<Decided> {
    await this.events.require(principal, 'ledger.correct', eventId);
    return this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, eventId);
      const now = this.clock.now();
      const why = { reason: given.reason, note: given.note, by: principal.id };
      const ids = [...new Set(given.conflictIds)];
      const kept = await this.kept.forDecision(tx.manager, eventId, ids);
      const { outcomes, decisions, meant } = weigh(ids, kept, given.decision, principal.id);

      const toVoid = meant.flatMap((one) => one.void ?? []);
      const voids = await this.corrections.void(tx, event, now, toVoid, why);
      const toCount = meant.flatMap((one) => one.count ?? []);
      const answers = await this.corrections.count(tx, event, now, toCount);
      const counted = new Map(toCount.map((scan, i) => [scan, answers[i]!.checkInId]));
      const made = await this.reconciliations.insert(
        tx,
        event,
        now,
        { ...why, decision: given.decision },
        meant.map((one) => ({
          conflictId: one.conflictId,
          checkInId: one.count && (counted.get(one.count) ?? null),
          voidId: one.void && (voids.get(one.void) ?? null),
        })),
      );
      return {
        rev: event.rev,
        results: ids.map((id) => ({
          id,
          outcome: outcomes.get(id) ?? 'unknown',
          decisionId: made.get(id) ?? decisions.get(id) ?? null,
        })),
      };
    });
  }

  /** What the decisions counted is voided, and what they voided is counted again. */
  async undo(principal: Principal, eventId: string, ids: readonly string[]): Promise<Decided> {
    await this.events.require(principal, 'ledger.correct', eventId);
    return this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, eventId);
      const now = this.clock.now();
      const wanted = [...new Set(ids)];
      const found = await this.reconciliations.find(tx, eventId, wanted);
      const standing = [...found.values()].filter((decision) => !decision.undone);
      const why = { reason: 'undone', note: null, by: principal.id } as const;
      const made = standing.flatMap((decision) => decision.checkInId ?? []);
      await this.corrections.void(tx, event, now, made, why);
      const back = standing.flatMap((decision) => decision.voided ?? []);
      // Somebody may have been checked in there again meanwhile: then there is nothing to put back.
      const there = await this.reconciliations.standing(tx, back);
      await this.corrections.count(
        tx,
        event,
        now,
        back
          .filter((scan) => !there.has(`${scan.shiftId} ${scan.personId}`))
          .map((scan) => ({ ...scan, decidedBy: principal.id })),
      );
      await this.reconciliations.undo(
        tx,
        standing.map((decision) => decision.id),
        principal.id,
        now,
      );
      return {
        rev: event.rev,
        results: wanted.map((id) => ({
          id,
          outcome: found.has(id) ? ('undone' as const) : ('unknown' as const),
          decisionId: found.has(id) ? id : null,
        })),
      };
    });
  }
}

/** What the decision means for each scan, given what stands and what the earlier ones of this call will do. */
function weigh(
  ids: readonly string[],
  kept: ReadonlyMap<string, KeptForDecision>,
  decision: Decide['decision'],
  by: string,
): { outcomes: Map<string, DecidedOutcome>; decisions: Map<string, string>; meant: Meant[] } {
  const outcomes = new Map<string, DecidedOutcome>();
  const decisions = new Map<string, string>();
  const meant: Meant[] = [];
  const taken = new Set<string>();
  for (const id of ids) {
    const scan = kept.get(id);
    if (!scan) continue;
    if (scan.decided) {
      outcomes.set(id, scan.decided.decision === decision ? 'decided' : 'already_decided');
      decisions.set(id, scan.decided.id);
      continue;
    }
    const effect = effectOf(decision, scan);
    outcomes.set(id, effect.outcome);
    if (effect.outcome !== 'decided') continue;
    const { personId, siteId, method, deviceTime, recordedBy } = scan;
    const orgUnitId = effect.count?.orgUnitId ?? scan.orgUnitId;
    if (!effect.count || personId === null || siteId === null || orgUnitId === null) {
      meant.push({ conflictId: id, count: null, void: null });
      continue;
    }
    // One person may have been scanned ten times: the first of them counts.
    const seat = `${effect.count.shiftId} ${personId}`;
    if (taken.has(seat) || (effect.void !== null && taken.has(effect.void))) {
      outcomes.set(id, 'already_counted');
      continue;
    }
    taken.add(seat);
    if (effect.void !== null) taken.add(effect.void);
    const who = { personId, siteId, orgUnitId, method, deviceTime, recordedBy, decidedBy: by };
    meant.push({ conflictId: id, count: { ...effect.count, ...who }, void: effect.void });
  }
  return { outcomes, decisions, meant };
}
