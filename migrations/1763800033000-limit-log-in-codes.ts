import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LimitLogInCodes1763800033000 implements MigrationInterface {
  readonly name = 'LimitLogInCodes1763800033000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- How often something was done in a window of time, for all nodes together. Keys are hashes of what
    -- is counted: no number and no address stands here.
    CREATE TABLE shared_counts (
      key bytea NOT NULL,
      since timestamptz NOT NULL,
      n integer NOT NULL,
      PRIMARY KEY (key, since)
    );
    CREATE INDEX shared_counts_since ON shared_counts (since);

    ALTER TABLE personal_links
      -- The browser that opened it first: it signs in nowhere else.
      ADD COLUMN browser_hash bytea,
      ADD COLUMN bound_at timestamptz,
      -- What it has opened, to be ended when another link is issued.
      ADD COLUMN session_ids uuid[] NOT NULL DEFAULT '{}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    ALTER TABLE personal_links DROP COLUMN browser_hash, DROP COLUMN bound_at, DROP COLUMN session_ids;
    DROP TABLE shared_counts;
    `);
  }
}
