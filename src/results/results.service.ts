import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { MyResults, ResultBatch, ResultReceipts, ResultReceipt } from '../contracts/results.js';
import { EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { FlushCapacity, Gatherer } from '../participation/index.js';
import { ENV, type Env } from '../platform/env.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireVolunteer } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { MyResultsReader } from './my-results.reader.js';
import { ResultsWriter, type Upload } from './results-writer.js';

/** Reports are less urgent than check-ins: they wait for each other a little longer, and leave them connections. */
const GATHER = { gatherMs: 20, batch: 500, jobs: 128, flushes: 1 };
const ENTRIES_WAITING = 10_000;

/** Takes what phones report, and lets the event's gatherer write it. */
@Injectable()
export class ResultsService implements OnApplicationShutdown {
  private readonly gatherers = new Map<string, Gatherer<Upload, ResultReceipt[]>>();
  private readonly capacity: FlushCapacity;

  constructor(
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ResultsWriter) private readonly writer: ResultsWriter,
    @Inject(MyResultsReader) private readonly mine: MyResultsReader,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ENV) env: Env,
  ) {
    const writing = Math.max(1, Math.floor(env.DATABASE_POOL / 4));
    this.capacity = new FlushCapacity({ waiting: ENTRIES_WAITING, writing });
  }

  /**
   * Receipts in the order of the entries, once all of them are committed.
   * @throws AppError `not_found` when the event is none of this person's
   */
  async send(principal: Principal, eventId: string, batch: ResultBatch): Promise<ResultReceipts> {
    const { id: personId } = requireVolunteer(principal);
    await this.events.get(eventId);
    if (!(await this.mine.concerns(this.transactions.read, eventId, personId)))
      throw new AppError('not_found');
    const receipts = await this.gathererOf(eventId).add({ personId, batch }, batch.entries.length);
    return { receipts };
  }

  /** What this volunteer has reported, and may report. */
  async own(principal: Principal): Promise<MyResults> {
    return this.mine.read(this.transactions.read, requireVolunteer(principal).id, this.clock.now());
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.gatherers.values()].map((gatherer) => gatherer.settled()));
  }

  private gathererOf(eventId: string): Gatherer<Upload, ResultReceipt[]> {
    let gatherer = this.gatherers.get(eventId);
    if (!gatherer) {
      for (const [id, other] of this.gatherers) if (other.idle) this.gatherers.delete(id);
      gatherer = new Gatherer((uploads) => this.writer.write(eventId, uploads), GATHER, this.capacity);
      this.gatherers.set(eventId, gatherer);
    }
    return gatherer;
  }
}
