import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStaffSecurity1763800032000 implements MigrationInterface {
  readonly name = 'CreateStaffSecurity1763800032000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- When the account was last used or enabled again: idle for too long, it opens no session.
    ALTER TABLE staff ADD COLUMN active_at timestamptz NOT NULL DEFAULT now();

    ALTER TABLE sessions
      -- A session that nothing is heard of for so long ends; null: only its end counts.
      ADD COLUMN idle_ms integer,
      ADD COLUMN idle_until timestamptz,
      ADD COLUMN seen_at timestamptz,
      -- Until then its holder need not prove again who speaks, before an export or a change of roles.
      ADD COLUMN confirmed_until timestamptz,
      ADD COLUMN address text,
      ADD COLUMN agent text;

    CREATE TABLE second_factors (
      staff_id uuid PRIMARY KEY CONSTRAINT second_factors_staff_fk REFERENCES staff ON DELETE CASCADE,
      secret bytea NOT NULL,
      -- Null while it is being set up.
      since timestamptz,
      -- The last step of time a code was accepted of: no code is accepted twice.
      last_step bigint NOT NULL
    );

    CREATE TABLE recovery_codes (
      code_hash bytea PRIMARY KEY,
      staff_id uuid NOT NULL CONSTRAINT recovery_codes_staff_fk REFERENCES staff ON DELETE CASCADE,
      used_at timestamptz
    );
    CREATE INDEX recovery_codes_staff ON recovery_codes (staff_id);

    -- Browsers in which somebody has signed in before: strangers' failures do not lock them.
    CREATE TABLE staff_devices (
      token_hash bytea PRIMARY KEY,
      staff_id uuid NOT NULL CONSTRAINT staff_devices_staff_fk REFERENCES staff ON DELETE CASCADE,
      used_at timestamptz NOT NULL
    );
    CREATE INDEX staff_devices_staff ON staff_devices (staff_id);

    -- Keys are hashes of what is counted: no name and no address stands here.
    CREATE TABLE log_in_attempts (
      key bytea PRIMARY KEY,
      tries integer NOT NULL,
      at timestamptz NOT NULL,
      blocked_until timestamptz
    );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE log_in_attempts, staff_devices, recovery_codes, second_factors;
    ALTER TABLE sessions DROP COLUMN idle_ms, DROP COLUMN idle_until, DROP COLUMN seen_at,
      DROP COLUMN confirmed_until, DROP COLUMN address, DROP COLUMN agent;
    ALTER TABLE staff DROP COLUMN active_at;
    `);
  }
}
