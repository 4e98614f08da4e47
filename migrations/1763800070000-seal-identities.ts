import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What identifies a person by itself goes out of the clear. SQL knows no key: what is there waits in a table
 * of its own, and the start that follows seals it and empties the table before it serves anybody.
 *
 * Must not meet the old code, which reads the columns that go away: stop every process first.
 */
export class SealIdentities1763800070000 implements MigrationInterface {
  readonly name = 'SealIdentities1763800070000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    CREATE TABLE sealing_keys (
      id smallint PRIMARY KEY CONSTRAINT sealing_keys_id CHECK (id BETWEEN 1 AND 255),
      -- Tells whether a process has the same key, and nothing of the key.
      fingerprint bytea NOT NULL
    );
    CREATE TABLE to_seal (
      relation text NOT NULL,
      field text NOT NULL,
      row_id uuid NOT NULL,
      clear bytea NOT NULL,
      PRIMARY KEY (relation, field, row_id)
    );
    INSERT INTO to_seal
      SELECT 'people', 'phone_sealed', id, convert_to(phone, 'UTF8') FROM people WHERE phone IS NOT NULL
      UNION ALL
      SELECT 'people', 'member_no_sealed', id, convert_to(member_no, 'UTF8') FROM people WHERE member_no IS NOT NULL
      UNION ALL
      SELECT 'sites', 'contact_phone_sealed', id, convert_to(contact_phone, 'UTF8') FROM sites
        WHERE contact_phone IS NOT NULL
      UNION ALL
      SELECT 'second_factors', 'secret_sealed', staff_id, secret FROM second_factors
      UNION ALL
      SELECT 'roster_imports', 'content_sealed', id, content FROM roster_imports WHERE content IS NOT NULL
      UNION ALL
      SELECT 'roster_imports', 'rows_sealed', id, convert_to(rows::text, 'UTF8') FROM roster_imports
        WHERE rows IS NOT NULL
      UNION ALL
      SELECT 'roster_imports', 'shown_sealed', id, convert_to(jsonb_build_object(
          'sample', coalesce(rows->'sample', '[]'),
          'rejected', coalesce((SELECT jsonb_agg(r.item - 'cells' ORDER BY r.at)
            FROM jsonb_array_elements(rows->'rejected') WITH ORDINALITY AS r (item, at)), '[]'))::text, 'UTF8')
        FROM roster_imports WHERE rows IS NOT NULL;

    ALTER TABLE people
      DROP COLUMN phone,
      DROP COLUMN member_no,
      ADD COLUMN phone_sealed bytea,
      -- Of the number in E.164, and of its last four digits.
      ADD COLUMN phone_hash bytea,
      ADD COLUMN phone_tail_hash bytea,
      ADD COLUMN member_no_sealed bytea,
      ADD COLUMN member_no_hash bytea,
      ADD CONSTRAINT people_phone_found CHECK (
        (phone_sealed IS NULL) = (phone_hash IS NULL) AND (phone_sealed IS NULL) = (phone_tail_hash IS NULL)),
      ADD CONSTRAINT people_member_no_found CHECK ((member_no_sealed IS NULL) = (member_no_hash IS NULL));
    -- With a condition it is no target of a foreign key: so to hash numbers under a new key makes no check-in
    -- of their owners wait.
    CREATE UNIQUE INDEX people_phone_key ON people (phone_hash) WHERE phone_hash IS NOT NULL;

    ALTER TABLE sites DROP COLUMN contact_phone, ADD COLUMN contact_phone_sealed bytea;

    ALTER TABLE second_factors DROP COLUMN secret, ADD COLUMN secret_sealed bytea;

    -- Codes are good for minutes, and the texts are kept for a day.
    DELETE FROM one_time_codes;
    ALTER TABLE one_time_codes DROP COLUMN phone, ADD COLUMN phone_hash bytea NOT NULL;
    CREATE INDEX one_time_codes_phone ON one_time_codes (phone_hash, created_at);
    DELETE FROM developer_texts;
    ALTER TABLE developer_texts
      DROP COLUMN phone,
      ADD COLUMN person_id uuid NOT NULL CONSTRAINT developer_texts_person_fk REFERENCES people ON DELETE CASCADE;
    CREATE INDEX developer_texts_person ON developer_texts (person_id);

    ALTER TABLE roster_imports
      DROP COLUMN content,
      DROP COLUMN rows,
      ADD COLUMN content_sealed bytea,
      ADD COLUMN rows_sealed bytea,
      ADD COLUMN shown_sealed bytea;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DO $$ BEGIN
      IF EXISTS (SELECT FROM sealing_keys) OR EXISTS (SELECT FROM to_seal) THEN
        RAISE EXCEPTION 'what is sealed cannot be opened by SQL: restore the backup of before the upgrade';
      END IF;
    END $$;
    ALTER TABLE roster_imports
      DROP COLUMN content_sealed,
      DROP COLUMN rows_sealed,
      DROP COLUMN shown_sealed,
      ADD COLUMN content bytea,
      ADD COLUMN rows jsonb;
    ALTER TABLE developer_texts DROP COLUMN person_id, ADD COLUMN phone text NOT NULL;
    ALTER TABLE one_time_codes DROP COLUMN phone_hash, ADD COLUMN phone text NOT NULL;
    CREATE INDEX one_time_codes_phone ON one_time_codes (phone, created_at);
    ALTER TABLE second_factors DROP COLUMN secret_sealed, ADD COLUMN secret bytea NOT NULL;
    ALTER TABLE sites DROP COLUMN contact_phone_sealed, ADD COLUMN contact_phone text;
    ALTER TABLE people
      DROP COLUMN phone_sealed,
      DROP COLUMN phone_hash,
      DROP COLUMN phone_tail_hash,
      DROP COLUMN member_no_sealed,
      DROP COLUMN member_no_hash,
      ADD COLUMN phone text CONSTRAINT people_phone_key UNIQUE,
      ADD COLUMN member_no text;
    DROP TABLE to_seal, sealing_keys;
    `);
  }
}
