import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ExtendMatching1763800007000 implements MigrationInterface {
  readonly name = 'ExtendMatching1763800007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    ALTER TABLE registrations
      -- Windows [{startsAt, endsAt}] in which the person can; null: at any time.
      ADD COLUMN available jsonb CONSTRAINT registrations_available CHECK (jsonb_typeof(available) = 'array'),
      ADD COLUMN wish_commune_ids text[] NOT NULL DEFAULT '{}',
      ADD COLUMN excluded_commune_ids text[] NOT NULL DEFAULT '{}';

    ALTER TABLE shifts
      -- Nobody younger is sent there; null: no limit.
      ADD COLUMN minimum_age integer CONSTRAINT shifts_minimum_age CHECK (minimum_age BETWEEN 0 AND 100);

    ALTER TABLE plans
      ADD COLUMN weights jsonb NOT NULL
        DEFAULT '{"distance": 1, "wish": 5, "together": 3, "turns": 1, "stability": 30, "skill": 1}',
      ADD COLUMN may_move integer NOT NULL DEFAULT 0,
      ADD COLUMN rest_minutes integer NOT NULL DEFAULT 0,
      -- What is proven of the plan as it stands; null until it is computed, and after changes by hand.
      ADD COLUMN proof jsonb,
      ADD COLUMN contradictions jsonb NOT NULL DEFAULT '[]';

    ALTER TABLE plan_proposals
      -- Its place has been offered while the plan stayed a draft: publishing again does not offer it again.
      ADD COLUMN published boolean NOT NULL DEFAULT false;

    -- With these two and the proposals anybody can check a plan again.
    CREATE TABLE plan_proofs (
      plan_id uuid PRIMARY KEY CONSTRAINT plan_proofs_plan_fk REFERENCES plans ON DELETE CASCADE,
      -- The engine's question, JSON under gzip.
      question bytea NOT NULL,
      certificate jsonb NOT NULL
    );
    -- It is compressed already.
    ALTER TABLE plan_proofs ALTER COLUMN question SET STORAGE EXTERNAL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE plan_proofs;
    ALTER TABLE plan_proposals DROP COLUMN published;
    ALTER TABLE plans
      DROP COLUMN weights, DROP COLUMN may_move, DROP COLUMN rest_minutes, DROP COLUMN proof,
      DROP COLUMN contradictions;
    ALTER TABLE shifts DROP COLUMN minimum_age;
    ALTER TABLE registrations
      DROP COLUMN available, DROP COLUMN wish_commune_ids, DROP COLUMN excluded_commune_ids;
    `);
  }
}
