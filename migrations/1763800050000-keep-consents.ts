import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepConsents1763800050000 implements MigrationInterface {
  readonly name = 'KeepConsents1763800050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- What somebody agreed to or took back, and the proof of it. Rows are added, never changed, but that
    -- the guardian's name goes when the person is erased.
    CREATE TABLE consents (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      person_id uuid NOT NULL CONSTRAINT consents_person_fk REFERENCES people ON DELETE CASCADE,
      purpose text NOT NULL CONSTRAINT consents_purpose CHECK (purpose IN ('participation', 'next_campaigns', 'publicity')),
      given boolean NOT NULL,
      given_by text NOT NULL CONSTRAINT consents_given_by CHECK (given_by IN ('self', 'guardian')),
      channel text NOT NULL CONSTRAINT consents_channel CHECK (channel IN ('phone', 'paper')),
      -- Which wording it was given to; the hash proves that the wording has not been changed since.
      version integer NOT NULL,
      wording_hash bytea NOT NULL,
      lang text NOT NULL CONSTRAINT consents_lang CHECK (lang IN ('vi', 'en')),
      guardian_name text,
      relation text CONSTRAINT consents_relation CHECK (relation IN ('father', 'mother', 'other')),
      -- Of a paper: when it was signed, and the member of the staff who keeps it.
      signed_on date,
      recorded_by uuid,
      at timestamptz NOT NULL,
      CONSTRAINT consents_paper CHECK ((channel = 'paper') = (recorded_by IS NOT NULL))
    );
    CREATE INDEX consents_person ON consents (person_id, purpose, given_by, seq);
    CREATE INDEX consents_taken_back ON consents (person_id) WHERE NOT given;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE consents;');
  }
}
