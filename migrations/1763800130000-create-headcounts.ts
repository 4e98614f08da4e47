import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHeadcounts1763800130000 implements MigrationInterface {
  readonly name = 'CreateHeadcounts1763800130000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- People at a site who cannot check in, counted by eye. Rows are added, never changed: the newest of
    -- a site and reason stands. It names nobody and is no part of event_counts.
    CREATE TABLE headcounts (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT headcounts_event_fk REFERENCES events ON DELETE CASCADE,
      site_id uuid NOT NULL,
      reason text NOT NULL CONSTRAINT headcounts_reason CHECK (reason IN ('no_phone', 'guests', 'helpers', 'other')),
      people integer NOT NULL CONSTRAINT headcounts_people CHECK (people >= 0),
      device_id text NOT NULL,
      -- The device's own id of the entry: the same upload again is the same headcount.
      entry_id uuid NOT NULL,
      device_time timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      recorded_by uuid NOT NULL,
      CONSTRAINT headcounts_site_fk FOREIGN KEY (site_id, event_id) REFERENCES sites (id, event_id),
      CONSTRAINT headcounts_entry_key UNIQUE (event_id, device_id, entry_id)
    );
    CREATE INDEX headcounts_standing ON headcounts (event_id, site_id, reason, seq DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE headcounts;');
  }
}
