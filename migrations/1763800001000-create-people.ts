import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePeople1763800001000 implements MigrationInterface {
  readonly name = 'CreatePeople1763800001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    CREATE TABLE org_units (
      id uuid PRIMARY KEY,
      parent_id uuid CONSTRAINT org_units_parent_fk REFERENCES org_units,
      -- The line from the root down to this unit, itself included: scope is "ancestors && units".
      ancestors uuid[] NOT NULL,
      kind text NOT NULL CONSTRAINT org_units_kind CHECK (kind IN ('province', 'commune', 'branch')),
      name text NOT NULL,
      folded text NOT NULL,
      province_id text NOT NULL CONSTRAINT org_units_province_fk REFERENCES administrative_units,
      commune_id text CONSTRAINT org_units_commune_fk REFERENCES administrative_units,
      created_at timestamptz NOT NULL,
      CONSTRAINT org_units_name_key UNIQUE NULLS NOT DISTINCT (parent_id, name)
    );
    CREATE INDEX org_units_ancestors ON org_units USING gin (ancestors);

    CREATE TABLE people (
      id uuid PRIMARY KEY,
      simulated boolean NOT NULL,
      full_name text NOT NULL,
      folded text NOT NULL,
      -- E.164; simulated people have numbers that no network gives out.
      phone text CONSTRAINT people_phone_key UNIQUE,
      birth_date date,
      member_no text,
      org_unit_id uuid NOT NULL CONSTRAINT people_org_unit_fk REFERENCES org_units,
      home_commune_id text CONSTRAINT people_home_commune_fk REFERENCES administrative_units,
      skills jsonb NOT NULL,
      has_vehicle boolean NOT NULL,
      max_distance_km integer,
      inbox_seq integer NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      -- Target of the foreign keys that keep simulated and real people apart.
      CONSTRAINT people_simulated_key UNIQUE (id, simulated)
    );
    CREATE INDEX people_org_unit ON people (org_unit_id);

    CREATE TABLE staff (
      id uuid PRIMARY KEY,
      login text NOT NULL CONSTRAINT staff_login_key UNIQUE,
      full_name text NOT NULL,
      password_hash text NOT NULL,
      created_at timestamptz NOT NULL
    );

    CREATE TABLE role_grants (
      id uuid PRIMARY KEY,
      staff_id uuid NOT NULL CONSTRAINT role_grants_staff_fk REFERENCES staff ON DELETE CASCADE,
      role text NOT NULL,
      org_unit_id uuid NOT NULL CONSTRAINT role_grants_org_unit_fk REFERENCES org_units,
      event_id uuid,
      starts_at timestamptz NOT NULL,
      ends_at timestamptz,
      granted_by uuid
    );
    CREATE INDEX role_grants_staff ON role_grants (staff_id);

    CREATE TABLE sessions (
      id uuid PRIMARY KEY,
      token_hash bytea NOT NULL CONSTRAINT sessions_token_key UNIQUE,
      kind text NOT NULL CONSTRAINT sessions_kind CHECK (kind IN ('staff', 'volunteer', 'screen')),
      subject_id uuid NOT NULL,
      event_id uuid,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      revoked_at timestamptz
    );
    CREATE INDEX sessions_subject ON sessions (subject_id);

    CREATE TABLE one_time_codes (
      id uuid PRIMARY KEY,
      phone text NOT NULL,
      -- The browser that asked: the code opens a session only there.
      browser_hash bytea NOT NULL,
      code_hash bytea NOT NULL,
      attempts integer NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      used_at timestamptz
    );
    CREATE INDEX one_time_codes_phone ON one_time_codes (phone, created_at);

    CREATE TABLE personal_links (
      token_hash bytea PRIMARY KEY,
      person_id uuid NOT NULL CONSTRAINT personal_links_person_fk REFERENCES people ON DELETE CASCADE,
      created_at timestamptz NOT NULL,
      revoked_at timestamptz
    );
    CREATE INDEX personal_links_person ON personal_links (person_id);

    -- What would have gone out by SMS, for developers to read.
    CREATE TABLE developer_texts (
      id uuid PRIMARY KEY,
      phone text NOT NULL,
      body text NOT NULL,
      created_at timestamptz NOT NULL
    );

    CREATE TABLE roster_imports (
      id uuid PRIMARY KEY,
      org_unit_id uuid NOT NULL CONSTRAINT roster_imports_org_unit_fk REFERENCES org_units,
      staff_id uuid NOT NULL,
      file_name text NOT NULL,
      -- The file itself, until it is applied.
      content bytea,
      state text NOT NULL CONSTRAINT roster_imports_state CHECK (state IN ('reading', 'ready', 'applying', 'applied', 'failed')),
      done integer NOT NULL,
      total integer NOT NULL,
      counts jsonb NOT NULL,
      columns jsonb NOT NULL,
      -- Rows as they were read, with faults: what the preview shows and what apply writes.
      rows jsonb,
      error jsonb,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL
    );

    CREATE TABLE inbox_items (
      person_id uuid NOT NULL CONSTRAINT inbox_items_person_fk REFERENCES people ON DELETE CASCADE,
      -- Without gaps for each person: taken from people.inbox_seq in the same transaction.
      seq integer NOT NULL,
      kind text NOT NULL,
      event_id uuid,
      assignment_id uuid,
      text jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      seen_at timestamptz,
      PRIMARY KEY (person_id, seq)
    );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE inbox_items, roster_imports, developer_texts, personal_links, one_time_codes, sessions, role_grants,
      staff, people, org_units;
    `);
  }
}
