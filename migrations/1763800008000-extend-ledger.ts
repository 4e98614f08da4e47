import type { MigrationInterface, QueryRunner } from 'typeorm';

const REASONS = `('seen_there', 'saved_offline', 'wrong_site', 'wrong_person', 'not_there', 'duplicate', 'trial', 'undone', 'other')`;

export class ExtendLedger1763800008000 implements MigrationInterface {
  readonly name = 'ExtendLedger1763800008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- A check-in that does not count any more. The ledger itself is never edited: it counts from its
    -- own revision until its void's.
    CREATE TABLE check_in_voids (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT check_in_voids_event_fk REFERENCES events ON DELETE CASCADE,
      check_in_id uuid NOT NULL CONSTRAINT check_in_voids_check_in_fk REFERENCES check_ins,
      -- Copied from the check-in, so that the next attempt is numbered by one look.
      person_id uuid NOT NULL,
      shift_id uuid NOT NULL,
      reason text NOT NULL CONSTRAINT check_in_voids_reason CHECK (reason IN ${REASONS}),
      note text,
      voided_by uuid NOT NULL,
      recorded_at timestamptz NOT NULL,
      rev bigint NOT NULL,
      CONSTRAINT check_in_voids_once UNIQUE (check_in_id)
    );
    CREATE INDEX check_in_voids_event ON check_in_voids (event_id, rev);
    CREATE INDEX check_in_voids_place ON check_in_voids (shift_id, person_id);

    -- Whom of a person's check-ins counts as a person follows from the ledger: the earliest, by revision
    -- and id, that is not voided. A stored mark would have to be edited by every void.
    DROP INDEX check_ins_first_of_person;
    ALTER TABLE check_ins
      DROP COLUMN first_of_person,
      -- How many check-ins of this person and shift had been voided before this one.
      ADD COLUMN attempt smallint NOT NULL DEFAULT 0,
      -- Who decided that a scan which was refused at the gate counts after all.
      ADD COLUMN decided_by uuid,
      DROP CONSTRAINT check_ins_one_per_shift,
      ADD CONSTRAINT check_ins_one_per_shift UNIQUE (shift_id, person_id, attempt);
    CREATE INDEX check_ins_person ON check_ins (event_id, person_id);

    -- What was decided about scans that were kept and not counted.
    CREATE TABLE reconciliations (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT reconciliations_event_fk REFERENCES events ON DELETE CASCADE,
      conflict_id uuid NOT NULL CONSTRAINT reconciliations_conflict_fk REFERENCES check_in_conflicts,
      decision text NOT NULL CONSTRAINT reconciliations_decision CHECK (decision IN ('count', 'leave', 'void_other')),
      reason text NOT NULL CONSTRAINT reconciliations_reason CHECK (reason IN ${REASONS}),
      note text,
      decided_by uuid NOT NULL,
      decided_at timestamptz NOT NULL,
      rev bigint NOT NULL,
      -- The ledger row and the void that the decision made.
      check_in_id uuid CONSTRAINT reconciliations_check_in_fk REFERENCES check_ins,
      void_id uuid CONSTRAINT reconciliations_void_fk REFERENCES check_in_voids,
      undone_at timestamptz,
      undone_by uuid
    );
    CREATE INDEX reconciliations_event ON reconciliations (event_id, rev);
    -- One decision stands for a scan at a time.
    CREATE UNIQUE INDEX reconciliations_one_standing ON reconciliations (conflict_id) WHERE undone_at IS NULL;

    -- The figure that was signed when an event was closed. Later changes stand beside it, never over it.
    CREATE TABLE closings (
      event_id uuid PRIMARY KEY CONSTRAINT closings_event_fk REFERENCES events ON DELETE CASCADE,
      rev bigint NOT NULL,
      closed_at timestamptz NOT NULL,
      closed_by uuid NOT NULL,
      -- The signer's name as it was then.
      signer text NOT NULL,
      turns integer NOT NULL,
      people integer NOT NULL,
      -- [{siteId, turns, people}]
      sites jsonb NOT NULL,
      -- How many entries of the ledger (check-ins and voids) were signed, and their SHA-256.
      entries integer NOT NULL,
      ledger_sha256 text NOT NULL CONSTRAINT closings_sha256 CHECK (ledger_sha256 ~ '^[0-9a-f]{64}$')
    );

    -- What the auditor found when it counted the ledger anew.
    CREATE TABLE count_audits (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT count_audits_event_fk REFERENCES events ON DELETE CASCADE,
      rev bigint NOT NULL,
      at timestamptz NOT NULL,
      occasion text NOT NULL CONSTRAINT count_audits_occasion CHECK (occasion IN ('scheduled', 'closing', 'by_hand', 'repair')),
      -- [{siteId, orgUnitId, metric, counted, recounted}]; empty: every number is true.
      differences jsonb NOT NULL CONSTRAINT count_audits_differences CHECK (jsonb_typeof(differences) = 'array')
    );
    CREATE INDEX count_audits_event ON count_audits (event_id, at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE count_audits, closings, reconciliations;
    UPDATE check_in_conflicts SET check_in_id = NULL
      WHERE check_in_id IN (SELECT check_in_id FROM check_in_voids);
    CREATE TEMP TABLE voided ON COMMIT DROP AS SELECT check_in_id FROM check_in_voids;
    DROP TABLE check_in_voids;
    DELETE FROM check_ins WHERE id IN (SELECT check_in_id FROM voided);
    DROP INDEX check_ins_person;
    ALTER TABLE check_ins
      DROP CONSTRAINT check_ins_one_per_shift,
      ADD CONSTRAINT check_ins_one_per_shift UNIQUE (shift_id, person_id),
      DROP COLUMN decided_by,
      DROP COLUMN attempt,
      ADD COLUMN first_of_person boolean NOT NULL DEFAULT false;
    UPDATE check_ins c SET first_of_person = true WHERE NOT EXISTS (
      SELECT 1 FROM check_ins e
      WHERE e.event_id = c.event_id AND e.person_id = c.person_id AND (e.rev, e.id) < (c.rev, c.id));
    ALTER TABLE check_ins ALTER COLUMN first_of_person DROP DEFAULT;
    CREATE UNIQUE INDEX check_ins_first_of_person ON check_ins (event_id, person_id) WHERE first_of_person;
    `);
  }
}
