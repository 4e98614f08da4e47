import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What grows with the years, or with what else goes on, must not be paid for by every check-in. */
export class LightenLongUse1763800160000 implements MigrationInterface {
  readonly name = 'LightenLongUse1763800160000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- While anybody reads an older state of the database (a backup, an export), no page is tidied, and a row that
    -- finds no room in its page is written into all indexes anew. Half of a page is room for everybody to come once.
    ALTER TABLE assignments SET (fillfactor = 50);
    -- A person is looked up in one event, however many there were before.
    DROP INDEX assignments_person;
    CREATE INDEX assignments_person ON assignments (person_id, event_id);
    -- An import names all its rows in one entry. Statistics of these lists took seconds each time, and held a state
    -- of the database meanwhile; nothing is planned by them.
    ALTER TABLE audit_entries ALTER COLUMN row_ids SET STATISTICS 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    ALTER TABLE audit_entries ALTER COLUMN row_ids SET STATISTICS -1;
    DROP INDEX assignments_person;
    CREATE INDEX assignments_person ON assignments (person_id);
    ALTER TABLE assignments SET (fillfactor = 70);
    `);
  }
}
