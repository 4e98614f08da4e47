import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TakePrivacyRequests1763800051000 implements MigrationInterface {
  readonly name = 'TakePrivacyRequests1763800051000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Since then a pseudonym stands in this person's place.
    ALTER TABLE people ADD COLUMN erased_at timestamptz;

    CREATE TABLE privacy_requests (
      id uuid PRIMARY KEY,
      person_id uuid NOT NULL CONSTRAINT privacy_requests_person_fk REFERENCES people ON DELETE CASCADE,
      kind text NOT NULL CONSTRAINT privacy_requests_kind CHECK (kind IN ('copy', 'correct', 'erase', 'withdraw')),
      state text NOT NULL CONSTRAINT privacy_requests_state CHECK (state IN ('open', 'done', 'refused')),
      -- What is to stand there instead; gone once it is decided.
      wanted_name text,
      wanted_birth_date date,
      due_at timestamptz NOT NULL,
      -- The law allows one more term, with a reason.
      extension_reason text,
      reason text,
      created_at timestamptz NOT NULL,
      decided_at timestamptz,
      -- Null where the software has decided by itself, at once.
      decided_by uuid,
      CONSTRAINT privacy_requests_decided CHECK ((state = 'open') = (decided_at IS NULL))
    );
    CREATE UNIQUE INDEX privacy_requests_one_open ON privacy_requests (person_id, kind) WHERE state = 'open';
    CREATE INDEX privacy_requests_state ON privacy_requests (state, due_at);

    -- What each run of the rules of retention removed, by rule.
    CREATE TABLE retention_runs (
      id uuid PRIMARY KEY,
      at timestamptz NOT NULL,
      removed jsonb NOT NULL
    );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE retention_runs, privacy_requests;
    ALTER TABLE people DROP COLUMN erased_at;
    `);
  }
}
