import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlaces1763800000000 implements MigrationInterface {
  readonly name = 'CreatePlaces1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    CREATE EXTENSION IF NOT EXISTS btree_gist;

    -- id is the statistics office's code for today's units and code~202506 for the set in force until
    -- 30 June 2025: a code's meaning is dated, and old and new communes share codes.
    CREATE TABLE administrative_units (
      id text PRIMARY KEY,
      code text NOT NULL,
      level text NOT NULL CONSTRAINT administrative_units_level CHECK (level IN ('province', 'district', 'commune')),
      parent_id text CONSTRAINT administrative_units_parent_fk REFERENCES administrative_units,
      province_id text NOT NULL,
      valid_from date NOT NULL,
      valid_to date,
      lat double precision,
      lon double precision,
      area_km2 double precision,
      population integer
    );
    CREATE INDEX administrative_units_parent ON administrative_units (parent_id);
    CREATE INDEX administrative_units_code ON administrative_units (code);

    CREATE TABLE administrative_unit_names (
      unit_id text NOT NULL CONSTRAINT administrative_unit_names_unit_fk REFERENCES administrative_units ON DELETE CASCADE,
      valid_from date NOT NULL,
      valid_to date,
      name text NOT NULL,
      full_name text NOT NULL,
      type text NOT NULL,
      -- For searching only: different communes fold to the same text.
      folded text NOT NULL,
      PRIMARY KEY (unit_id, valid_from)
    );
    CREATE INDEX administrative_unit_names_folded ON administrative_unit_names (folded text_pattern_ops);

    CREATE TABLE administrative_unit_successors (
      old_id text NOT NULL CONSTRAINT administrative_unit_successors_old_fk REFERENCES administrative_units ON DELETE CASCADE,
      new_id text NOT NULL CONSTRAINT administrative_unit_successors_new_fk REFERENCES administrative_units ON DELETE CASCADE,
      relation text NOT NULL,
      is_default boolean NOT NULL,
      note text,
      PRIMARY KEY (old_id, new_id)
    );
    CREATE INDEX administrative_unit_successors_new ON administrative_unit_successors (new_id);

    -- Which snapshot of the gazetteer this database holds, so that a start imports it only once.
    CREATE TABLE gazetteer_imports (
      digest text PRIMARY KEY,
      imported_at timestamptz NOT NULL
    );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE gazetteer_imports, administrative_unit_successors, administrative_unit_names, administrative_units;
    `);
  }
}
