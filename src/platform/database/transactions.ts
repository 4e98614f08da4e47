import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { describe } from '../errors/http-error.filter.js';

/** A running transaction. Repositories take it explicitly; signals and jobs wait for its commit. */
export interface Tx {
  readonly manager: EntityManager;
  /** Runs `work` once the transaction is committed, in the order asked; never when it rolls back. */
  afterCommit(work: () => void | Promise<void>): void;
}

/** PostgreSQL's "try again": serialization failure, deadlock. The whole transaction is safe to repeat. */
const RETRYABLE = new Set(['40001', '40P01']);

@Injectable()
export class Transactions {
  private readonly log = new Logger('transactions');

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction and then what it left for after the commit. A deadlock or a
   * serialization failure is tried again, at most three times, from the beginning.
   */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const after: (() => void | Promise<void>)[] = [];
      try {
        const result = await this.dataSource.transaction((manager) =>
          work({ manager, afterCommit: (task) => after.push(task) }),
        );
        for (const task of after) await this.runAfterCommit(task);
        return result;
      } catch (thrown) {
        if (attempt >= 3 || !RETRYABLE.has(sqlStateOf(thrown) ?? '')) throw thrown;
      }
    }
  }

  /** Reads outside a transaction. */
  get read(): EntityManager {
    return this.dataSource.manager;
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

export function sqlStateOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const source: unknown = 'driverError' in thrown ? thrown.driverError : thrown;
  if (typeof source !== 'object' || source === null || !('code' in source)) return undefined;
  return typeof source.code === 'string' ? source.code : undefined;
}
