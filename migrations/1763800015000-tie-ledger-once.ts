import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TieLedgerOnce1763800015000 implements MigrationInterface {
  readonly name = 'TieLedgerOnce1763800015000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Six foreign keys were half of what a row of the ledger costs. An assignment is itself tied to its shift,
    -- site, event, person and unit, and none of them ever changes: so a check-in that has one is tied to all of
    -- them at once. Only a walk-in is tied to each; of the others these columns are empty, and an
    -- empty column's key is not looked up.
    ALTER TABLE assignments ADD CONSTRAINT assignments_ledger_key
      UNIQUE (id, shift_id, site_id, event_id, person_id, org_unit_id, simulated);
    ALTER TABLE shifts ADD CONSTRAINT shifts_site_key UNIQUE (id, site_id, event_id);
    ALTER TABLE check_ins
      ADD COLUMN walk_in_shift_id uuid GENERATED ALWAYS AS (CASE WHEN assignment_id IS NULL THEN shift_id END) STORED,
      ADD COLUMN walk_in_event_id uuid GENERATED ALWAYS AS (CASE WHEN assignment_id IS NULL THEN event_id END) STORED,
      ADD COLUMN walk_in_person_id uuid GENERATED ALWAYS AS (CASE WHEN assignment_id IS NULL THEN person_id END) STORED,
      ADD COLUMN walk_in_unit_id uuid GENERATED ALWAYS AS (CASE WHEN assignment_id IS NULL THEN org_unit_id END) STORED,
      DROP CONSTRAINT check_ins_assignment_fk,
      DROP CONSTRAINT check_ins_shift_fk,
      DROP CONSTRAINT check_ins_site_fk,
      DROP CONSTRAINT check_ins_event_simulated_fk,
      DROP CONSTRAINT check_ins_person_simulated_fk,
      DROP CONSTRAINT check_ins_org_unit_fk,
      ADD CONSTRAINT check_ins_assignment_fk
        FOREIGN KEY (assignment_id, shift_id, site_id, event_id, person_id, org_unit_id, simulated)
        REFERENCES assignments (id, shift_id, site_id, event_id, person_id, org_unit_id, simulated),
      ADD CONSTRAINT check_ins_shift_fk
        FOREIGN KEY (walk_in_shift_id, site_id, event_id) REFERENCES shifts (id, site_id, event_id),
      ADD CONSTRAINT check_ins_event_simulated_fk
        FOREIGN KEY (walk_in_event_id, simulated) REFERENCES events (id, simulated),
      ADD CONSTRAINT check_ins_person_simulated_fk
        FOREIGN KEY (walk_in_person_id, simulated) REFERENCES people (id, simulated),
      ADD CONSTRAINT check_ins_org_unit_fk FOREIGN KEY (walk_in_unit_id) REFERENCES org_units;
    -- Who deletes one of these asks the ledger for walk-ins; there are few.
    CREATE INDEX check_ins_walk_in_shift ON check_ins (walk_in_shift_id) WHERE walk_in_shift_id IS NOT NULL;
    CREATE INDEX check_ins_walk_in_person ON check_ins (walk_in_person_id) WHERE walk_in_person_id IS NOT NULL;
    -- Only the key to the sites has read it.
    DROP INDEX check_ins_site;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    ALTER TABLE check_ins
      DROP CONSTRAINT check_ins_assignment_fk,
      DROP COLUMN walk_in_shift_id,
      DROP COLUMN walk_in_event_id,
      DROP COLUMN walk_in_person_id,
      DROP COLUMN walk_in_unit_id,
      ADD CONSTRAINT check_ins_assignment_fk FOREIGN KEY (assignment_id) REFERENCES assignments,
      ADD CONSTRAINT check_ins_org_unit_fk FOREIGN KEY (org_unit_id) REFERENCES org_units,
      ADD CONSTRAINT check_ins_event_simulated_fk
        FOREIGN KEY (event_id, simulated) REFERENCES events (id, simulated) ON DELETE CASCADE,
      ADD CONSTRAINT check_ins_person_simulated_fk
        FOREIGN KEY (person_id, simulated) REFERENCES people (id, simulated),
      ADD CONSTRAINT check_ins_site_fk FOREIGN KEY (site_id, event_id) REFERENCES sites (id, event_id),
      ADD CONSTRAINT check_ins_shift_fk FOREIGN KEY (shift_id, event_id) REFERENCES shifts (id, event_id);
    ALTER TABLE shifts DROP CONSTRAINT shifts_site_key;
    ALTER TABLE assignments DROP CONSTRAINT assignments_ledger_key;
    CREATE INDEX check_ins_site ON check_ins (site_id);
    `);
  }
}
