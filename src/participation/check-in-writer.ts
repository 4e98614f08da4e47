import { Inject, Injectable } from '@nestjs/common';
import type { CheckInMethod, Receipt, Refusal } from '../contracts/participation.js';
import { EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { AppError } from '../platform/errors/app-error.js';
import {
  ArrivalsRepository,
  type KnownEvent,
  type KnownPerson,
  type KnownSite,
} from './arrivals.repository.js';
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
  /** When the gate showed a code that is no longer good. */
  codeShownAt: Date | null;
  recordedBy: string;
  reach: Reach;
}
interface Decided {
  input: LedgerInput;
  /** The site the person should go to. */
  rightSite: string | null;
}

/** Events whose facts are kept; they are read again when they have changed. */
const EVENTS_KEPT = 1_000;
/** And now and then in any case: a server of an older version may change an event without saying so. */
const BELIEVED_MS = 10_000;
/** How often a batch is decided anew because somebody changed the event in between. */
const ATTEMPTS = 10;

/**
 * Writes gathered scans of one event in one transaction and answers after its commit. They are decided
 * before the event's row is locked; a change of the event in between makes the write do nothing, and
 * they are decided again.
 */
@Injectable()
export class CheckInWriter {
  private readonly known = new Map<string, { event: KnownEvent; until: number }>();

  constructor(
    @Inject(ArrivalsRepository) private readonly arrivals: ArrivalsRepository,
    @Inject(LedgerRepository) private readonly ledger: LedgerRepository,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * One list of receipts for each job.
   * @throws AppError `not_found`, or `overloaded` when the event changes faster than it can be read
   */
  async write(eventId: string, jobs: readonly (readonly Scan[])[]): Promise<Receipt[][]> {
    // The same entry twice, in one upload or two, is one scan with one receipt.
    const unique: Scan[] = [];
    const known = new Map<string, number>();
    const placeOf = (scan: Scan): number => {
      const key = `${scan.entryId} ${scan.deviceId}`;
      let place = known.get(key);
      if (place === undefined) known.set(key, (place = unique.push(scan) - 1));
      return place;
    };
    const places = jobs.map((job) => job.map(placeOf));
    const receipts = await this.writeUnique(eventId, unique);
    return places.map((job) => job.map((place) => receipts[place]!));
  }

  private async writeUnique(eventId: string, scans: readonly Scan[]): Promise<Receipt[]> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const event = await this.eventOf(eventId);
      const now = this.clock.now();
      const decided = await this.decide(event, now, scans);
      const answers = await this.ledger.writeAsKnown(
        event,
        now,
        decided.map(({ input }) => input),
      );
      if (answers) {
        await this.changes.tell(eventId);
        return scans.map((scan, i) => receiptOf(scan, answers[i]!, decided[i]!.rightSite));
      }
      this.known.delete(eventId);
    }
    throw new AppError('overloaded');
  }

  private async eventOf(eventId: string): Promise<KnownEvent> {
    const now = this.clock.now().getTime();
    const known = this.known.get(eventId);
    if (known && known.until > now) return known.event;
    const event = await this.arrivals.event(eventId);
    if (!event) throw new AppError('not_found');
    if (this.known.size >= EVENTS_KEPT) this.known.clear();
    this.known.set(eventId, { event, until: now + BELIEVED_MS });
    return event;
  }

  private async decide(event: KnownEvent, now: Date, scans: readonly Scan[]): Promise<Decided[]> {
    const people = await this.arrivals.people(
      event.id,
      scans.flatMap((scan) => scan.personId ?? []),
      scans.flatMap((scan) => scan.phone ?? []),
      scans.some((scan) => scan.reach !== null),
    );
    const byId = new Map(people.map((person) => [person.id, person]));
    const byPhone = new Map(people.map((person) => [person.phone, person]));
    return scans.map((scan) => {
      const site = event.sites.get(scan.siteId) ?? null;
      const found = scan.personId !== null ? byId.get(scan.personId) : byPhone.get(scan.phone ?? '');
      const person = found && reaches(scan.reach, found, site) ? found : null;
      const { method, codeFault } = scan;
      const shifts = site?.shifts ?? [];
      const decision = decide({ method, siteId: site?.id ?? null, codeFault, person, shifts, event, now });
      return toInput(event, scan, site, person, decision);
    });
  }
}

/** Who leads a unit checks in its people anywhere and anybody at its own sites. */
function reaches(reach: Reach, person: KnownPerson, site: KnownSite | null): boolean {
  return (
    reachesPerson(reach, person.ancestors ?? []) || (site !== null && reachesSite(reach, site.communeId))
  );
}

function toInput(
  event: KnownEvent,
  scan: Scan,
  site: KnownSite | null,
  person: KnownPerson | null,
  decision: Decision,
): Decided {
  const { deviceId, entryId, method, deviceTime, recordedBy, codeFault } = scan;
  const counted = decision.count ? decision : null;
  const { refusal, rightSiteId } = decision.count ? { refusal: null, rightSiteId: null } : decision;
  const place = counted && person?.places.find((known) => known.id === counted.assignmentId);
  return {
    input: {
      id: newId(),
      deviceId,
      entryId,
      method,
      deviceTime,
      recordedBy,
      siteId: site?.id ?? null,
      personId: refusal === 'unknown_person' ? null : (person?.id ?? null),
      shiftId: counted?.shiftId ?? null,
      assignmentId: counted?.assignmentId ?? null,
      orgUnitId: counted && (place?.orgUnitId ?? person?.orgUnitId ?? null),
      refusal,
      codeFault,
      decidedBy: null,
    },
    rightSite: rightSiteId === null ? null : (event.sites.get(rightSiteId)?.name ?? null),
  };
}

function receiptOf(scan: Scan, answer: LedgerAnswer, rightSite: string | null): Receipt {
  const { checkInId, personId, refusal, recordedAt, rev, earlierAt } = answer;
  const common = { id: scan.entryId, checkInId, personId, at: recordedAt.toISOString(), rev };
  if (refusal === null) {
    return { ...common, outcome: 'counted', refusal, message: countedSentence(recordedAt) };
  }
  const know = { earlierAt, rightSite, codeShownAt: scan.codeShownAt };
  const outcome = refusal === 'already_checked_in' ? 'duplicate' : 'refused';
  return { ...common, outcome, refusal, message: refusalSentence(refusal, know) };
}
