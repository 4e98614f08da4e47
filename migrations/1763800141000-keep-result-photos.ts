import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepResultPhotos1763800141000 implements MigrationInterface {
  readonly name = 'KeepResultPhotos1763800141000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Pictures of what was done, without metadata. They may show people: a job removes them.
    CREATE TABLE result_photos (
      -- Made by the phone: the same picture again is the same row.
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT result_photos_event_fk REFERENCES events ON DELETE CASCADE,
      person_id uuid NOT NULL,
      assignment_id uuid NOT NULL,
      shift_id uuid NOT NULL,
      site_id uuid NOT NULL,
      org_unit_id uuid NOT NULL,
      simulated boolean NOT NULL,
      indicator_id uuid NOT NULL CONSTRAINT result_photos_indicator_fk REFERENCES indicators,
      width integer NOT NULL,
      height integer NOT NULL,
      jpeg bytea NOT NULL,
      device_time timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      CONSTRAINT result_photos_assignment_fk
        FOREIGN KEY (assignment_id, shift_id, site_id, event_id, person_id, org_unit_id, simulated)
        REFERENCES assignments (id, shift_id, site_id, event_id, person_id, org_unit_id, simulated)
    );
    CREATE INDEX result_photos_event ON result_photos (event_id, recorded_at);
    CREATE INDEX result_photos_assignment ON result_photos (assignment_id);
    CREATE INDEX result_photos_person ON result_photos (person_id);
    -- A JPEG does not get smaller.
    ALTER TABLE result_photos ALTER COLUMN jpeg SET STORAGE EXTERNAL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE result_photos;');
  }
}
