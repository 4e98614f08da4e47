import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Clock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { readEnv } from '../../src/platform/env.js';
import { startServer } from '../../src/server.js';
import { HttpClient } from './http-client.js';
import { createTestDatabase } from './test-database.js';
import { TEST_KEYS } from './test-keys.js';

export interface TestServer {
  url: string;
  databaseUrl: string;
  dataSource: DataSource;
  transactions: Transactions;
  /** Gets a provider of the running server. */
  get<T>(token: abstract new (...args: never[]) => T): T;
  /** A statement of the database's owner, who may do what the application may not. */
  asOwner(sql: string): Promise<void>;
  /** A client without a session, or with the given session tokens. */
  client(cookies?: Record<string, string>): HttpClient;
  close(): Promise<void>;
}

/** A whole server, as in production, on a database of its own. Nothing in it is replaced but the clock. */
export async function startTestServer(
  settings: Record<string, string> = {},
  clock?: Clock,
): Promise<TestServer> {
  const database = await createTestDatabase();
  const server = await startNode(database.url, settings, clock);
  return {
    ...server,
    close: async () => {
      await server.close();
      await database.drop();
    },
  };
}

/** One more node on a database that is there: of a second server, or of a command. */
export async function startNode(
  databaseUrl: string,
  settings: Record<string, string> = {},
  clock?: Clock,
): Promise<TestServer> {
  // Made only when something is kept there.
  const folder = join(tmpdir(), `ra-quan-server-${newId()}`);
  const env = readEnv({
    PORT: '0',
    HOST: '127.0.0.1',
    DEMO_PROVINCE: 'none',
    LOG_LEVEL: 'error',
    SEALING_KEYS: TEST_KEYS,
    DATA_DIR: folder,
    ...settings,
  });
  const server = await startServer(env, databaseUrl, clock);
  const url = server.url.replace('localhost', '127.0.0.1');
  return {
    url,
    databaseUrl,
    dataSource: server.app.get(DataSource, { strict: false }),
    transactions: server.app.get(Transactions, { strict: false }),
    get: (token) => server.app.get(token, { strict: false }),
    asOwner: async (sql) => {
      const owner = new pg.Client({ connectionString: databaseUrl });
      await owner.connect();
      try {
        await owner.query(sql);
      } finally {
        await owner.end();
      }
    },
    client: (cookies) => new HttpClient(url, cookies),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
