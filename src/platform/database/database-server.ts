import type { DataSource, QueryRunner } from 'typeorm';

const OLDEST = 15;

/** What a PostgreSQL says of itself and of the database it was asked for. */
export interface ServerFacts {
  /** As `server_version_num`: 150004 is 15.4. */
  version: number;
  encoding: string;
}

/** @returns why Ra Quân cannot work there, for whoever starts it; null when it can */
export function unfitness({ version, encoding }: ServerFacts): string | null {
  const major = Math.floor(version / 10_000);
  if (major < OLDEST) {
    return `PostgreSQL ${major} is too old: Ra Quân needs ${OLDEST} or newer. Name another one in DATABASE_URL.`;
  }
  if (encoding !== 'UTF8') {
    return (
      `The database keeps text as ${encoding}, where many Vietnamese names do not fit. Make one with ` +
      "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and name it in DATABASE_URL."
    );
  }
  return null;
}

/** @throws Error with a sentence for whoever starts the server, before anything is written */
export async function expectFit(runner: QueryRunner): Promise<void> {
  const [facts] = (await runner.query(
    `SELECT current_setting('server_version_num')::int AS version, pg_encoding_to_char(encoding) AS encoding
     FROM pg_database WHERE datname = current_database()`,
  )) as [ServerFacts];
  const reason = unfitness(facts);
  if (reason !== null) throw new Error(reason);
}

/** @returns the settings of the cluster with which a power cut takes what was acknowledged, or the whole database */
export async function riskySettings(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ name: string }[]>(
    `SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off' ORDER BY name`,
  );
  return rows.map(({ name }) => name);
}
