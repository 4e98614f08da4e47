import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a roster import is given up is told by how often it was started anew, not by clocks, which are set. */
export class CountRosterRestarts1763800180000 implements MigrationInterface {
  readonly name = 'CountRosterRestarts1763800180000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE roster_imports ADD COLUMN restarts integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE roster_imports DROP COLUMN restarts');
  }
}
