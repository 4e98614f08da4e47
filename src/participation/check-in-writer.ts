import { Inject, Injectable } from '@nestjs/common';
import type { CheckInMethod, Receipt, Refusal } from '../contracts/participation.js';
import { EventChanges, type RaisedEvent } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ArrivalsRepository, type KnownPerson, type KnownSite } from './arrivals.repository.js';
import { type Decision, decide } from './domain/decide.js';
import { countedSentence, refusalSentence } from './domain/words.js';
import { type LedgerAnswer, type LedgerInput, LedgerRepository } from './ledger.repository.js';
import { type Reach, reachesPerson, reachesSite } from './reach.js';

/** A scan whose code has been read, but of which the database has not been asked yet. */
export interface Scan {
  deviceId: string;
  entryId: string;
  method: CheckInMethod;
  deviceTime: string;
  siteId: string;
  /** One of these says who it is; neither, when the code itself was at fault. */
  personId: string | null;
  phone: string | null;
  codeFault: Refusal | null;
  recordedBy: string;
  reach: Reach;
}
interface Decided {
  input: LedgerInput;
  /** The site the person should go to. */
  rightSite: string | null;
}

/** Writes gathered scans of one event in one transaction and answers after its commit. */
@Injectable()
export class CheckInWriter {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(ArrivalsRepository) private readonly arrivals: ArrivalsRepository,
    @Inject(LedgerRepository) private readonly ledger: LedgerRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** One list of receipts for each job. */
  async write(eventId: string, jobs: readonly (readonly Scan[])[]): Promise<Receipt[][]> {
    // The same entry twice, in one upload or two, is one scan with one receipt.
    const scans = new Map<string, Scan>();
    for (const scan of jobs.flat()) if (!scans.has(keyOf(scan))) scans.set(keyOf(scan), scan);
    const unique = [...scans.values()];
    const receipts = await this.transactions.run(async (tx) => {
      const event = await this.changes.raise(tx, eventId);
      const now = this.clock.now();
      const decided = await this.decide(tx, event, now, unique);
      const answers = await this.ledger.write(
        tx,
        event,
        now,
        decided.map(({ input }) => input),
      );
      return new Map(
        unique.map((scan, i) => [keyOf(scan), receiptOf(scan, answers[i]!, decided[i]!.rightSite)]),
      );
    });
    return jobs.map((job) => job.map((scan) => receipts.get(keyOf(scan))!));
  }

  private async decide(tx: Tx, event: RaisedEvent, now: Date, scans: readonly Scan[]): Promise<Decided[]> {
    const people = await this.arrivals.people(
      tx,
      event.id,
      scans.flatMap((scan) => scan.personId ?? []),
      scans.flatMap((scan) => scan.phone ?? []),
    );
    const sites = await this.arrivals.sites(tx, event.id, [...new Set(scans.map((scan) => scan.siteId))]);
    const byId = new Map(people.map((person) => [person.id, person]));
    const byPhone = new Map(people.map((person) => [person.phone, person]));
    return scans.map((scan) => {
      const site = sites.get(scan.siteId) ?? null;
      const found = scan.personId !== null ? byId.get(scan.personId) : byPhone.get(scan.phone ?? '');
      const person = found && reaches(scan.reach, found, site) ? found : null;
      const { method, codeFault } = scan;
      const shifts = site?.shifts ?? [];
      const decision = decide({ method, siteId: site?.id ?? null, codeFault, person, shifts, event, now });
      return toInput(scan, site, person, decision);
    });
  }
}

/** Who leads a unit checks in its people anywhere and anybody at its own sites. */
function reaches(reach: Reach, person: KnownPerson, site: KnownSite | null): boolean {
  return reachesPerson(reach, person.ancestors) || (site !== null && reachesSite(reach, site.communeId));
}

function toInput(
  scan: Scan,
  site: KnownSite | null,
  person: KnownPerson | null,
  decision: Decision,
): Decided {
  const { deviceId, entryId, method, deviceTime, recordedBy } = scan;
  const siteId = site?.id ?? null;
  const base = { id: newId(), deviceId, entryId, method, deviceTime, recordedBy, siteId, decidedBy: null };
  if (!decision.count) {
    const { refusal, rightSiteId } = decision;
    const personId = refusal === 'unknown_person' ? null : (person?.id ?? null);
    const rightSite = person?.places.find((place) => place.siteId === rightSiteId)?.siteName ?? null;
    const nowhere = { shiftId: null, assignmentId: null, orgUnitId: null };
    return { input: { ...base, ...nowhere, personId, refusal }, rightSite };
  }
  const { shiftId, assignmentId } = decision;
  const place = person?.places.find((known) => known.id === assignmentId);
  const orgUnitId = place?.orgUnitId ?? person?.orgUnitId ?? null;
  return {
    input: { ...base, personId: person?.id ?? null, shiftId, assignmentId, orgUnitId, refusal: null },
    rightSite: null,
  };
}

function receiptOf(scan: Scan, answer: LedgerAnswer, rightSite: string | null): Receipt {
  const { checkInId, personId, refusal, recordedAt, rev, earlierAt } = answer;
  const common = { id: scan.entryId, checkInId, personId, at: recordedAt.toISOString(), rev };
  if (refusal === null) {
    return { ...common, outcome: 'counted', refusal, message: countedSentence(recordedAt) };
  }
  const outcome = refusal === 'already_checked_in' ? 'duplicate' : 'refused';
  return { ...common, outcome, refusal, message: refusalSentence(refusal, { earlierAt, rightSite }) };
}

function keyOf(scan: Scan): string {
  return `${scan.entryId} ${scan.deviceId}`;
}
