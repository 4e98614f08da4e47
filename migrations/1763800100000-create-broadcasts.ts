import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBroadcasts1763800100000 implements MigrationInterface {
  readonly name = 'CreateBroadcasts1763800100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    CREATE TABLE broadcasts (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT broadcasts_event_fk REFERENCES events ON DELETE CASCADE,
      staff_id uuid NOT NULL CONSTRAINT broadcasts_staff_fk REFERENCES staff,
      -- Only to people of these units and below; null: to anybody of the event.
      within_units uuid[],
      -- Each sorted; an empty list leaves nobody out.
      commune_ids text[] NOT NULL,
      states text[] NOT NULL,
      skills text[] NOT NULL,
      text text NOT NULL,
      answers text[] NOT NULL,
      state text NOT NULL CONSTRAINT broadcasts_state CHECK (state IN ('waiting', 'sent', 'undone')),
      -- Whom it would reach; once it is sent, whom it was sent to.
      people integer NOT NULL,
      created_at timestamptz NOT NULL,
      -- Until then it can be taken back.
      due_at timestamptz NOT NULL,
      sent_at timestamptz,
      CONSTRAINT broadcasts_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL))
    );
    CREATE INDEX broadcasts_event ON broadcasts (event_id, created_at);
    CREATE INDEX broadcasts_due ON broadcasts (due_at) WHERE state = 'waiting';

    -- A letter may ask something, and is then answered by a tap.
    ALTER TABLE inbox_items
      ADD COLUMN answers text[],
      ADD COLUMN answer smallint,
      ADD COLUMN answered_at timestamptz,
      ADD COLUMN broadcast_id uuid,
      ADD CONSTRAINT inbox_items_answer CHECK (
        (answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL OR answer BETWEEN 0 AND cardinality(answers) - 1));
    CREATE INDEX inbox_items_broadcast ON inbox_items (broadcast_id) WHERE broadcast_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP INDEX inbox_items_broadcast;
    ALTER TABLE inbox_items DROP CONSTRAINT inbox_items_answer, DROP COLUMN broadcast_id, DROP COLUMN answered_at,
      DROP COLUMN answer, DROP COLUMN answers;
    DROP TABLE broadcasts;
    `);
  }
}
