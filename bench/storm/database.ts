import pg from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/database/embedded-postgres.js';
import type { Sql } from '../live/province.js';

/** Statements by their text, and how often each was run. */
export type Statements = ReadonlyMap<string, number>;

/** A PostgreSQL that counts the statements it is asked. */
export class CountingDatabase {
  private constructor(
    private readonly postgres: EmbeddedPostgres,
    private readonly client: pg.Client,
  ) {}

  static async start(folder: string): Promise<CountingDatabase> {
    const first = await startEmbeddedPostgres(folder, true);
    await runOnce(first.url, `ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
    await first.stop();
    const postgres = await startEmbeddedPostgres(folder, true);
    await runOnce(postgres.url, 'CREATE EXTENSION pg_stat_statements SCHEMA public');
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    return new CountingDatabase(postgres, client);
  }

  get url(): string {
    return this.postgres.url;
  }

  readonly sql: Sql = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await this.client.query(text, values)).rows as T[];

  async countAnew(): Promise<void> {
    await this.sql('SELECT public.pg_stat_statements_reset()');
  }

  /** What has been asked since, without what marks the ends of transactions and without our own counting. */
  async counted(): Promise<Statements> {
    const rows = await this.sql<{ query: string; calls: string }>(
      `SELECT query, sum(calls) AS calls FROM public.pg_stat_statements
       WHERE query !~* '^(begin|start transaction|commit|rollback|set )' AND query NOT LIKE '%pg_stat_statements%'
       GROUP BY query`,
    );
    return new Map(rows.map((row) => [row.query, Number(row.calls)]));
  }

  async stop(): Promise<void> {
    await this.client.end();
    await this.postgres.stop();
  }
}

async function runOnce(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
