import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateParticipation1763800005000 implements MigrationInterface {
  readonly name = 'CreateParticipation1763800005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- The ledger: who was where. Rows are added, never changed.
    CREATE TABLE check_ins (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL,
      site_id uuid NOT NULL,
      shift_id uuid NOT NULL,
      person_id uuid NOT NULL,
      simulated boolean NOT NULL,
      assignment_id uuid CONSTRAINT check_ins_assignment_fk REFERENCES assignments,
      -- The person's unit on that day.
      org_unit_id uuid NOT NULL CONSTRAINT check_ins_org_unit_fk REFERENCES org_units,
      method text NOT NULL CONSTRAINT check_ins_method CHECK (method IN ('own_code', 'gate_code', 'leader', 'desk')),
      device_id text NOT NULL,
      -- The device's own id of the scan: the same upload again is the same check-in.
      entry_id uuid NOT NULL,
      device_time timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      recorded_by uuid NOT NULL,
      -- The first of this person in the event: the one that counts as a person and not only as a turn.
      first_of_person boolean NOT NULL,
      rev bigint NOT NULL,
      CONSTRAINT check_ins_event_simulated_fk FOREIGN KEY (event_id, simulated) REFERENCES events (id, simulated) ON DELETE CASCADE,
      CONSTRAINT check_ins_person_simulated_fk FOREIGN KEY (person_id, simulated) REFERENCES people (id, simulated),
      CONSTRAINT check_ins_site_fk FOREIGN KEY (site_id, event_id) REFERENCES sites (id, event_id),
      CONSTRAINT check_ins_shift_fk FOREIGN KEY (shift_id, event_id) REFERENCES shifts (id, event_id),
      CONSTRAINT check_ins_one_per_shift UNIQUE (shift_id, person_id),
      CONSTRAINT check_ins_entry_key UNIQUE (event_id, device_id, entry_id)
    );
    CREATE INDEX check_ins_event ON check_ins (event_id, recorded_at);
    CREATE INDEX check_ins_site ON check_ins (site_id);
    CREATE UNIQUE INDEX check_ins_first_of_person ON check_ins (event_id, person_id) WHERE first_of_person;

    -- Scans that were not counted, kept with their reason.
    CREATE TABLE check_in_conflicts (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT check_in_conflicts_event_fk REFERENCES events ON DELETE CASCADE,
      site_id uuid,
      person_id uuid,
      -- The ledger row that was there before, for a duplicate.
      check_in_id uuid CONSTRAINT check_in_conflicts_check_in_fk REFERENCES check_ins,
      method text NOT NULL,
      refusal text NOT NULL,
      device_id text NOT NULL,
      entry_id uuid NOT NULL,
      device_time timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      recorded_by uuid NOT NULL,
      rev bigint NOT NULL,
      CONSTRAINT check_in_conflicts_entry_key UNIQUE (event_id, device_id, entry_id)
    );
    CREATE INDEX check_in_conflicts_event ON check_in_conflicts (event_id, recorded_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE check_in_conflicts, check_ins;
    `);
  }
}
