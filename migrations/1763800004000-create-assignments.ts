import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAssignments1763800004000 implements MigrationInterface {
  readonly name = 'CreateAssignments1763800004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    CREATE TABLE plans (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT plans_event_fk REFERENCES events ON DELETE CASCADE,
      state text NOT NULL CONSTRAINT plans_state
        CHECK (state IN ('pending', 'running', 'draft', 'published', 'failed', 'cancelled', 'superseded')),
      progress double precision NOT NULL,
      people integer NOT NULL,
      placed integer NOT NULL,
      unplaced integer NOT NULL,
      short_of_minimum integer NOT NULL,
      short_of_target integer NOT NULL,
      mean_km double precision,
      error jsonb,
      staff_id uuid,
      -- How long an offer of this plan stands, also one that goes to standby later; null until published.
      answer_within_minutes integer,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      published_at timestamptz
    );
    CREATE INDEX plans_event ON plans (event_id, created_at);
    -- One computation at a time for an event.
    CREATE UNIQUE INDEX plans_one_open_per_event ON plans (event_id) WHERE state IN ('pending', 'running');

    CREATE TABLE plan_proposals (
      plan_id uuid NOT NULL CONSTRAINT plan_proposals_plan_fk REFERENCES plans ON DELETE CASCADE,
      person_id uuid NOT NULL CONSTRAINT plan_proposals_person_fk REFERENCES people,
      -- Null: no place in this plan.
      shift_id uuid CONSTRAINT plan_proposals_shift_fk REFERENCES shifts ON DELETE SET NULL,
      skill text,
      distance_km double precision,
      pinned boolean NOT NULL,
      reason jsonb NOT NULL,
      standby_shift_id uuid CONSTRAINT plan_proposals_standby_fk REFERENCES shifts ON DELETE SET NULL,
      standby_rank integer,
      PRIMARY KEY (plan_id, person_id)
    );
    CREATE INDEX plan_proposals_shift ON plan_proposals (plan_id, shift_id);

    CREATE TABLE plan_gaps (
      plan_id uuid NOT NULL CONSTRAINT plan_gaps_plan_fk REFERENCES plans ON DELETE CASCADE,
      shift_id uuid NOT NULL CONSTRAINT plan_gaps_shift_fk REFERENCES shifts ON DELETE CASCADE,
      skill text NOT NULL,
      short integer NOT NULL,
      below_minimum boolean NOT NULL,
      reason jsonb NOT NULL,
      PRIMARY KEY (plan_id, shift_id, skill)
    );

    CREATE TABLE assignments (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL,
      shift_id uuid NOT NULL,
      site_id uuid NOT NULL,
      person_id uuid NOT NULL,
      -- The person's unit when the place was offered: every later step counts there, wherever the person moves.
      org_unit_id uuid NOT NULL CONSTRAINT assignments_org_unit_fk REFERENCES org_units,
      simulated boolean NOT NULL,
      plan_id uuid CONSTRAINT assignments_plan_fk REFERENCES plans,
      state text NOT NULL CONSTRAINT assignments_state CHECK (state IN ('planned', 'offered', 'accepted', 'checked_in',
        'completed', 'declined', 'expired', 'withdrawn', 'replaced', 'no_show')),
      skill text,
      reason jsonb,
      decline_reason text,
      -- The shift's window, copied: the exclusion constraint below needs it in the row.
      starts_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      deadline_at timestamptz,
      created_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL,
      CONSTRAINT assignments_shift_fk FOREIGN KEY (shift_id, event_id) REFERENCES shifts (id, event_id),
      CONSTRAINT assignments_site_fk FOREIGN KEY (site_id, event_id) REFERENCES sites (id, event_id),
      CONSTRAINT assignments_event_simulated_fk FOREIGN KEY (event_id, simulated) REFERENCES events (id, simulated) ON DELETE CASCADE,
      CONSTRAINT assignments_person_simulated_fk FOREIGN KEY (person_id, simulated) REFERENCES people (id, simulated),
      CONSTRAINT assignments_one_per_shift UNIQUE (shift_id, person_id),
      -- No person in two places at one time.
      CONSTRAINT assignments_no_overlap EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (state IN ('planned', 'offered', 'accepted', 'checked_in', 'completed'))
    );
    CREATE INDEX assignments_event_state ON assignments (event_id, state);
    CREATE INDEX assignments_person ON assignments (person_id);
    CREATE INDEX assignments_site ON assignments (site_id);
    CREATE INDEX assignments_deadline ON assignments (deadline_at) WHERE state = 'offered';

    CREATE TABLE standbys (
      shift_id uuid NOT NULL CONSTRAINT standbys_shift_fk REFERENCES shifts ON DELETE CASCADE,
      person_id uuid NOT NULL CONSTRAINT standbys_person_fk REFERENCES people,
      event_id uuid NOT NULL CONSTRAINT standbys_event_fk REFERENCES events ON DELETE CASCADE,
      rank integer NOT NULL,
      skill text,
      -- Set when the place was offered to this person, or could not be.
      used_at timestamptz,
      PRIMARY KEY (shift_id, person_id),
      CONSTRAINT standbys_rank_key UNIQUE (shift_id, rank)
    );
    CREATE INDEX standbys_event ON standbys (event_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE standbys, assignments, plan_gaps, plan_proposals, plans;
    `);
  }
}
