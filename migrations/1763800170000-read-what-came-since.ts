import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever follows an event asks for the check-ins since a revision, four times a second. */
export class ReadWhatCameSince1763800170000 implements MigrationInterface {
  readonly name = 'ReadWhatCameSince1763800170000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP INDEX check_ins_event;
    CREATE INDEX check_ins_event ON check_ins (event_id, rev);
    -- And how many units have been merged, each time: see CountsRepository.
    CREATE INDEX org_units_merged ON org_units (merged_at) WHERE merged_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP INDEX org_units_merged, check_ins_event;
    CREATE INDEX check_ins_event ON check_ins (event_id, recorded_at);
    `);
  }
}
