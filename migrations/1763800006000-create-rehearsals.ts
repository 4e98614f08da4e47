import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRehearsals1763800006000 implements MigrationInterface {
  readonly name = 'CreateRehearsals1763800006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    CREATE TABLE rehearsals (
      id uuid PRIMARY KEY,
      of_event_id uuid NOT NULL CONSTRAINT rehearsals_of_event_fk REFERENCES events,
      event_id uuid NOT NULL CONSTRAINT rehearsals_event_fk REFERENCES events ON DELETE CASCADE,
      state text NOT NULL CONSTRAINT rehearsals_state CHECK (state IN ('created', 'running', 'finished', 'failed')),
      people integer NOT NULL,
      seed integer NOT NULL,
      step text NOT NULL,
      progress double precision NOT NULL,
      verdict jsonb,
      staff_id uuid NOT NULL,
      created_at timestamptz NOT NULL
    );
    CREATE INDEX rehearsals_of_event ON rehearsals (of_event_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE rehearsals;
    `);
  }
}
