import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MergeUnits1763800034000 implements MigrationInterface {
  readonly name = 'MergeUnits1763800034000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- A unit that became part of another stays as history: the ledger's rows are of it. It stands below
    -- its successor, and stays in the line of what stood below it.
    ALTER TABLE org_units
      ADD COLUMN merged_into uuid CONSTRAINT org_units_merged_into_fk REFERENCES org_units,
      ADD COLUMN merged_at timestamptz,
      ADD COLUMN merged_by uuid,
      ADD CONSTRAINT org_units_merged
        CHECK ((merged_into IS NULL) = (merged_at IS NULL) AND (merged_into IS NULL) = (merged_by IS NULL)),
      DROP CONSTRAINT org_units_name_key;
    -- History takes no name away. An index with a condition is no target of a foreign key: so to move a unit
    -- is not to change its key, and no check-in of its people waits for it.
    CREATE UNIQUE INDEX org_units_name_key ON org_units (parent_id, name) NULLS NOT DISTINCT
      WHERE merged_into IS NULL;

    -- The lines of units until a merge gave them another, so that a closed event can be told in the tree
    -- of its day.
    CREATE TABLE former_lines (
      org_unit_id uuid NOT NULL CONSTRAINT former_lines_org_unit_fk REFERENCES org_units,
      until timestamptz NOT NULL,
      ancestors uuid[] NOT NULL,
      PRIMARY KEY (org_unit_id, until)
    );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE former_lines;
    DROP INDEX org_units_name_key;
    UPDATE org_units SET name = name || ' (' || id || ')' WHERE merged_into IS NOT NULL;
    ALTER TABLE org_units
      ADD CONSTRAINT org_units_name_key UNIQUE NULLS NOT DISTINCT (parent_id, name),
      DROP COLUMN merged_into,
      DROP COLUMN merged_at,
      DROP COLUMN merged_by;
    `);
  }
}
