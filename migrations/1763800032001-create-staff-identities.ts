import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStaffIdentities1763800032001 implements MigrationInterface {
  readonly name = 'CreateStaffIdentities1763800032001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Who an outside identity provider says somebody is, bound from a session that was signed in here.
    CREATE TABLE staff_identities (
      issuer text NOT NULL,
      subject text NOT NULL,
      staff_id uuid NOT NULL CONSTRAINT staff_identities_staff_fk REFERENCES staff ON DELETE CASCADE,
      linked_at timestamptz NOT NULL,
      CONSTRAINT staff_identities_key PRIMARY KEY (issuer, subject),
      CONSTRAINT staff_identities_staff_key UNIQUE (staff_id, issuer)
    );

    -- On the way to the provider and back: taken once, by the browser that began.
    CREATE TABLE provider_trips (
      state_hash bytea PRIMARY KEY,
      browser_hash bytea NOT NULL,
      nonce text NOT NULL,
      verifier text NOT NULL,
      -- Whose account is to be bound; null: somebody signs in.
      staff_id uuid CONSTRAINT provider_trips_staff_fk REFERENCES staff ON DELETE CASCADE,
      created_at timestamptz NOT NULL
    );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE provider_trips, staff_identities');
  }
}
