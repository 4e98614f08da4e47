import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushSubscriptions1763800120000 implements MigrationInterface {
  readonly name = 'CreatePushSubscriptions1763800120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Where a browser can be rung while its page is closed. It ends with the session it was given in.
    CREATE TABLE push_subscriptions (
      id uuid PRIMARY KEY,
      person_id uuid NOT NULL CONSTRAINT push_subscriptions_person_fk REFERENCES people ON DELETE CASCADE,
      session_id uuid NOT NULL CONSTRAINT push_subscriptions_session_fk REFERENCES sessions ON DELETE CASCADE,
      endpoint_hash bytea NOT NULL CONSTRAINT push_subscriptions_endpoint_key UNIQUE,
      -- Endpoint and keys as JSON.
      address_sealed bytea NOT NULL,
      lang text NOT NULL CONSTRAINT push_subscriptions_lang CHECK (lang IN ('vi', 'en')),
      created_at timestamptz NOT NULL,
      -- The last letter it was rung for.
      told_seq integer NOT NULL,
      failures integer NOT NULL DEFAULT 0,
      -- Somebody is ringing it, or it is let alone after a failure, until then.
      not_before timestamptz
    );
    CREATE INDEX push_subscriptions_person ON push_subscriptions (person_id);
    CREATE INDEX push_subscriptions_session ON push_subscriptions (session_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE push_subscriptions');
  }
}
