import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDevices1763800033001 implements MigrationInterface {
  readonly name = 'CreateDevices1763800033001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    CREATE TABLE devices (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT devices_event_fk REFERENCES events ON DELETE CASCADE,
      site_id uuid CONSTRAINT devices_site_fk REFERENCES sites ON DELETE CASCADE,
      kind text NOT NULL CONSTRAINT devices_kind CHECK (kind IN ('gate', 'screen')),
      name text NOT NULL,
      enrolled_by uuid NOT NULL,
      enrolled_at timestamptz NOT NULL,
      session_id uuid,
      -- Of the last sign of life, within half a minute.
      seen_at timestamptz,
      revoked_at timestamptz,
      CONSTRAINT devices_gate_has_site CHECK (kind <> 'gate' OR site_id IS NOT NULL)
    );
    CREATE INDEX devices_event ON devices (event_id);

    -- A device that shows its short code and waits for an organiser to type it.
    CREATE TABLE device_pairings (
      id uuid PRIMARY KEY,
      kind text NOT NULL,
      code_hash bytea NOT NULL CONSTRAINT device_pairings_code_key UNIQUE,
      secret_hash bytea NOT NULL CONSTRAINT device_pairings_secret_key UNIQUE,
      device_id uuid CONSTRAINT device_pairings_device_fk REFERENCES devices ON DELETE CASCADE,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL
    );
    CREATE INDEX device_pairings_expires ON device_pairings (expires_at);

    ALTER TABLE sessions
      -- The one site of a gate's device.
      ADD COLUMN site_id uuid,
      DROP CONSTRAINT sessions_kind,
      ADD CONSTRAINT sessions_kind CHECK (kind IN ('staff', 'volunteer', 'screen', 'gate'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DELETE FROM sessions WHERE kind = 'gate';
    ALTER TABLE sessions DROP COLUMN site_id, DROP CONSTRAINT sessions_kind,
      ADD CONSTRAINT sessions_kind CHECK (kind IN ('staff', 'volunteer', 'screen'));
    DROP TABLE device_pairings, devices;
    `);
  }
}
