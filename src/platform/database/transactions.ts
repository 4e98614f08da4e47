import { Inject, Injectable, Logger } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource, type EntityManager, type ObjectLiteral } from 'typeorm';
import { type Act, actAs, currentAct, currentReading } from '../audit/act.js';
import { describe } from '../errors/describe.js';
import { READER } from './roles.js';
import { sqlStateOf } from './sql-state.js';
import type { Read, Statement } from './statement.js';

/** A running transaction. Repositories take it explicitly; signals and jobs wait for its commit. */
export interface Tx {
  readonly manager: EntityManager;
  /** Runs `work` once the transaction is committed, in the order asked; never when it rolls back. */
  afterCommit(work: () => void | Promise<void>): void;
}

/** What somebody may see at all: all below these units, these events, and the events of these campaigns. */
export interface Sight {
  units: readonly string[];
  events: readonly string[];
  campaigns: readonly string[];
}

/** PostgreSQL's "try again": serialization failure, deadlock. The whole transaction is safe to repeat. */
const RETRYABLE = new Set(['40001', '40P01']);

@Injectable()
export class Transactions {
  private readonly log = new Logger('transactions');

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction and then what it left for after the commit. A deadlock or a
   * serialization failure is tried again, at most three times, from the beginning. The audit learns
   * first on whose behalf it runs: what a request changes and that it did are committed together.
   */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return retrying(async () => {
      const after: (() => void | Promise<void>)[] = [];
      const act = currentAct();
      const result = await this.dataSource.transaction(async (manager) => {
        if (act) await beginAct(manager, act);
        return work({ manager, afterCommit: (task) => after.push(task) });
      });
      for (const task of after) await this.runAfterCommit(task);
      return result;
    });
  }

  /** Commits the entry of the act under way and nothing else: before what leaves only with an entry. */
  async note(): Promise<void> {
    await this.run(() => Promise.resolve());
  }

  /**
   * Runs statements as one transaction that is sent whole, in one write: the database goes through it to the end
   * without hearing from us again, so a process that is stopped half-way holds no lock. Tried again as
   * `run` does. The audit hears nothing of it: only for what is a ledger itself.
   * @returns the rows of the last statement
   */
  async runWhole<R extends ObjectLiteral>(statements: readonly Statement[]): Promise<R[]> {
    const whole = [{ text: 'BEGIN' }, ...statements, { text: 'COMMIT' }];
    return retrying(() =>
      this.withClient(async (client) => {
        const sent = await Promise.allSettled(
          inOneWrite(client, () => whole.map((statement) => client.query<R>({ values: [], ...statement }))),
        );
        // The first that failed is the reason; the others only heard that the transaction is over.
        const failed = sent.find((one) => one.status === 'rejected');
        if (failed) throw failed.reason;
        const last = sent.at(-2);
        return last?.status === 'fulfilled' ? last.value.rows : [];
      }),
    );
  }

  /**
   * Reads one state of the database in one way there and back: all that `ask` reads is sent in one write. It
   * must ask for everything at once; what it asks for after an answer came is refused.
   */
  async readWhole<T>(ask: (read: Read) => Promise<T>): Promise<T> {
    return retrying(() =>
      this.withClient(async (client) => {
        const [begun, answer, ended] = inOneWrite(client, () => {
          let late = false;
          const read: Read = async <R extends ObjectLiteral>({ name, text, values }: Statement) => {
            if (late) throw new Error('a whole read was asked for more after it was sent');
            return (await client.query<R>({ name, text, values: [...values] })).rows;
          };
          const begun = client.query({ text: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', values: [] });
          const answer = ask(read);
          late = true;
          return [begun, answer, client.query({ text: 'COMMIT', values: [] })] as const;
        });
        await Promise.allSettled([begun, answer, ended]);
        await begun;
        return answer;
      }),
    );
  }

  /** Reads outside a transaction; in a request that shows personal data, in the request's own. */
  get read(): EntityManager {
    return currentReading() ?? this.dataSource.manager;
  }

  /**
   * Lets `work` read in one transaction, in one snapshot, behind the wall: whatever it asks for, of
   * personal data it gets what lies within `sight`. Writes into the audit what `told` makes of its
   * outcome before anybody else hears it.
   * @param told of the outcome; null when there is nothing to tell
   */
  async showing<T>(
    act: Act,
    sight: Sight,
    work: () => Promise<T>,
    told: (outcome: T) => Act | null,
  ): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query(
        `SELECT set_config('role', '${READER}', true), set_config('raquan.units', $1::uuid[]::text, true),
           set_config('raquan.events', $2::uuid[]::text, true), set_config('raquan.campaigns', $3::uuid[]::text, true)`,
        [sight.units, sight.events, sight.campaigns],
      );
      const outcome = await actAs(act, work, manager);
      const entry = told(outcome);
      if (entry) await beginAct(manager, entry);
      return outcome;
    });
  }

  /** Reads with a statement that is planned once for a connection. */
  async readPrepared<R extends ObjectLiteral>({ name, text, values }: Statement): Promise<R[]> {
    return this.withClient(async (client) => {
      const { rows } = await client.query<R>({ name, text, values: [...values] });
      return rows;
    });
  }

  private async withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client: unknown = await runner.connect();
      if (!isClient(client)) throw new Error('the database driver is not pg');
      return await work(client);
    } finally {
      await runner.release();
    }
  }

  /** What failed after the commit is logged, not thrown: the commit stands, and sweepers mend the rest. */
  private async runAfterCommit(task: () => void | Promise<void>): Promise<void> {
    try {
      await task();
    } catch (thrown) {
      this.log.error({ after: 'commit', ...describe(thrown) });
    }
  }
}

async function beginAct(manager: EntityManager, act: Act): Promise<void> {
  await manager.query('SELECT audit_begin($1)', [act]);
}

async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      if (attempt >= 3 || !RETRYABLE.has(sqlStateOf(thrown) ?? '')) throw thrown;
    }
  }
}

function isClient(value: unknown): value is PoolClient {
  return typeof value === 'object' && value !== null && 'query' in value && 'connection' in value;
}

/** What `send` writes leaves in one piece: between two writes a process can be stopped, with a lock held. */
function inOneWrite<T>(client: PoolClient, send: () => T): T {
  const { stream } = client.connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}
