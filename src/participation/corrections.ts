import { Inject, Injectable } from '@nestjs/common';
import type { CheckInMethod } from '../contracts/participation.js';
import { EventChanges, type RaisedEvent } from '../events/index.js';
import { newId } from '../kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { type LedgerAnswer, LedgerRepository } from './ledger.repository.js';
import { type WhyVoid, VoidsRepository } from './voids.repository.js';

/** A scan that somebody in charge decides to count. */
export interface CountedAfterAll {
  method: CheckInMethod;
  deviceTime: Date;
  recordedBy: string;
  decidedBy: string;
  siteId: string;
  shiftId: string;
  personId: string;
  assignmentId: string | null;
  orgUnitId: string;
}

/** Under this name decisions stand in the ledger; each is an entry of its own. */
const DEVICE = 'decision';

/**
 * The two ways in which people correct the ledger, with all that follows from them. In one
 * transaction first `void` and then `count`, each once at most: who counts as a person is decided
 * by revision and id, and two statements of one revision would not know of each other.
 */
@Injectable()
export class Corrections {
  constructor(
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(LedgerRepository) private readonly ledger: LedgerRepository,
    @Inject(VoidsRepository) private readonly voids: VoidsRepository,
  ) {}

  /** @returns the void of each check-in that was voided now */
  async void(
    tx: Tx,
    event: RaisedEvent,
    now: Date,
    checkInIds: readonly string[],
    why: WhyVoid,
  ): Promise<Map<string, string>> {
    if (checkInIds.length === 0) return new Map();
    const { made, deltas } = await this.voids.add(tx, event, now, checkInIds, why);
    await this.changes.count(tx, event, deltas);
    const sites = made.map((one) => ({ site_id: one.siteId }));
    await this.changes.recordAtSites(tx, event, 'voided', sites);
    return new Map(made.map((one) => [one.checkInId, one.voidId]));
  }

  /** Through the same statement and the same unique constraint as any scan. Answers in the order given. */
  async count(
    tx: Tx,
    event: RaisedEvent,
    now: Date,
    scans: readonly CountedAfterAll[],
  ): Promise<LedgerAnswer[]> {
    if (scans.length === 0) return [];
    return this.ledger.write(
      tx,
      event,
      now,
      scans.map((scan) => ({
        ...scan,
        id: newId(),
        deviceId: DEVICE,
        entryId: newId(),
        deviceTime: scan.deviceTime.toISOString(),
        refusal: null,
        codeFault: null,
      })),
    );
  }
}
