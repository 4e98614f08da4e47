import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { describe } from '../errors/describe.js';

const ASK_EVERY_MS = 5_000;
/** A machine whose clock is further off than this should be set; its log says so. */
const WORTH_SAYING_MS = 1_000;

/**
 * The database's time, which is one for all processes of an installation: who is on a machine whose clock is hours ahead
 * must not let offers run out, or write into the ledger what comes first as what comes last. It runs on the
 * process's steady clock, which nobody sets, and is put right whenever the database's answer proves it wrong: its
 * time is at least the one it told, and at most that and the whole way there and back.
 */
export class DatabaseClock extends Clock {
  private readonly log = new Logger('clock');
  private readonly asking: NodeJS.Timeout;
  /** What must be added to the steady clock; at first, what the machine's own clock says. */
  private offset = Date.now() - performance.now();
  private busy = false;

  private constructor(private readonly dataSource: DataSource) {
    super();
    this.asking = setInterval(() => void this.askAgain(), ASK_EVERY_MS).unref();
  }

  /** @throws Error when the database does not answer */
  static async follow(dataSource: DataSource): Promise<DatabaseClock> {
    const clock = new DatabaseClock(dataSource);
    await clock.putRight();
    return clock;
  }

  override now(): Date {
    return new Date(performance.now() + this.offset);
  }

  stop(): void {
    clearInterval(this.asking);
  }

  private async askAgain(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.putRight();
    } catch (thrown) {
      this.log.debug(describe(thrown)); // while the database is away, the steady clock runs on
    } finally {
      this.busy = false;
    }
  }

  /** Asks the database once. */
  async putRight(): Promise<void> {
    const asked = performance.now();
    const [row] = await this.dataSource.query<{ ms: number }[]>(
      'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms',
    );
    const answered = performance.now();
    if (!row) throw new Error('the database does not tell the time');
    const before = this.offset;
    this.offset = Math.min(Math.max(before, row.ms - answered), row.ms - asked);
    const by = Math.round(this.offset - before);
    if (Math.abs(by) > WORTH_SAYING_MS) {
      this.log.warn({ clock: 'put right by the database', byMs: by });
    }
  }
}
