import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepActs1763800090001 implements MigrationInterface {
  readonly name = 'KeepActs1763800090001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- What somebody on the board did to many places at once, kept so that it can be undone.
    CREATE TABLE assignment_acts (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT assignment_acts_event_fk REFERENCES events ON DELETE CASCADE,
      staff_id uuid NOT NULL,
      kind text NOT NULL
        CONSTRAINT assignment_acts_kind CHECK (kind IN ('dispatch', 'replace', 'withdraw', 'no_show')),
      -- [{id, was, is}]: each assignment, the state it left (null: there was none that stood) and the one it has entered.
      steps jsonb NOT NULL,
      at timestamptz NOT NULL,
      undone_at timestamptz
    );
    CREATE INDEX assignment_acts_event ON assignment_acts (event_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE assignment_acts;');
  }
}
