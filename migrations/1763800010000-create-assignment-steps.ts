import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAssignmentSteps1763800010000 implements MigrationInterface {
  readonly name = 'CreateAssignmentSteps1763800010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Every state an assignment has entered, so that any moment of a day can be counted again. Coming
    -- is not among them: the ledger of participation has it, and no check-in pays for a second row.
    CREATE TABLE assignment_steps (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT assignment_steps_event_fk REFERENCES events ON DELETE CASCADE,
      assignment_id uuid NOT NULL
        CONSTRAINT assignment_steps_assignment_fk REFERENCES assignments ON DELETE CASCADE,
      -- The unit it counts for in this state.
      org_unit_id uuid NOT NULL CONSTRAINT assignment_steps_org_unit_fk REFERENCES org_units,
      state text NOT NULL,
      at timestamptz NOT NULL,
      rev bigint NOT NULL
    );
    CREATE INDEX assignment_steps_event ON assignment_steps (event_id);
    CREATE INDEX assignment_steps_assignment ON assignment_steps (assignment_id);

    -- What can still be known of assignments made before: when they were offered, and their present state.
    INSERT INTO assignment_steps (event_id, assignment_id, org_unit_id, state, at, rev)
    SELECT event_id, id, org_unit_id, 'offered', created_at, 0 FROM assignments WHERE state <> 'planned'
    UNION ALL
    SELECT event_id, id, org_unit_id, state, changed_at, 0 FROM assignments
    WHERE state NOT IN ('planned', 'offered', 'checked_in');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE assignment_steps;');
  }
}
