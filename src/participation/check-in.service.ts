import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { CheckInBatch, CheckInEntry, Receipt } from '../contracts/participation.js';
import { type EventFacts, EventFactsReader, readGateCode, readOwnCode } from '../events/index.js';
import { Allowance } from '../kernel/allowance.js';
import { Clock } from '../kernel/clock.js';
import { normalisePhone } from '../people/index.js';
import { ENV, type Env } from '../platform/env.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { CheckInWriter, type Scan } from './check-in-writer.js';
import { FlushCapacity } from './flush-capacity.js';
import { Gatherer } from './gatherer.js';
import { LedgerReader } from './ledger-reader.js';
import { type Reach, Reaches } from './reach.js';

const GATHER = { gatherMs: 5, batch: 500, jobs: 128, flushes: 2 };
/** Of one process: what is served within a few seconds. */
const ENTRIES_WAITING = 10_000;
/** A phone that sends its own scans has few; more are guesses. */
const VOLUNTEER_ENTRIES = 20;
const WRONG_CODES = { atOnce: 20, perSecond: 0.1 };
const GUESSERS_KEPT = 50_000;

/** Takes uploads of scans: authorises, reads the codes, and lets the event's gatherer write them. */
@Injectable()
export class CheckInService implements OnApplicationShutdown {
  private readonly gatherers = new Map<string, Gatherer<readonly Scan[], Receipt[]>>();
  private readonly capacity: FlushCapacity;
  private readonly guessers = new Map<string, Allowance>();

  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Reaches) private readonly reaches: Reaches,
    @Inject(CheckInWriter) private readonly writer: CheckInWriter,
    @Inject(LedgerReader) private readonly reader: LedgerReader,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ENV) env: Env,
  ) {
    // Half of the connections at most: the rest is for those who ask.
    this.capacity = new FlushCapacity({ waiting: ENTRIES_WAITING, writing: env.DATABASE_POOL / 2 });
  }

  /** Receipts in the order of the entries, once all of them are committed. */
  async send(principal: Principal, eventId: string, batch: CheckInBatch): Promise<Receipt[]> {
    const event = await this.events.get(eventId);
    const scans =
      principal.kind === 'staff' || principal.kind === 'gate'
        ? await this.readGate(principal, event, batch)
        : await this.readVolunteer(principal, event, batch);
    return this.gathererOf(eventId).add(scans, scans.length);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.gatherers.values()].map((gatherer) => gatherer.settled()));
  }

  /** Staff at a gate, or the gate's own device, which sends what it scans at its site. */
  private async readGate(principal: Principal, event: EventFacts, batch: CheckInBatch): Promise<Scan[]> {
    const reach = await this.reaches.of(principal, 'check_ins.send', event);
    if (principal.kind === 'gate' && batch.entries.some(({ siteId }) => siteId !== principal.siteId)) {
      throw new AppError('not_allowed');
    }
    const now = this.clock.now();
    return batch.entries.map((entry) => {
      const who = whoIs(event, entry, now);
      return scanOf(batch.deviceId, entry, who, principal.id, reach);
    });
  }

  /** A volunteer sends the gate's code, and only for himself or herself. */
  private async readVolunteer(principal: Principal, event: EventFacts, batch: CheckInBatch): Promise<Scan[]> {
    if (principal.kind !== 'volunteer') throw new AppError('not_allowed');
    if (batch.entries.length > VOLUNTEER_ENTRIES) throw new AppError('too_large');
    const now = this.clock.now();
    let wrong = 0;
    const scans = batch.entries.map((entry) => {
      if (entry.method !== 'gate_code') throw new AppError('not_allowed');
      const { siteId, gateCode, deviceTime } = entry;
      const reading = readGateCode(event.codeKey, siteId, gateCode, now, new Date(deviceTime));
      if (!reading.ok) wrong++;
      const who = {
        personId: principal.id,
        phone: null,
        codeFault: reading.ok ? null : reading.why,
        codeShownAt: reading.ok ? null : reading.shownAt,
      };
      return scanOf(batch.deviceId, entry, who, principal.id, null);
    });
    this.limitGuesses(principal.id, wrong, now);
    // Who knows a gate's code stands at the gate; of everybody else the event is hidden unless it is theirs.
    if (wrong === scans.length && !(await this.reader.concerns(event.id, principal.id))) {
      throw new AppError('not_found');
    }
    return scans;
  }

  private limitGuesses(personId: string, wrong: number, now: Date): void {
    if (wrong === 0) return;
    if (this.guessers.size >= GUESSERS_KEPT) this.guessers.clear();
    let allowance = this.guessers.get(personId);
    if (!allowance) {
      allowance = new Allowance(WRONG_CODES.atOnce, WRONG_CODES.perSecond, now.getTime());
      this.guessers.set(personId, allowance);
    }
    for (let i = 0; i < wrong; i++) {
      if (allowance.take(now.getTime()) < 0) throw new AppError('too_many_requests');
    }
  }

  private gathererOf(eventId: string): Gatherer<readonly Scan[], Receipt[]> {
    let gatherer = this.gatherers.get(eventId);
    if (!gatherer) {
      for (const [id, other] of this.gatherers) if (other.idle) this.gatherers.delete(id);
      gatherer = new Gatherer((jobs) => this.writer.write(eventId, jobs), GATHER, this.capacity);
      this.gatherers.set(eventId, gatherer);
    }
    return gatherer;
  }
}

type Who = Pick<Scan, 'personId' | 'phone' | 'codeFault' | 'codeShownAt'>;

function whoIs(event: EventFacts, entry: CheckInEntry, now: Date): Who {
  const codeShownAt = null;
  switch (entry.method) {
    case 'own_code': {
      const reading = readOwnCode(event.codeKey, entry.ownCode, now);
      const codeFault = reading.ok ? null : reading.why;
      return { personId: reading.personId, phone: null, codeFault, codeShownAt };
    }
    case 'leader':
      return { personId: entry.personId, phone: null, codeFault: null, codeShownAt };
    case 'desk': {
      const phone = normalisePhone(entry.phone);
      return { personId: null, phone, codeFault: phone === null ? 'unknown_person' : null, codeShownAt };
    }
    case 'gate_code': // the gate's code says where somebody is, and only the phone's owner says who
      throw new AppError('not_allowed');
  }
}

function scanOf(deviceId: string, entry: CheckInEntry, who: Who, recordedBy: string, reach: Reach): Scan {
  const { id: entryId, method, siteId } = entry;
  // PostgreSQL takes no offset beyond ±15:59.
  const deviceTime = new Date(entry.deviceTime).toISOString();
  return { deviceId, entryId, method, deviceTime, siteId, recordedBy, reach, ...who };
}
