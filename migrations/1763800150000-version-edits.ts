import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every edit by hand raises it: who edits says which one the own change is based on. */
const EDITED = ['campaigns', 'events', 'sites', 'shifts'];

export class VersionEdits1763800150000 implements MigrationInterface {
  readonly name = 'VersionEdits1763800150000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of EDITED) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN version integer NOT NULL DEFAULT 1`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of EDITED) await runner.query(`ALTER TABLE ${table} DROP COLUMN version`);
  }
}
