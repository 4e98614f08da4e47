import { Inject, Injectable } from '@nestjs/common';
import { latestPlan } from '../assignments/index.js';
import type { BoardSnapshot } from '../contracts/live.js';
import { CountsRepository, KnownNumbers } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { EPOCH } from '../platform/database/epoch.js';
import { PLAN_BY_INDEX, type Read } from '../platform/database/statement.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { resultTotals } from '../results/index.js';
import { stageOf } from '../screens/index.js';

export interface Revision {
  id: string;
  rev: number;
  epoch: string;
}

/** What live asks of the database. */
@Injectable()
export class LiveReader {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CountsRepository) private readonly counts: CountsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  /**
   * One state of the database: the board as it is at one revision.
   * @param known of whoever reads it again and again
   * @throws AppError `not_found`
   */
  async board(eventId: string, known = new KnownNumbers()): Promise<BoardSnapshot> {
    const at = this.clock.now().toISOString();
    const [, numbers, plan, results, stage, epoch] = await this.transactions.readWhole((read) =>
      Promise.all([
        read(PLAN_BY_INDEX),
        this.counts.read(read, eventId, { known }),
        latestPlan(read, eventId),
        resultTotals(read, eventId),
        stageOf(read, eventId),
        epochOf(read),
      ]),
    );
    if (!numbers) throw new AppError('not_found');
    return { eventId, epoch, rev: numbers.event.rev, at, plan, results, stage, ...numbers };
  }

  /** The present revisions of these events; one that has gone is not among them. */
  async revisions(eventIds: readonly string[]): Promise<Revision[]> {
    const rows = await this.transactions.read.query<{ id: string; rev: string; epoch: string }[]>(
      `SELECT id, rev, ${EPOCH} AS epoch FROM events WHERE id = ANY ($1::uuid[])`,
      [eventIds],
    );
    return rows.map((row) => ({ ...row, rev: Number(row.rev) }));
  }
}

async function epochOf(read: Read): Promise<string> {
  const [row] = await read<{ epoch: string }>({
    name: 'epoch',
    text: `SELECT ${EPOCH} AS epoch`,
    values: [],
  });
  return row!.epoch;
}
