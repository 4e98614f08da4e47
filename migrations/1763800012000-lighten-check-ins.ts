import type { MigrationInterface, QueryRunner } from 'typeorm';

const STANDING = `('planned', 'offered', 'accepted', 'checked_in', 'completed')`;

export class LightenCheckIns1763800012000 implements MigrationInterface {
  readonly name = 'LightenCheckIns1763800012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Check-ins are decided by what is known of an event before its row is locked. Every change but a
    -- check-in raises this with the revision, so that the write notices when it knew too little.
    ALTER TABLE events ADD COLUMN facts_rev bigint NOT NULL DEFAULT 0;
    UPDATE events SET facts_rev = rev;

    -- PostgreSQL updates a row in place only while no indexed column changes, and a state that stands in
    -- the condition of an index is indexed. So the indexes ask for these two, which stay as they are when
    -- somebody who has accepted comes: that step is taken by everybody within a quarter of an hour.
    ALTER TABLE assignments
      ADD COLUMN standing boolean NOT NULL GENERATED ALWAYS AS (state IN ${STANDING}) STORED,
      ADD COLUMN awaiting boolean NOT NULL GENERATED ALWAYS AS (state = 'offered') STORED,
      DROP CONSTRAINT assignments_no_overlap,
      ADD CONSTRAINT assignments_no_overlap
        EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (standing),
      SET (fillfactor = 70);
    DROP INDEX assignments_event_state, assignments_deadline;
    CREATE INDEX assignments_event ON assignments (event_id);
    CREATE INDEX assignments_deadline ON assignments (deadline_at) WHERE awaiting;

    -- The leaves of an event are few and are read together; an index on what changes with every count
    -- costs more than all else about it.
    DROP INDEX event_counts_rev;
    ALTER TABLE event_counts SET (fillfactor = 50);

    -- What the write looks up begins with what is nearly unique: on the first minutes of a day nothing
    -- is known of the new event's rows, and an index that begins with the event would be walked whole.
    ALTER TABLE check_ins
      DROP CONSTRAINT check_ins_entry_key,
      ADD CONSTRAINT check_ins_entry_key UNIQUE (entry_id, device_id, event_id);
    ALTER TABLE check_in_conflicts
      DROP CONSTRAINT check_in_conflicts_entry_key,
      ADD CONSTRAINT check_in_conflicts_entry_key UNIQUE (entry_id, device_id, event_id);
    DROP INDEX check_ins_person;
    CREATE INDEX check_ins_person ON check_ins (person_id, event_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP INDEX check_ins_person;
    CREATE INDEX check_ins_person ON check_ins (event_id, person_id);
    ALTER TABLE check_in_conflicts
      DROP CONSTRAINT check_in_conflicts_entry_key,
      ADD CONSTRAINT check_in_conflicts_entry_key UNIQUE (event_id, device_id, entry_id);
    ALTER TABLE check_ins
      DROP CONSTRAINT check_ins_entry_key,
      ADD CONSTRAINT check_ins_entry_key UNIQUE (event_id, device_id, entry_id);
    ALTER TABLE event_counts RESET (fillfactor);
    CREATE INDEX event_counts_rev ON event_counts (event_id, rev);
    DROP INDEX assignments_event, assignments_deadline;
    ALTER TABLE assignments
      RESET (fillfactor),
      DROP CONSTRAINT assignments_no_overlap,
      DROP COLUMN standing,
      DROP COLUMN awaiting,
      ADD CONSTRAINT assignments_no_overlap
        EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state IN ${STANDING});
    CREATE INDEX assignments_event_state ON assignments (event_id, state);
    CREATE INDEX assignments_deadline ON assignments (deadline_at) WHERE state = 'offered';
    ALTER TABLE events DROP COLUMN facts_rev;
    `);
  }
}
