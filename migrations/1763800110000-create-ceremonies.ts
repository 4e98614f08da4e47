import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCeremonies1763800110000 implements MigrationInterface {
  readonly name = 'CreateCeremonies1763800110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- What the screens of an event show; no row: the number, as it is.
    CREATE TABLE ceremonies (
      event_id uuid PRIMARY KEY CONSTRAINT ceremonies_event_fk REFERENCES events ON DELETE CASCADE,
      -- Raised by every change of what is shown.
      stage_rev integer NOT NULL,
      theme text NOT NULL CONSTRAINT ceremonies_theme CHECK (theme IN ('hall', 'daylight')),
      host text NOT NULL,
      -- Raised by every change of the list.
      list_rev integer NOT NULL,
      cues jsonb NOT NULL,
      -- The cue that runs, as it was when it was sent.
      running jsonb,
      -- The figure that is held, with its time.
      frozen jsonb,
      moved_by uuid NOT NULL,
      moved_at timestamptz NOT NULL
    );

    -- Apart from the row above, which changes with every cue.
    CREATE TABLE ceremony_logos (
      event_id uuid PRIMARY KEY CONSTRAINT ceremony_logos_event_fk REFERENCES events ON DELETE CASCADE,
      type text NOT NULL,
      picture bytea NOT NULL,
      picture_tag text NOT NULL
    );

    -- What each screen last said of itself.
    CREATE TABLE seen_screens (
      session_id uuid PRIMARY KEY CONSTRAINT seen_screens_session_fk REFERENCES sessions ON DELETE CASCADE,
      event_id uuid NOT NULL CONSTRAINT seen_screens_event_fk REFERENCES events ON DELETE CASCADE,
      stage_rev integer NOT NULL,
      offset_ms bigint,
      uncertainty_ms bigint,
      width integer NOT NULL,
      height integer NOT NULL,
      seen_at timestamptz NOT NULL
    );
    CREATE INDEX seen_screens_event ON seen_screens (event_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE seen_screens, ceremony_logos, ceremonies;');
  }
}
