import { Inject, Injectable } from '@nestjs/common';
import type { ResultBatch, ResultEntry, ResultReceipt } from '../contracts/results.js';
import { EventChanges } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { decide, keyOf, type Known } from './domain/decide.js';
import { COUNTED, REFUSED } from './domain/words.js';
import { type KnownOfBatch, type NewResult, ResultsRepository } from './results.repository.js';

/** What one phone has sent. */
export interface Upload {
  personId: string;
  batch: ResultBatch;
}
type Told = Pick<ResultReceipt, 'refusal' | 'at' | 'rev'>;

/** Writes gathered reports of one event in one transaction, and answers after its commit. */
@Injectable()
export class ResultsWriter {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventChanges) private readonly changes: EventChanges,
    @Inject(ResultsRepository) private readonly results: ResultsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** One list of receipts for each upload. @throws AppError `not_found` */
  async write(eventId: string, uploads: readonly Upload[]): Promise<ResultReceipt[][]> {
    return this.transactions.run((tx) => this.writeLocked(tx, eventId, uploads));
  }

  private async writeLocked(tx: Tx, eventId: string, uploads: readonly Upload[]): Promise<ResultReceipt[][]> {
    const event = await this.changes.raiseRevision(tx, eventId);
    const entries = uploads.flatMap(({ batch }) => batch.entries);
    const rows = await this.results.known(tx.manager, eventId, {
      personIds: uploads.map((upload) => upload.personId),
      entryIds: entries.map((entry) => entry.id),
      assignmentIds: [...new Set(entries.map((entry) => entry.assignmentId))],
    });
    const now = this.clock.now();
    const known = knownOf(rows, event.state, now);
    const told = new Map<string, Told>(
      rows.old.map((row) => [
        `${row.personId} ${row.entryId}`,
        { refusal: row.refusal, at: new Date(row.recordedAt).toISOString(), rev: row.rev },
      ]),
    );
    const places = new Map(rows.places.map((place) => [place.id, place]));
    const fresh: NewResult[] = [];
    for (const { personId, batch } of uploads) {
      for (const entry of batch.entries) {
        const key = `${personId} ${entry.id}`;
        if (told.has(key)) continue;
        const refusal = decide(personId, entry, known);
        told.set(key, { refusal, at: now.toISOString(), rev: event.rev });
        const place = refusal === null ? (places.get(entry.assignmentId) ?? null) : null;
        const indicatorId = known.indicators.has(entry.indicatorId) ? entry.indicatorId : null;
        fresh.push({ ...toRow(personId, batch.deviceId, entry), refusal, place, indicatorId });
      }
    }
    await this.results.write(tx, event, now, fresh);
    return uploads.map(({ personId, batch }) =>
      batch.entries.map((entry) => receiptOf(entry, told.get(`${personId} ${entry.id}`)!, known)),
    );
  }
}

function knownOf(rows: KnownOfBatch, state: Known['state'], now: Date): Known {
  return {
    state,
    now,
    places: new Map(rows.places.map((place) => [place.id, place])),
    indicators: new Map(rows.indicators.map((one) => [one.id, one])),
    sums: new Map(rows.sums.map((sum) => [keyOf(sum), { amount: sum.amount, people: sum.people }])),
  };
}

function toRow(personId: string, deviceId: string, entry: ResultEntry) {
  const { amount, people, deviceTime } = entry;
  return { id: newId(), personId, deviceId, entryId: entry.id, amount, people, deviceTime };
}

function receiptOf(entry: ResultEntry, told: Told, known: Known): ResultReceipt {
  const mine = known.sums.get(keyOf(entry)) ?? { amount: 0, people: 0 };
  return {
    id: entry.id,
    outcome: told.refusal === null ? 'counted' : 'refused',
    message: told.refusal === null ? COUNTED : REFUSED[told.refusal],
    ...told,
    mine,
  };
}
