import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEvents1763800003000 implements MigrationInterface {
  readonly name = 'CreateEvents1763800003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    CREATE TABLE events (
      id uuid PRIMARY KEY,
      campaign_id uuid NOT NULL CONSTRAINT events_campaign_fk REFERENCES campaigns,
      org_unit_id uuid NOT NULL CONSTRAINT events_org_unit_fk REFERENCES org_units,
      province_id text NOT NULL CONSTRAINT events_province_fk REFERENCES administrative_units,
      kind text NOT NULL,
      title text NOT NULL,
      state text NOT NULL CONSTRAINT events_state CHECK (state IN ('draft', 'open', 'live', 'closed')),
      starts_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      simulated boolean NOT NULL,
      rehearsal_of uuid CONSTRAINT events_rehearsal_of_fk REFERENCES events,
      -- Raised by every transaction that changes what a face shows; its row lock orders those transactions.
      rev bigint NOT NULL,
      -- Signs the volunteers' own codes and the gates' codes.
      code_key bytea NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT events_window CHECK (starts_at < ends_at),
      CONSTRAINT events_simulated_key UNIQUE (id, simulated),
      CONSTRAINT events_rehearsal_simulated CHECK (simulated = (rehearsal_of IS NOT NULL))
    );
    CREATE INDEX events_campaign ON events (campaign_id);

    CREATE TABLE sites (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT sites_event_fk REFERENCES events ON DELETE CASCADE,
      name text NOT NULL,
      commune_id text NOT NULL CONSTRAINT sites_commune_fk REFERENCES administrative_units,
      address text,
      lat double precision,
      lon double precision,
      contact_name text,
      contact_phone text,
      created_at timestamptz NOT NULL,
      CONSTRAINT sites_event_key UNIQUE (id, event_id)
    );
    CREATE INDEX sites_event ON sites (event_id);

    CREATE TABLE shifts (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL,
      site_id uuid NOT NULL,
      title text NOT NULL,
      starts_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      CONSTRAINT shifts_site_fk FOREIGN KEY (site_id, event_id) REFERENCES sites (id, event_id),
      CONSTRAINT shifts_window CHECK (starts_at < ends_at),
      CONSTRAINT shifts_event_key UNIQUE (id, event_id)
    );
    CREATE INDEX shifts_event ON shifts (event_id);
    CREATE INDEX shifts_site ON shifts (site_id);

    CREATE TABLE demands (
      shift_id uuid NOT NULL CONSTRAINT demands_shift_fk REFERENCES shifts ON DELETE CASCADE,
      -- The empty text means people of any skill.
      skill text NOT NULL,
      minimum integer NOT NULL,
      target integer NOT NULL,
      maximum integer NOT NULL,
      PRIMARY KEY (shift_id, skill),
      CONSTRAINT demands_order CHECK (0 <= minimum AND minimum <= target AND target <= maximum)
    );

    -- Who takes part in an event.
    CREATE TABLE registrations (
      event_id uuid NOT NULL,
      person_id uuid NOT NULL,
      simulated boolean NOT NULL,
      -- The person's unit when it was registered: the one whose count it is in, wherever it moves later.
      org_unit_id uuid NOT NULL CONSTRAINT registrations_org_unit_fk REFERENCES org_units,
      registered_at timestamptz NOT NULL,
      PRIMARY KEY (event_id, person_id),
      CONSTRAINT registrations_event_simulated_fk FOREIGN KEY (event_id, simulated) REFERENCES events (id, simulated) ON DELETE CASCADE,
      CONSTRAINT registrations_person_simulated_fk FOREIGN KEY (person_id, simulated) REFERENCES people (id, simulated)
    );
    CREATE INDEX registrations_person ON registrations (person_id);

    -- The leaves of every count: site × the person's unit × metric. Every number above them is a sum,
    -- so a parent cannot differ from its children. Registration knows no site: the all-zero id.
    CREATE TABLE event_counts (
      event_id uuid NOT NULL CONSTRAINT event_counts_event_fk REFERENCES events ON DELETE CASCADE,
      site_id uuid NOT NULL,
      org_unit_id uuid NOT NULL,
      metric text NOT NULL CONSTRAINT event_counts_metric CHECK (metric IN ('registered', 'offered', 'accepted', 'turns', 'people')),
      value integer NOT NULL,
      -- The event's revision in which this leaf last changed.
      rev bigint NOT NULL,
      PRIMARY KEY (event_id, site_id, org_unit_id, metric),
      CONSTRAINT event_counts_not_negative CHECK (value >= 0)
    );
    CREATE INDEX event_counts_rev ON event_counts (event_id, rev);

    -- The stream of what happens: ids and numbers, never a name.
    CREATE TABLE activities (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT activities_event_fk REFERENCES events ON DELETE CASCADE,
      rev bigint NOT NULL,
      at timestamptz NOT NULL,
      kind text NOT NULL,
      site_id uuid,
      count integer NOT NULL,
      detail text
    );
    CREATE INDEX activities_event_rev ON activities (event_id, rev);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE activities, event_counts, registrations, demands, shifts, sites, events;
    `);
  }
}
